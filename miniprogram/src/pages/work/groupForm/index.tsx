import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { PickerField } from '../../../components/form/PickerField';
import { Loaded } from '../../../components/screen/Loaded';
import { listBranches } from '../../../features/branches/branches.api';
import { INDUSTRY_OPTIONS } from '../../../features/branches/industryWords';
import { listEmployees } from '../../../features/employees/employees.api';
import { type GroupChoices, GroupForm } from '../../../features/groups/GroupForm';
import { getWorkGroup } from '../../../features/groups/workGroups.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { listMerchants } from '../../../features/merchants/merchants.api';
import { toast } from '../../../lib/feedback';
import { decoded, goBack, replacePage } from '../../../lib/navigation';
import { useQuery } from '../../../lib/useQuery';
import { tabs, workPages } from '../../../paths';

/** Most that is listed to choose from; a branch has no more of either. */
const LIMIT = 100;

async function readForm(id: string) {
  const [group, branches] = await Promise.all([id ? getWorkGroup({ params: { groupId: id } }) : null, listBranches()]);
  return { group, branches: branches.items.map((branch) => ({ value: branch.id, text: branch.name })) };
}

/** The partners and the people of a branch. */
async function readChoices(branchId: string): Promise<GroupChoices> {
  const [merchants, employees] = await Promise.all([
    listMerchants({ query: { branchId, status: 'active', limit: LIMIT } }),
    listEmployees({ query: { branchId, limit: LIMIT } }),
  ]);
  const leads = employees.items.filter(
    ({ roles, status }) => status !== 'disabled' && (roles.includes('manager') || roles.includes('head')),
  );
  return {
    merchants: merchants.items.map(({ id, name }) => ({ value: id, text: name })),
    managers: leads.map(({ id, name, number }) => ({ value: id, text: `${name}（${number}）` })),
  };
}

/** Makes a group, or changes one. */
export default function GroupFormPage() {
  const id = decoded(useRouter().params['id']);
  return (
    <WorkScreen id="group-form-page" needs="manageGroups">
      {(me) => <Start id={id} ownBranchId={me.employee?.branch.id ?? ''} />}
    </WorkScreen>
  );
}

function Start({ id, ownBranchId }: { id: string; ownBranchId: string }) {
  const form = useQuery(() => readForm(id), id);
  const [chosen, setChosen] = useState(ownBranchId);
  return (
    <Loaded query={form}>
      {({ group, branches }) => {
        const branchId = group?.branch.id ?? chosen;
        return (
          <>
            {branches.length > 1 ? (
              <PickerField
                label="所属网点"
                options={branches}
                value={branchId}
                onChange={setChosen}
                disabled={group !== null}
              />
            ) : null}
            <OfBranch key={branchId} group={group} branchId={branchId} />
          </>
        );
      }}
    </Loaded>
  );
}

interface OfBranchProps {
  group: Awaited<ReturnType<typeof getWorkGroup>> | null;
  branchId: string;
}

function OfBranch({ group, branchId }: OfBranchProps) {
  const choices = useQuery(() => readChoices(branchId), branchId);
  const done = ({ id }: { id: string }) => {
    toast('已保存');
    // A new one is looked at and opened next; a changed one is below this page.
    if (group) goBack(tabs.me);
    else replacePage(workPages.group, { id });
  };
  return (
    <Loaded query={choices}>
      {(found) => (
        <GroupForm {...found} group={group} branchId={branchId} industries={INDUSTRY_OPTIONS} onDone={done} />
      )}
    </Loaded>
  );
}
