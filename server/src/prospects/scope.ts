import { canManageBranchOf } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import { canEnterProspects } from '@linzhang/shared/prospects/prospects.policy';
import type { EmployeeActor } from '../http/actor';

/** Whose rows a list shows: the own ones, or a branch's to who manages it. */
export function scopeOf(
  employee: EmployeeActor,
  { scope, branchId = employee.branchId }: { scope: 'mine' | 'branch'; branchId?: string | undefined },
): { kind: 'mine'; employeeId: string } | { kind: 'branch'; branchId: string } {
  if (scope === 'branch') {
    if (!canManageBranchOf(employee, branchId)) throw new AppError('forbidden');
    return { kind: 'branch', branchId };
  }
  if (!canEnterProspects(employee) || branchId !== employee.branchId) throw new AppError('forbidden');
  return { kind: 'mine', employeeId: employee.employeeId };
}
