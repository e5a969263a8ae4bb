import { canManageBranchOf, type EmployeeSubject, hasAnyRole } from '../employees/employees.policy';

/** Facts of a prospect that decide who may see it. */
export interface ProspectSubject {
  branchId: string;
  enteredBy: string;
  /** Who holds its open lead. */
  leadHolderId: string | null;
}

/** Managers and heads collect prospects, and the staff of the branch. */
export function canEnterProspects(actor: EmployeeSubject): boolean {
  return hasAnyRole(actor, ['staff', 'manager', 'head']);
}

/** Who entered it, who holds its lead, and the head. */
export function canSeeProspect(actor: EmployeeSubject, prospect: ProspectSubject): boolean {
  if (canManageBranchOf(actor, prospect.branchId)) return true;
  if (!canEnterProspects(actor)) return false;
  return actor.employeeId === prospect.enteredBy || actor.employeeId === prospect.leadHolderId;
}

/** The number is for who is to call: the holder of the lead. */
export function canRevealProspectPhone(actor: EmployeeSubject, prospect: ProspectSubject): boolean {
  return hasAnyRole(actor, ['manager', 'head']) && actor.employeeId === prospect.leadHolderId;
}

/** A file with prospects: who sent it, and the head. */
export function canSeeProspectImport(actor: EmployeeSubject, file: { branchId: string; uploadedBy: string }): boolean {
  return canManageBranchOf(actor, file.branchId) || (canEnterProspects(actor) && actor.employeeId === file.uploadedBy);
}
