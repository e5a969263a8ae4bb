import { canManageBranchOf, type EmployeeSubject, hasAnyRole } from '../employees/employees.policy';

/** Whose members are asked for. */
export interface AskedPortfolio {
  branchId?: string | undefined;
  ownerId?: string | undefined;
}

/** Whose members may be read: of a branch, of an owner, of both at once; nulls mean any. */
export interface PortfolioScope {
  branchId: string | null;
  ownerId: string | null;
}

/**
 * What somebody may read of what is asked: a manager the own members, wherever they are counted; a head those of the own
 * branch; an admin any. Null where that is refused. Left out, a manager means the own ones and a head the branch's.
 */
export function portfolioScope(actor: EmployeeSubject, { branchId, ownerId }: AskedPortfolio): PortfolioScope | null {
  if (hasAnyRole(actor, ['admin'])) return { branchId: branchId ?? null, ownerId: ownerId ?? null };
  if (hasAnyRole(actor, ['head']) && (branchId ?? actor.branchId) === actor.branchId)
    return { branchId: actor.branchId, ownerId: ownerId ?? null };
  if (!hasAnyRole(actor, ['manager', 'head'])) return null;
  if (branchId !== undefined && branchId !== actor.branchId) return null;
  return (ownerId ?? actor.employeeId) === actor.employeeId
    ? { branchId: branchId ?? null, ownerId: actor.employeeId }
    : null;
}

/** The own scorecard; a head those of the own branch's people, an admin all. */
export function canReadScorecard(actor: EmployeeSubject, employee: { employeeId: string; branchId: string }): boolean {
  if (canManageBranchOf(actor, employee.branchId)) return true;
  return hasAnyRole(actor, ['manager', 'head']) && actor.employeeId === employee.employeeId;
}

/** A head sets what the own branch should reach, an admin for any. */
export function canSetTargets(actor: EmployeeSubject, branchId: string): boolean {
  return canManageBranchOf(actor, branchId);
}
