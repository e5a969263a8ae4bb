import { useRouter } from '@tarojs/taro';
import { BranchChoice } from '../../../features/branches/BranchChoice';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { TransitionMatrix } from '../../../features/portfolio/TransitionMatrix';
import { decoded, openPage } from '../../../lib/navigation';
import { branchPages } from '../../../paths';

/** 层级迁移: how the branch's customers moved between tiers and segments. */
export default function TransitionsPage() {
  const startAt = decoded(useRouter().params['branchId']);
  return (
    <WorkScreen id="branch-transitions" needs="headBranch">
      {(me) => (
        <BranchChoice me={me} startAt={startAt}>
          {(branchId) => (
            <TransitionMatrix
              branchId={branchId}
              onOpen={(moved) => openPage(branchPages.members, { branchId, ...moved })}
            />
          )}
        </BranchChoice>
      )}
    </WorkScreen>
  );
}
