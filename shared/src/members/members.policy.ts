import type { EmployeeSubject } from '../employees/employees.policy';
import { hasAnyRole } from '../employees/employees.policy';

/** Facts about a member that decide who may see what. */
export interface MemberSubject {
  memberId: string;
  ownerId: string | null;
  leadHolderId: string | null;
}

/** The owner manager, or who holds the member's lead, may see the phone number; nobody else, not even a head. */
export function canRevealPhone(actor: EmployeeSubject, member: MemberSubject): boolean {
  if (!hasAnyRole(actor, ['manager', 'head'])) return false;
  return actor.employeeId === member.ownerId || actor.employeeId === member.leadHolderId;
}

/** What the pages may offer the signed-in person. */
export interface MeAbilities {
  bindPhone: boolean;
  openWork: boolean;
  manageEmployees: boolean;
  manageMerchants: boolean;
  manageBranches: boolean;
  readAudit: boolean;
}

/** Abilities of the signed-in person; `employee` is null for a customer. */
export function meAbilities(consented: boolean, employee: EmployeeSubject | null): MeAbilities {
  const leads = employee !== null && hasAnyRole(employee, ['head', 'admin']);
  return {
    bindPhone: consented,
    openWork: consented && employee !== null,
    manageEmployees: consented && leads,
    manageMerchants: consented && leads,
    manageBranches: consented && employee !== null && hasAnyRole(employee, ['admin']),
    readAudit: consented && leads,
  };
}
