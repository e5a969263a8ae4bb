import type { Employee } from '@linzhang/shared/employees/employees.contract';
import { canAssign, type EmployeeSubject } from '@linzhang/shared/employees/employees.policy';
import { DEFAULT_CAPACITY, type Position, type Role, roleRefusal } from '@linzhang/shared/employees/employees.rules';
import { ROLE_OPTIONS } from './employeeWords';

/** An employee as it is typed. */
export interface EmployeeDraft {
  number: string;
  name: string;
  branchId: string;
  roles: Role[];
  position: Position;
  merchantId: string | null;
  workPhone: string;
  capacity: string;
}

/** What the form starts with. */
export function draftOf(employee: Employee | null, branchId: string): EmployeeDraft {
  return {
    number: employee?.number ?? '',
    name: employee?.name ?? '',
    branchId: employee?.branch.id ?? branchId,
    roles: employee?.roles ?? [],
    position: employee?.position ?? 'teller',
    merchantId: employee?.merchant?.id ?? null,
    workPhone: employee?.workPhone ?? '',
    capacity: String(employee?.capacity ?? DEFAULT_CAPACITY),
  };
}

const NUMBER = /^[0-9A-Za-z-]{3,20}$/;

/** The first thing that is missing or wrong, in words; null when the draft can be sent. */
export function faultOf(draft: EmployeeDraft): string | null {
  if (!NUMBER.test(draft.number.trim())) return '请填写工号：3 到 20 位字母、数字或短横';
  if (draft.name.trim() === '') return '请填写姓名';
  if (draft.branchId === '') return '请选择网点';
  if (draft.roles.length === 0) return '请至少选择一个角色';
  if (roleRefusal(draft.roles, draft.merchantId)) return '收银员必须选择所属商户';
  if (!/^\d{1,4}$/.test(draft.capacity.trim())) return '可维护客户数请填 0 到 5000 的数字';
  return null;
}

/** The roles that `actor` may give; none where the roles are the own. */
export function rolesToGive(actor: EmployeeSubject, employee: Employee | null, branchId: string) {
  const target = { employeeId: employee?.id ?? '', branchId, roles: [] };
  return ROLE_OPTIONS.filter(({ value }) => canAssign(actor, target, { roles: [value], branchId }));
}

/** The fields as the server takes them. */
export function fieldsOf(draft: EmployeeDraft) {
  return {
    name: draft.name.trim(),
    branchId: draft.branchId,
    roles: draft.roles,
    position: draft.position,
    merchantId: draft.roles.includes('cashier') ? draft.merchantId : null,
    workPhone: draft.workPhone.trim() || null,
    capacity: Number(draft.capacity),
  };
}
