import { type ReactNode, useState } from 'react';
import { PickerField } from '../../components/form/PickerField';
import { Loaded } from '../../components/screen/Loaded';
import { namedOptions } from '../../lib/options';
import { useQuery } from '../../lib/useQuery';
import { listBranches } from './branches.api';

interface FormInBranchProps<T, C> {
  /** Of what is changed; empty for something new. */
  id: string;
  read: (id: string) => Promise<T>;
  /** The branch that a new one is meant for at first. */
  ownBranchId: string;
  /** What there is to choose from in a branch. */
  readChoices: (branchId: string) => Promise<C>;
  children: (found: { subject: T | null; branchId: string; choices: C }) => ReactNode;
}

/** A form for something that belongs to a branch: a new one in a branch that is chosen, one that is there where it is. */
export function FormInBranch<T extends { branch: { id: string } }, C>(props: FormInBranchProps<T, C>) {
  const { id, read, ownBranchId, readChoices, children } = props;
  const [chosen, setChosen] = useState(ownBranchId);
  const form = useQuery(async () => {
    const [subject, branches] = await Promise.all([id ? read(id) : null, listBranches()]);
    return { subject, branches: namedOptions(branches.items) };
  }, id);
  return (
    <Loaded query={form}>
      {({ subject, branches }) => {
        const branchId = subject?.branch.id ?? chosen;
        return (
          <>
            {branches.length > 1 ? (
              <PickerField
                label="所属网点"
                options={branches}
                value={branchId}
                onChange={setChosen}
                disabled={subject !== null}
              />
            ) : null}
            <Choices key={branchId} read={() => readChoices(branchId)}>
              {(choices) => children({ subject, branchId, choices })}
            </Choices>
          </>
        );
      }}
    </Loaded>
  );
}

interface ChoicesProps<C> {
  read: () => Promise<C>;
  children: (choices: C) => ReactNode;
}

function Choices<C>({ read, children }: ChoicesProps<C>) {
  const choices = useQuery(read);
  return <Loaded query={choices}>{children}</Loaded>;
}
