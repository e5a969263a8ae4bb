import { canManageBranchOf } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import { getBranch } from '../branches/branches.service';
import type { EmployeeActor } from '../http/actor';

/** Refuses who does not lead the branch; `not_found` for a branch that is none. */
export async function requireHead(employee: EmployeeActor, branchId: string): Promise<void> {
  if (!canManageBranchOf(employee, branchId)) throw new AppError('forbidden');
  await getBranch(branchId);
}
