import { useRouter } from '@tarojs/taro';
import { Loaded } from '../../../components/screen/Loaded';
import { BranchChoice } from '../../../features/branches/BranchChoice';
import { getPoolOrder } from '../../../features/leads/branchLeads.api';
import { PoolOrderForm } from '../../../features/leads/PoolOrderForm';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { toast } from '../../../lib/feedback';
import { decoded } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';

/** The order in which the pool of a branch is shown. */
export default function PoolOrderPage() {
  const branch = decoded(useRouter().params['branch']);
  return (
    <WorkScreen id="branch-pool-order" needs="headBranch">
      {(me) => (
        <BranchChoice me={me} startAt={branch}>
          {(id) => <OfBranch key={id} branchId={id} />}
        </BranchChoice>
      )}
    </WorkScreen>
  );
}

function OfBranch({ branchId }: { branchId: string }) {
  const current = useQuery(() => getPoolOrder({ params: { branchId } }), branchId);
  const done = () => {
    toast('顺序已保存');
    void current.reload();
  };
  return (
    <Loaded query={current}>
      {({ order, version }) => (
        <PoolOrderForm key={version} branchId={branchId} order={order} version={version} onDone={done} />
      )}
    </Loaded>
  );
}
