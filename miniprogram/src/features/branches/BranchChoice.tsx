import type { Me } from '@linzhang/shared/members/members.contract';
import { type ReactNode, useState } from 'react';
import { PickerField } from '../../components/form/PickerField';
import { Loaded } from '../../components/screen/Loaded';
import { namedOptions } from '../../lib/options';
import { useQuery } from '../../lib/useQuery';
import { listBranches } from './branches.api';

interface BranchChoiceProps {
  me: Me;
  /** The branch that the page was opened for, where more than one may be seen. */
  startAt?: string;
  /** What is shown of the branch, by its id and name. */
  children: (branchId: string, name: string) => ReactNode;
}

/** The part of a page that is about one branch: the own one, or for an admin any. */
export function BranchChoice({ me, startAt, children }: BranchChoiceProps) {
  const own = me.employee?.branch;
  if (!own) return null;
  if (!me.employee?.roles.includes('admin')) return <>{children(own.id, own.name)}</>;
  return <AnyBranch startAt={startAt || own.id}>{children}</AnyBranch>;
}

function AnyBranch({ startAt, children }: { startAt: string; children: BranchChoiceProps['children'] }) {
  const branches = useQuery(listBranches);
  const [branchId, setBranchId] = useState(startAt);
  return (
    <Loaded query={branches}>
      {({ items }) => {
        const chosen = items.find(({ id }) => id === branchId) ?? items[0];
        return chosen ? (
          <>
            {items.length > 1 ? (
              <PickerField label="网点" options={namedOptions(items)} value={chosen.id} onChange={setBranchId} />
            ) : null}
            {children(chosen.id, chosen.name)}
          </>
        ) : null;
      }}
    </Loaded>
  );
}
