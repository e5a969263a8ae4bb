import { Result } from '../../components/display/Result';
import { Empty } from '../../components/screen/Empty';
import { momentOf } from '../../lib/dates';
import { signal } from '../../lib/signal';
import { type Mutation, useMutation } from '../../lib/useMutation';
import { wordsFor } from '../../lib/words';
import { checkIn } from './events.api';

type CheckedIn = Awaited<ReturnType<typeof checkIn>>;
type CheckingIn = Mutation<string, CheckedIn>;

/** Lets customers in at the entrance of an event, one after another. */
export function useCheckIn(eventId: string, onDone: (done: CheckedIn) => void): CheckingIn {
  return useMutation(
    (code: string, requestId) => checkIn({ body: { eventId, code, requestId } }),
    (done) => {
      signal(done.result === 'checked_in' ? 'good' : 'bad');
      onDone(done);
    },
  );
}

function signupWords({ signup }: CheckedIn): string {
  if (!signup) return '没有报名，现场参加';
  return signup.state === 'confirmed' ? `报名第 ${signup.number} 号` : `候补第 ${signup.number} 号`;
}

/** What became of the last one, at an arm's length. */
export function CheckInDesk({ checking, last }: { checking: CheckingIn; last: CheckedIn | null }) {
  const { error } = checking;
  if (error) {
    const offline = error.code === 'offline';
    return (
      <Result
        tone={offline ? 'ink' : 'seal'}
        icon={offline ? 'offline' : 'alert'}
        title={offline ? '需要网络' : '没有签到'}
        text={wordsFor(error)}
      />
    );
  }
  if (!last)
    return (
      <Empty icon="people" title="入场签到" text="请客户打开本场活动的集章卡，出示集章码。没有报名的客户也可以签到。" />
    );
  if (last.result === 'already_checked_in')
    return <Result tone="sky" title="已经签到" text={`${last.member.name} · ${momentOf(last.checkedInAt)} 签到过`} />;
  return <Result tone="jade" title="签到成功" text={`${last.member.name} · ${signupWords(last)}`} />;
}
