import { canManageBranchOf, type EmployeeSubject, hasAnyRole } from '../employees/employees.policy';
import type { GroupStatus } from './groups.rules';

export interface GroupSubject {
  branchId: string;
  managerIds: readonly string[];
  status: GroupStatus;
}

/** Who works in the branch may look at its groups, an admin at all; a cashier has nothing to do with them. */
export function canSeeGroupsOf(actor: EmployeeSubject, branchId: string): boolean {
  if (hasAnyRole(actor, ['admin'])) return true;
  return actor.branchId === branchId && hasAnyRole(actor, ['head', 'manager', 'staff']);
}

/** The list of members is for the head and for the managers of the group. */
export function canSeeGroupMembers(actor: EmployeeSubject, group: GroupSubject): boolean {
  if (canManageBranchOf(actor, group.branchId)) return true;
  return hasAnyRole(actor, ['manager']) && group.managerIds.includes(actor.employeeId);
}

/** What somebody may do with a group, as its page needs it. */
export function groupAbilities(actor: EmployeeSubject, group: GroupSubject) {
  const manages = canManageBranchOf(actor, group.branchId);
  return {
    update: manages,
    open: manages && group.status !== 'open',
    close: manages && group.status === 'open',
    seeMembers: canSeeGroupMembers(actor, group),
  };
}
