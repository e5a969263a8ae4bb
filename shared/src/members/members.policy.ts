import type { EmployeeSubject } from '../employees/employees.policy';
import { hasAnyRole } from '../employees/employees.policy';
import type { Role } from '../employees/employees.rules';

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
  manageGroups: boolean;
  manageEvents: boolean;
  manageOffers: boolean;
  manageChannels: boolean;
  /** Stamps cards at a booth, where assigned. */
  scan: boolean;
  /** Takes claims at a counter. */
  redeem: boolean;
  /** Has an inbox of what waits for a decision. */
  decide: boolean;
  manageSettings: boolean;
  /** Works on leads, prospects and the customers served. */
  serveCustomers: boolean;
  /** Keeps the branch: lists from the bank, owners, targets, reports. */
  headBranch: boolean;
}

/** Abilities of the signed-in person; `employee` is null for a customer. */
export function meAbilities(consented: boolean, employee: EmployeeSubject | null): MeAbilities {
  const works = (roles: readonly Role[]) => consented && employee !== null && hasAnyRole(employee, roles);
  const leads = works(['head', 'admin']);
  return {
    bindPhone: consented,
    openWork: consented && employee !== null,
    manageEmployees: leads,
    manageMerchants: leads,
    manageBranches: works(['admin']),
    readAudit: leads,
    manageGroups: leads,
    manageEvents: leads,
    manageOffers: leads,
    manageChannels: works(['manager', 'head']),
    scan: works(['staff', 'cashier', 'manager', 'head']),
    redeem: works(['cashier', 'staff']),
    decide: leads,
    manageSettings: leads,
    serveCustomers: works(['manager', 'head', 'admin']),
    headBranch: leads,
  };
}
