import { useRouter } from '@tarojs/taro';
import { Loaded } from '../../../components/screen/Loaded';
import { AssignmentPlan } from '../../../features/events/AssignmentPlan';
import { getWorkEvent, listAssignable } from '../../../features/events/workEvents.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { toast } from '../../../lib/feedback';
import { decoded, goBack } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { tabs } from '../../../paths';

async function readPlan(eventId: string) {
  const params = { eventId };
  const [event, people] = await Promise.all([getWorkEvent({ params }), listAssignable({ params })]);
  return { event, people: people.items };
}

/** Who works at which booth of an event, and when. */
export default function EventPeoplePage() {
  const id = decoded(useRouter().params['id']);
  return (
    <WorkScreen id="event-people-page" needs="openWork">
      {() => <Plan id={id} />}
    </WorkScreen>
  );
}

function Plan({ id }: { id: string }) {
  const plan = useQuery(() => readPlan(id), id);
  const done = () => {
    toast('已保存');
    goBack(tabs.me);
  };
  return <Loaded query={plan}>{(data) => <AssignmentPlan {...data} onDone={done} />}</Loaded>;
}
