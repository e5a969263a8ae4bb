import { useRouter } from '@tarojs/taro';
import { FormInBranch } from '../../../features/branches/FormInBranch';
import { INDUSTRY_OPTIONS } from '../../../features/branches/industryWords';
import { listEmployees } from '../../../features/employees/employees.api';
import { type GroupChoices, GroupForm } from '../../../features/groups/GroupForm';
import { getWorkGroup } from '../../../features/groups/workGroups.api';
import { WorkScreen } from '../../../features/members/WorkScreen';
import { listMerchants } from '../../../features/merchants/merchants.api';
import { toast } from '../../../lib/feedback';
import { decoded, goBack, replacePage } from '../../../lib/navigation';
import { namedOptions } from '../../../lib/options';
import { tabs, workPages } from '../../../paths';

/** Most that is listed to choose from; a branch has no more of either. */
const LIMIT = 100;

const readGroup = (groupId: string) => getWorkGroup({ params: { groupId } });

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
    merchants: namedOptions(merchants.items),
    managers: leads.map(({ id, name, number }) => ({ value: id, text: `${name}（${number}）` })),
  };
}

/** Makes a group, or changes one. */
export default function GroupFormPage() {
  const id = decoded(useRouter().params['id']);
  const done = (saved: { id: string }) => {
    toast('已保存');
    // A new one is looked at and opened next; a changed one is below this page.
    if (id) goBack(tabs.me);
    else replacePage(workPages.group, { id: saved.id });
  };
  return (
    <WorkScreen id="group-form-page" needs="manageGroups">
      {(me) => (
        <FormInBranch id={id} read={readGroup} ownBranchId={me.employee?.branch.id ?? ''} readChoices={readChoices}>
          {({ subject, branchId, choices }) => (
            <GroupForm {...choices} group={subject} branchId={branchId} industries={INDUSTRY_OPTIONS} onDone={done} />
          )}
        </FormInBranch>
      )}
    </WorkScreen>
  );
}
