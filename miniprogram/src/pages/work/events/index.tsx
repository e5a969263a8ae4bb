import { Button } from '../../../components/action/Button';
import { WorkEventList } from '../../../features/events/WorkEventList';
import { useAccount } from '../../../features/members/account';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { openPage } from '../../../lib/navigation';
import { useVisits } from '../../../lib/useVisits';
import { workPages } from '../../../paths';

/** Events of the branch. */
export default function EventsPage() {
  const visits = useVisits();
  const makes = useAccount().data?.can.manageEvents;
  const footer = makes ? (
    <Button id="add-event" icon="plus" onTap={() => openPage(workPages.eventForm)}>
      新建活动
    </Button>
  ) : null;
  return (
    <WorkScreen id="events-page" needs="openWork" footer={footer}>
      {() => <WorkEventList version={visits} onOpen={({ id }) => openPage(workPages.event, { id })} />}
    </WorkScreen>
  );
}
