import type { EventDetail, EventSignup } from '@linzhang/shared/events/events.contract';
import { Text, View } from '@tarojs/components';
import { Button } from '../../components/action/Button';
import { Card } from '../../components/display/Card';
import { ErrorNotice } from '../../components/display/ErrorNotice';
import { Facts } from '../../components/display/Facts';
import { useConfirm } from '../../components/overlay/useConfirm';
import { momentOf, windowOf } from '../../lib/dates';
import { toast } from '../../lib/feedback';
import { useMutation } from '../../lib/useMutation';
import classes from './EventCard.module.scss';
import { cancelSignup, signUp } from './events.api';
import { cancelQuestion, signupAnswer, signupVerb } from './eventWords';

interface SignupPanelProps {
  event: EventDetail;
  signup: EventSignup;
  /** Called within the tap that signs up: what WeChat answers only there is asked then. */
  onSignUp?: () => void;
  /** Reads the event again, after the own place changed. */
  onChange: () => Promise<unknown>;
}

/** The own place at an event: number or place in the waiting list, signing up, giving it back. */
export function SignupPanel({ event, signup, onSignUp, onChange }: SignupPanelProps) {
  const { ask, dialog } = useConfirm();
  const params = { eventId: event.id };
  const join = useMutation(
    (_: null, requestId) => signUp({ params, body: { requestId } }),
    (mine) => {
      toast(mine.state === 'confirmed' ? `报名成功，第 ${mine.number} 号` : '已排上候补');
      void onChange();
    },
  );
  const leave = useMutation(
    () => cancelSignup({ params }),
    () => {
      toast('报名已取消');
      void onChange();
    },
  );
  const signUpNow = () => {
    onSignUp?.();
    return join.submit(null);
  };
  const open = event.phase === 'upcoming' || event.phase === 'running';
  const verb = open ? signupVerb(signup) : null;
  const { mine } = signup;
  return (
    <>
      <Standing event={event} signup={signup} />
      <ErrorNotice error={join.error ?? leave.error} />
      {verb ? (
        <Button id="sign-up" busy={join.busy} onTap={signUpNow}>
          {verb}
        </Button>
      ) : null}
      {mine && open && event.checkedInAt === null ? (
        <Button
          id="cancel-signup"
          kind="quiet"
          busy={leave.busy}
          onTap={() => ask(cancelQuestion(mine), () => leave.submit(null))}
        >
          取消报名
        </Button>
      ) : null}
      {dialog}
    </>
  );
}

function Standing({ event, signup }: { event: EventDetail; signup: EventSignup }) {
  const { mine, closesAt } = signup;
  return (
    <Card>
      <Answer signup={signup} />
      <Facts
        facts={[
          ['活动时间', windowOf(event.startsAt, event.endsAt)],
          ['地点', event.place.address],
          mine ? ['报名于', momentOf(mine.signedUpAt)] : ['报名时间', `${momentOf(closesAt)} 前`],
        ]}
      />
    </Card>
  );
}

function Answer({ signup }: { signup: EventSignup }) {
  const { figure, title, text } = signupAnswer(signup);
  return (
    <View id="signup-answer" className={classes.answer}>
      {figure ? <Text className={classes.figure}>{figure}</Text> : null}
      <Text className={classes.said}>{title}</Text>
      <Text className={classes.more}>{text}</Text>
    </View>
  );
}
