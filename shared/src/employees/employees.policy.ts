import type { Role } from './employees.rules';

/** The employee who asks. */
export interface EmployeeSubject {
  employeeId: string;
  branchId: string;
  roles: readonly string[];
}

/** The employee who is asked about. */
export interface EmployeeTarget {
  employeeId: string;
  branchId: string;
  roles: readonly string[];
}

export function hasAnyRole(actor: EmployeeSubject, roles: readonly Role[]): boolean {
  return roles.some((role) => actor.roles.includes(role));
}

/** An admin sees every branch, a head the own one. */
export function canManageBranchOf(actor: EmployeeSubject, branchId: string): boolean {
  return hasAnyRole(actor, ['admin']) || (hasAnyRole(actor, ['head']) && actor.branchId === branchId);
}

/** A head manages the people of the own branch, but no admin; an admin manages all. */
export function canManageEmployee(actor: EmployeeSubject, target: EmployeeTarget): boolean {
  if (hasAnyRole(actor, ['admin'])) return true;
  return canManageBranchOf(actor, target.branchId) && !target.roles.includes('admin');
}

/** Nobody changes the own roles, and only an admin makes an admin or moves people between branches. */
export function canAssign(
  actor: EmployeeSubject,
  target: EmployeeTarget,
  change: { roles: readonly string[]; branchId: string },
): boolean {
  if (!canManageEmployee(actor, target)) return false;
  const rolesChange = [...change.roles].sort().join() !== [...target.roles].sort().join();
  if (rolesChange && actor.employeeId === target.employeeId) return false;
  if (change.roles.includes('admin') && !hasAnyRole(actor, ['admin'])) return false;
  return change.branchId === target.branchId || hasAnyRole(actor, ['admin']);
}

/** Nobody disables the own account: a branch would lock itself out by a slip. */
export function canDisable(actor: EmployeeSubject, target: EmployeeTarget): boolean {
  return actor.employeeId !== target.employeeId && canManageEmployee(actor, target);
}
