import { canManageBranchOf, type EmployeeSubject, hasAnyRole } from '../employees/employees.policy';
import type { LeadState } from './leads.rules';

/** Facts of a lead that decide who may see it and do what. */
export interface LeadSubject {
  branchId: string;
  state: LeadState;
  /** Where an open lead lies; null for one that is held or has ended. */
  desk: 'pool' | 'head' | null;
  holderId: string | null;
}

/** Managers and heads work on leads. */
export function worksLeads(actor: EmployeeSubject): boolean {
  return hasAnyRole(actor, ['manager', 'head']);
}

function isHolder(actor: EmployeeSubject, lead: LeadSubject): boolean {
  return worksLeads(actor) && lead.holderId === actor.employeeId;
}

function inOwnPool(actor: EmployeeSubject, lead: LeadSubject): boolean {
  return worksLeads(actor) && lead.desk === 'pool' && lead.branchId === actor.branchId;
}

/** A manager sees the own leads and the branch's pool, a head all of the branch, an admin all. */
export function canSeeLead(actor: EmployeeSubject, lead: LeadSubject): boolean {
  return isHolder(actor, lead) || inOwnPool(actor, lead) || canManageBranchOf(actor, lead.branchId);
}

/** What was noted in follow-ups is for the holder and the head. */
export function canReadFollowUps(actor: EmployeeSubject, lead: LeadSubject): boolean {
  return isHolder(actor, lead) || canManageBranchOf(actor, lead.branchId);
}

const HELD: readonly LeadState[] = ['held', 'contacted', 'qualified'];

/** What the pages may offer. */
export interface LeadAbilities {
  take: boolean;
  release: boolean;
  followUp: boolean;
  assign: boolean;
}

/** What somebody may do with a lead; caps and rest are told when taking. */
export function leadAbilities(actor: EmployeeSubject, lead: LeadSubject): LeadAbilities {
  const holds = isHolder(actor, lead) && HELD.includes(lead.state);
  const live = lead.state === 'open' || HELD.includes(lead.state);
  return {
    take: inOwnPool(actor, lead),
    release: holds,
    followUp: holds,
    assign: live && canManageBranchOf(actor, lead.branchId),
  };
}
