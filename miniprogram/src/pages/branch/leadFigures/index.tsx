import { useRouter } from '@tarojs/taro';
import { BranchChoice } from '../../../features/branches/BranchChoice';
import { LeadFiguresView } from '../../../features/leads/LeadFiguresView';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded } from '../../../lib/navigation';

/** Waiting time and fairness of a branch's leads. */
export default function LeadFiguresPage() {
  const branch = decoded(useRouter().params['branch']);
  return (
    <WorkScreen id="branch-lead-figures" needs="headBranch">
      {(me) => (
        <BranchChoice me={me} startAt={branch}>
          {(id) => <LeadFiguresView key={id} branchId={id} />}
        </BranchChoice>
      )}
    </WorkScreen>
  );
}
