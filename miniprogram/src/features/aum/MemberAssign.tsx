import type { OwnerHolding } from '@linzhang/shared/aum/owners.contract';
import type { PortfolioMember } from '@linzhang/shared/portfolio/portfolioMembers.contract';
import { useEffect, useRef, useState } from 'react';
import { PickerField } from '../../components/form/PickerField';
import { Sheet } from '../../components/overlay/Sheet';
import { Loaded } from '../../components/screen/Loaded';
import { countOf } from '../../lib/numbers';
import { useQuery } from '../../lib/useQuery';
import { AssignSteps } from './AssignSteps';
import { MemberPicker } from './MemberPicker';
import { listOwnerHoldings } from './owners.api';
import { receiverOptions } from './ownerWords';

export type Picked = ReadonlyMap<string, PortfolioMember>;

interface MemberAssignProps {
  branchId: string;
  picked: Picked;
  onPick: (picked: Picked) => void;
  /** True while the picked ones are being given. */
  giving: boolean;
  onClose: () => void;
}

/** Gives customers to a manager: the customers are picked from a list, the manager after that. */
export function MemberAssign({ branchId, picked, onPick, giving, onClose }: MemberAssignProps) {
  const [reads, setReads] = useState(0);
  const holdings = useQuery(() => listOwnerHoldings({ query: { branchId } }), `${branchId}|${reads}`);
  const latest = useRef(onPick);
  latest.current = onPick;
  // Who was picked in one branch is not given away in another.
  useEffect(() => () => latest.current(new Map()), []);
  const done = () => {
    onClose();
    onPick(new Map());
    setReads((count) => count + 1);
  };
  return (
    <Loaded query={holdings}>
      {({ items }) => (
        <>
          <MemberPicker branchId={branchId} holdings={items} version={reads} picked={picked} onPick={onPick} />
          {giving ? (
            <GiveSheet branchId={branchId} holdings={items} picked={picked} onClose={onClose} onDone={done} />
          ) : null}
        </>
      )}
    </Loaded>
  );
}

interface GiveSheetProps {
  branchId: string;
  holdings: readonly OwnerHolding[];
  picked: Picked;
  onClose: () => void;
  onDone: () => void;
}

function GiveSheet({ branchId, holdings, picked, onClose, onDone }: GiveSheetProps) {
  const [toId, setToId] = useState<string | null>(null);
  const to = holdings.find(({ employee }) => employee.id === toId)?.employee;
  const rows = [...picked.keys()].map((memberId) => ({ memberId, managerNo: to?.number ?? '' }));
  return (
    <Sheet open title={`分配 ${countOf(picked.size)} 位客户`} onClose={onClose}>
      <PickerField id="receiver" label="分给谁" options={receiverOptions(holdings)} value={toId} onChange={setToId} />
      {to ? (
        <AssignSteps
          key={to.id}
          branchId={branchId}
          rows={rows}
          nameOf={({ memberId }) => nameIn(picked, memberId)}
          verb={`给${to.name}`}
          onDone={onDone}
        />
      ) : null}
    </Sheet>
  );
}

function nameIn(picked: Picked, memberId: string | undefined): string {
  const member = picked.get(memberId ?? '');
  return member ? `${member.name} ${member.number}` : '';
}
