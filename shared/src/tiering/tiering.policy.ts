import { canManageBranchOf, type EmployeeSubject } from '../employees/employees.policy';

/** Who serves a member, as far as it decides who may read where the member stands. */
export interface ServedMember {
  ownerId: string | null;
  leadHolderId: string | null;
  supporterIds: readonly string[];
  /** The member's branch, and the one whose list names the customer. */
  branchIds: readonly (string | null)[];
}

/** The owner, the holder of the lead and who serves beside them; the head of the branch, and an admin. */
export function canReadStanding(actor: EmployeeSubject, member: ServedMember): boolean {
  const serving = [member.ownerId, member.leadHolderId, ...member.supporterIds];
  return serving.includes(actor.employeeId) || canManageServed(actor, member);
}

/** The owner names who serves beside; the head of the branch may too. */
export function canSetSupporters(actor: EmployeeSubject, member: ServedMember): boolean {
  return member.ownerId === actor.employeeId || canManageServed(actor, member);
}

function canManageServed(actor: EmployeeSubject, member: ServedMember): boolean {
  return member.branchIds.some((branchId) => branchId !== null && canManageBranchOf(actor, branchId));
}
