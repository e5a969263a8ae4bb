import { listsBranchChannels } from '@linzhang/shared/channels/channels.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { EmployeeActor } from '../http/actor';

/** Whose channels a list shows: the own ones, or for who leads it those of a branch. */
export function listedBy(
  employee: EmployeeActor,
  query: { scope: 'mine' | 'branch'; branchId?: string },
): { employeeId?: string; branchId?: string } {
  if (query.scope === 'mine') return { employeeId: employee.employeeId };
  const branchId = query.branchId ?? employee.branchId;
  if (!listsBranchChannels(employee, branchId)) throw new AppError('forbidden');
  return { branchId };
}
