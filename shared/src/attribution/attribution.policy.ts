import { canManageBranchOf, type EmployeeSubject, hasAnyRole } from '../employees/employees.policy';

export interface AttributionSubject {
  originId: string | null;
  ownerId: string | null;
  /** Branch of the member: the owner's, else the origin's, else the first group's. */
  branchId: string | null;
}

/** Origin and owner manager see to whom a member's doings are credited; a head those of the own branch, an admin all. */
export function canReadAttribution(actor: EmployeeSubject, member: AttributionSubject): boolean {
  if (member.branchId !== null && canManageBranchOf(actor, member.branchId)) return true;
  if (hasAnyRole(actor, ['admin'])) return true;
  if (!hasAnyRole(actor, ['manager', 'head'])) return false;
  return actor.employeeId === member.originId || actor.employeeId === member.ownerId;
}

/** The owner sees what the comparing models give; a head those of the own branch, an admin all. */
export function canReadCredits(actor: EmployeeSubject, member: AttributionSubject): boolean {
  if (hasAnyRole(actor, ['admin'])) return true;
  if (member.branchId !== null && canManageBranchOf(actor, member.branchId)) return true;
  return hasAnyRole(actor, ['manager', 'head']) && actor.employeeId === member.ownerId;
}

/** A head of the member's branch, or an admin; a second person confirms. */
export function canDecideOrigin(actor: EmployeeSubject, member: AttributionSubject): boolean {
  return member.branchId !== null && canManageBranchOf(actor, member.branchId);
}
