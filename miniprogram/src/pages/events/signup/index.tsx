import { useRouter } from '@tarojs/taro';
import { Button } from '../../../components/action/Button';
import { Notice } from '../../../components/display/Notice';
import { Empty } from '../../../components/screen/Empty';
import { Loaded } from '../../../components/screen/Loaded';
import { getEvent } from '../../../features/events/events.api';
import { OVER_WORDS } from '../../../features/events/eventWords';
import { SignupPanel } from '../../../features/events/SignupPanel';
import { AccountScreen } from '../../../features/members/AccountScreen';
import { useMessageAsk } from '../../../features/messages/useMessageAsk';
import { decoded, goBack } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { tabs } from '../../../paths';

/** The own place at an event. */
export default function SignupPage() {
  const id = decoded(useRouter().params['id']);
  return (
    <AccountScreen id="signup-page" needs="consent">
      {() => <SignupOf id={id} />}
    </AccountScreen>
  );
}

function SignupOf({ id }: { id: string }) {
  const visits = useVisits();
  const askForMessages = useMessageAsk(['event'], true);
  const event = useQuery(() => getEvent({ params: { eventId: id } }), `${id}|${visits}`);
  const back = (
    <Button kind="ghost" onTap={() => goBack(tabs.stamps)}>
      返回活动
    </Button>
  );
  return (
    <Loaded query={event}>
      {(shown) => {
        const over = OVER_WORDS[shown.phase];
        if (over) return <Notice tone="amber" icon="info" text={over} />;
        if (!shown.signup) {
          return <Empty icon="stamp" title="不用报名" text="这场活动直接来就行，到现场出示集章码。" step={back} />;
        }
        return <SignupPanel event={shown} signup={shown.signup} onSignUp={askForMessages} onChange={event.reload} />;
      }}
    </Loaded>
  );
}
