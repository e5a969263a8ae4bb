import { canManageBranchOf, type EmployeeSubject, hasAnyRole } from '../employees/employees.policy';

export interface ChannelSubject {
  employeeId: string;
  branchId: string;
}

/** Managers and heads have channels; staff and cashiers bring nobody by a code of their own. */
export function canHaveChannels(actor: EmployeeSubject): boolean {
  return hasAnyRole(actor, ['manager', 'head']);
}

/** A channel is seen by whose it is, by the head of its branch and by an admin. */
export function canSeeChannel(actor: EmployeeSubject, channel: ChannelSubject): boolean {
  return isOwn(actor, channel) || canManageBranchOf(actor, channel.branchId);
}

/** It is changed by the same people: a head pauses the code of who is ill. */
export function canUpdateChannel(actor: EmployeeSubject, channel: ChannelSubject): boolean {
  return (isOwn(actor, channel) && canHaveChannels(actor)) || canManageBranchOf(actor, channel.branchId);
}

/** Bindings past the daily number are judged by a head of the branch or an admin, never by whose channel it is. */
export function canDecideReview(actor: EmployeeSubject, review: ChannelSubject): boolean {
  return canManageBranchOf(actor, review.branchId) && !isOwn(actor, review);
}

/** The channels that an employee may list. */
export function listsBranchChannels(actor: EmployeeSubject, branchId: string): boolean {
  return canManageBranchOf(actor, branchId);
}

function isOwn(actor: EmployeeSubject, channel: ChannelSubject): boolean {
  return actor.employeeId === channel.employeeId;
}
