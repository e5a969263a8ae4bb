import { Button } from '../../../components/action/Button';
import { WorkGroupList } from '../../../features/groups/WorkGroupList';
import { useAccount } from '../../../features/members/account';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { openPage } from '../../../lib/navigation';
import { useVisits } from '../../../lib/useVisits';
import { workPages } from '../../../paths';

/** Groups of the branch: the head makes them, the others look. */
export default function WorkGroupsPage() {
  const visits = useVisits();
  const { data: me } = useAccount();
  const footer = me?.can.manageGroups ? (
    <Button id="add-group" icon="plus" onTap={() => openPage(workPages.groupForm)}>
      新建福利圈
    </Button>
  ) : null;
  return (
    <WorkScreen id="work-groups-page" needs="openWork" footer={footer}>
      {() => <WorkGroupList version={visits} onOpen={({ id }) => openPage(workPages.group, { id })} />}
    </WorkScreen>
  );
}
