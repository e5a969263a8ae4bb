import type { Me } from '@linzhang/shared/members/members.contract';
import { useRouter } from '@tarojs/taro';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { MemberList } from '../../../features/portfolio/MemberList';
import { MembersBehind, setIn } from '../../../features/portfolio/MembersBehind';
import { aboutIn } from '../../../features/portfolio/memberQuery';
import { openPage } from '../../../lib/navigation';
import { useVisits } from '../../../lib/useVisits';
import { managerPages } from '../../../paths';

/** The members behind a number of the branch, or all of them. */
export default function BranchMembersPage() {
  return (
    <WorkScreen id="branch-members" needs="headBranch">
      {(me) => <Members me={me} />}
    </WorkScreen>
  );
}

function Members({ me }: { me: Me }) {
  const { params } = useRouter();
  const visits = useVisits();
  const about = aboutIn(params, me.employee?.branch.id ?? '');
  const set = setIn(params['set'] ?? '');
  const list = {
    about,
    withOwner: about.ownerId === undefined,
    version: visits,
    onOpen: (id: string) => openPage(managerPages.member, { id }),
  };
  return set ? <MembersBehind {...list} set={set} /> : <MemberList {...list} />;
}
