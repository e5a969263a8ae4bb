import { canManageBranchOf, type EmployeeSubject, hasAnyRole } from '../employees/employees.policy';

/** An event and the people who answer for it. */
export interface EventSubject {
  branchId: string;
  organizerId: string;
}

/** People of the branch that holds the event, and whoever is assigned to the booth, may scan there at all. */
export function canScanAt(actor: EmployeeSubject, event: EventSubject, assigned: boolean): boolean {
  return assigned || (actor.branchId === event.branchId && hasAnyRole(actor, ['cashier', 'staff', 'manager', 'head']));
}

/** The organizer, a head of the branch or an admin decides what is doubtful at an event. */
export function canDecideAt(actor: EmployeeSubject, event: EventSubject): boolean {
  return canManageBranchOf(actor, event.branchId) || actor.employeeId === event.organizerId;
}

/** A stamp is voided by a head of the branch or an admin, with a reason. */
export function canVoidStamp(actor: EmployeeSubject, event: EventSubject): boolean {
  return canManageBranchOf(actor, event.branchId);
}
