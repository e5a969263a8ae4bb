import { useRouter } from '@tarojs/taro';
import { GroupMembers } from '../../../features/groups/GroupMembers';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded } from '../../../lib/navigation';

/** Who is in a group, with masked names. */
export default function GroupMembersPage() {
  const id = decoded(useRouter().params['id']);
  return (
    <WorkScreen id="group-members-page" needs="openWork">
      {() => <GroupMembers groupId={id} />}
    </WorkScreen>
  );
}
