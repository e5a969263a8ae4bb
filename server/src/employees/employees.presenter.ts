import type { Employee as EmployeeAnswer, EmployeeSelf } from '@linzhang/shared/employees/employees.contract';
import { canDisable, canManageEmployee } from '@linzhang/shared/employees/employees.policy';
import { activationRefusal } from '@linzhang/shared/employees/employees.rules';
import type { EmployeeActor } from '../http/actor';
import type { EmployeeRecord } from './employee.model';

interface Names {
  branches: ReadonlyMap<string, string>;
  merchants: ReadonlyMap<string, string>;
}

/** The own working account. */
export function presentSelf(row: EmployeeRecord, names: Names): EmployeeSelf {
  const branchId = row.branchId.toHexString();
  const merchantId = row.merchantId?.toHexString();
  return {
    id: row._id.toHexString(),
    number: row.number,
    name: row.name,
    roles: row.roles,
    position: row.position,
    branch: { id: branchId, name: names.branches.get(branchId) ?? '' },
    merchant: merchantId ? { id: merchantId, name: names.merchants.get(merchantId) ?? '' } : null,
  };
}

/** An employee as head and admin see it, with what the asking one may do. */
export function presentEmployee(row: EmployeeRecord, names: Names, asking: EmployeeActor, now: Date): EmployeeAnswer {
  const self = presentSelf(row, names);
  const target = { employeeId: self.id, branchId: self.branch.id, roles: self.roles };
  const manages = canManageEmployee(asking, target);
  const refusal = row.activation ? activationRefusal(row.activation, now) : null;
  return {
    ...self,
    status: row.status,
    workPhone: row.workPhone ?? null,
    capacity: row.capacity,
    linked: row.memberId !== undefined,
    activation: row.activation
      ? {
          expiresAt: row.activation.expiresAt.toISOString(),
          locked: refusal === 'activation_locked',
          expired: refusal === 'activation_expired',
        }
      : null,
    version: row.version,
    can: {
      update: manages,
      issueActivation: manages && row.status !== 'disabled',
      revokeActivation: manages && row.activation !== undefined,
      disable: row.status !== 'disabled' && canDisable(asking, target),
      enable: row.status === 'disabled' && manages,
    },
  };
}
