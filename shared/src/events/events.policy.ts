import { canManageBranchOf, type EmployeeSubject, hasAnyRole } from '../employees/employees.policy';
import type { EventStatus } from './events.rules';

export interface EventSubject {
  branchId: string;
  organizerId: string;
  status: EventStatus;
}

/** Who works in the branch may look at its events; an admin at all. A cashier sees the own shifts instead. */
export function canSeeEvent(actor: EmployeeSubject, event: { branchId: string }): boolean {
  if (hasAnyRole(actor, ['admin'])) return true;
  return actor.branchId === event.branchId && hasAnyRole(actor, ['head', 'manager', 'staff']);
}

/** The organizer runs the event beside the head: people, figures, the list of sign-ups. */
export function canRunEvent(actor: EmployeeSubject, event: EventSubject): boolean {
  return canManageBranchOf(actor, event.branchId) || actor.employeeId === event.organizerId;
}

/** What somebody may do with an event, as its page needs it. */
export function eventAbilities(actor: EmployeeSubject, event: EventSubject) {
  const manages = canManageBranchOf(actor, event.branchId);
  const { status } = event;
  const open = status === 'draft' || status === 'published';
  return {
    update: manages && open,
    updateCard: manages && status === 'draft',
    assign: canRunEvent(actor, event) && open,
    publish: manages && status === 'draft',
    end: manages && status === 'published',
    cancel: manages && open,
    copy: manages,
    watch: canRunEvent(actor, event) && status !== 'draft',
  };
}
