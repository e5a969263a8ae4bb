import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { DoubtList } from '../../../features/aum/DoubtList';
import { BranchChoice } from '../../../features/branches/BranchChoice';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded } from '../../../lib/navigation';
import { useVisits } from '../../../lib/useVisits';

/** 待确认的匹配: the head says whether a customer of the list is a member. */
export default function DoubtsPage() {
  const startAt = decoded(useRouter().params['branchId']);
  const [reads, setReads] = useState(0);
  const version = useVisits() + reads;
  return (
    <WorkScreen id="branch-doubts" needs="headBranch" onRefresh={async () => setReads((count) => count + 1)}>
      {(me) => (
        <BranchChoice me={me} startAt={startAt}>
          {(branchId) => <DoubtList branchId={branchId} version={version} />}
        </BranchChoice>
      )}
    </WorkScreen>
  );
}
