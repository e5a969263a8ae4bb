import type { OwnerHolding } from '@linzhang/shared/aum/owners.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/action/Button';
import { Loaded } from '../../../components/screen/Loaded';
import { HoldingList } from '../../../features/aum/HoldingList';
import { listOwnerHoldings } from '../../../features/aum/owners.api';
import { TransferForm } from '../../../features/aum/TransferForm';
import { BranchChoice } from '../../../features/branches/BranchChoice';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { decoded } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';

/** 离职移交: customers and channels of somebody who leaves, or hands over, go to a colleague. */
export default function TransferPage() {
  const { branchId: startAt, fromId } = useRouter().params;
  return (
    <WorkScreen id="branch-transfer" needs="headBranch">
      {(me) => (
        <BranchChoice me={me} startAt={decoded(startAt)}>
          {(branchId) => <Transfer key={branchId} branchId={branchId} startWith={decoded(fromId)} />}
        </BranchChoice>
      )}
    </WorkScreen>
  );
}

function Transfer({ branchId, startWith }: { branchId: string; startWith: string }) {
  const [fromId, setFromId] = useState(startWith);
  const holdings = useQuery(() => listOwnerHoldings({ query: { branchId } }), branchId);
  const close = () => {
    setFromId('');
    void holdings.reload();
  };
  return (
    <Loaded query={holdings}>
      {({ items }) => {
        const from = items.find(({ employee }) => employee.id === fromId);
        return from ? (
          <One from={from} holdings={items} onClose={close} />
        ) : (
          <HoldingList holdings={items} onOpen={setFromId} />
        );
      }}
    </Loaded>
  );
}

function One({ from, holdings, onClose }: { from: OwnerHolding; holdings: OwnerHolding[]; onClose: () => void }) {
  return (
    <>
      <TransferForm from={from} holdings={holdings} onDone={onClose} />
      <Button id="other-person" kind="quiet" onTap={onClose}>
        选另一位同事
      </Button>
    </>
  );
}
