import type { WorkGroup } from '@linzhang/shared/groups/groups.contract';
import { useRouter } from '@tarojs/taro';
import { Button } from '../../../components/action/Button';
import { ErrorNotice } from '../../../components/display/ErrorNotice';
import { Loaded } from '../../../components/screen/Loaded';
import { useGroupStatus } from '../../../features/groups/useGroupStatus';
import { GroupFaults, WorkGroupDetail } from '../../../features/groups/WorkGroupDetail';
import { getWorkGroup } from '../../../features/groups/workGroups.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { toast } from '../../../lib/feedback';
import { decoded, openPage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { useVisits } from '../../../lib/useVisits';
import { workPages } from '../../../paths';

/** One group of the branch: what it is, what it lacks, and opening or closing it. */
export default function WorkGroupPage() {
  const id = decoded(useRouter().params['id']);
  const visits = useVisits();
  const group = useQuery(() => getWorkGroup({ params: { groupId: id } }), `${id}|${visits}`);
  const done = (changed: WorkGroup) => {
    toast(changed.status === 'open' ? '已开放' : '已关闭');
    group.setData(changed);
  };
  const status = useGroupStatus(group.data, done);
  const footer = group.data?.can.open ? (
    <Button id="open-group" disabled={group.data.faults.length > 0} onTap={() => status.become('open')}>
      开放给客户
    </Button>
  ) : null;
  return (
    <WorkScreen id="work-group-page" needs="openWork" overlay={status.dialog} footer={footer} onRefresh={group.reload}>
      {() => (
        <Loaded query={group}>
          {(found) => (
            <>
              <GroupFaults title="没有通过" faults={status.faults} />
              <ErrorNotice error={status.error} />
              <WorkGroupDetail
                group={found}
                steps={{
                  onEdit: () => openPage(workPages.groupForm, { id }),
                  onPreview: () => openPage(workPages.groupPreview, { id }),
                  onMembers: () => openPage(workPages.groupMembers, { id }),
                  onClose: () => status.become('closed'),
                }}
              />
            </>
          )}
        </Loaded>
      )}
    </WorkScreen>
  );
}
