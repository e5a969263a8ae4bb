import { DAY_MS, HOUR_MS } from '../kernel/time';

/** A draft is its branch's own; a published one is on show; the last two are final. */
export const EVENT_STATUSES = ['draft', 'published', 'ended', 'cancelled'] as const;
export type EventStatus = (typeof EVENT_STATUSES)[number];

/** Where a published event stands by the clock, in the customer's words. */
export const EVENT_PHASES = ['upcoming', 'running', 'ended', 'cancelled'] as const;
export type EventPhase = (typeof EVENT_PHASES)[number];

/** More booths than this do not fit a card on a phone's screen. */
export const MAX_BOOTHS = 50;
/** Characters of a booth's seal: two, as carved. */
export const SEAL_LETTERS = 2;
/** A `thing` field of WeChat's messages carries 20 characters; the event's name is one. */
export const EVENT_NAME_LIMIT = 20;
/** An event runs for 31 days at most: codes and shifts are made for days, not seasons. */
export const MAX_EVENT_MS = 31 * DAY_MS;
/** Staff build up before the window and clear away after it. */
export const ASSIGNMENT_MARGIN_MS = 2 * HOUR_MS;
/** People at the booths of one event, all times together. */
export const MAX_ASSIGNMENTS = 300;

export interface Window {
  startsAt: Date;
  endsAt: Date;
}

/** Where an event stands at `now`; null for a draft, which no customer sees. The window's end is outside. */
export function phaseOf(event: Window & { status: EventStatus }, now: Date): EventPhase | null {
  if (event.status === 'draft') return null;
  if (event.status === 'cancelled') return 'cancelled';
  if (event.status === 'ended' || now >= event.endsAt) return 'ended';
  return now < event.startsAt ? 'upcoming' : 'running';
}

/** The status changes a head may make; what ended or was cancelled stays so. */
export function canBecome(from: EventStatus, to: EventStatus): boolean {
  if (from === 'draft') return to === 'published' || to === 'cancelled';
  return from === 'published' && (to === 'ended' || to === 'cancelled');
}

/** True for the text of a seal: two letters, digits left out, as they are carved side by side. */
export function isSealText(text: string): boolean {
  return [...text].length === SEAL_LETTERS && /^\p{L}+$/u.test(text);
}

export interface Assignment {
  boothId: string;
  employeeId: string;
  from: Date;
  to: Date;
}

/** True while somebody works at a booth: from `from` on, until before `to`. */
export function isOnDuty(assignment: { from: Date; to: Date }, at: Date): boolean {
  return at >= assignment.from && at < assignment.to;
}

export type AssignmentFault =
  | 'reversed'
  | 'outside_event'
  | 'other_booth'
  | 'other_branch'
  | 'other_merchant'
  | 'twice';

/** What the check of an assignment needs to know of its booth and employee; null where there is none such. */
export interface AssignmentFacts {
  event: Window & { branchId: string };
  booth: { merchantId: string | null } | null;
  employee: { branchId: string; roles: readonly string[]; merchantId: string | null; disabled: boolean } | null;
}

/** Says why somebody cannot be put at a booth, or null. A cashier works at the own merchant's booths only. */
export function assignmentFault(
  assignment: { from: Date; to: Date },
  { event, booth, employee }: AssignmentFacts,
): AssignmentFault | null {
  if (assignment.from >= assignment.to) return 'reversed';
  const early = assignment.from.getTime() < event.startsAt.getTime() - ASSIGNMENT_MARGIN_MS;
  if (early || assignment.to.getTime() > event.endsAt.getTime() + ASSIGNMENT_MARGIN_MS) return 'outside_event';
  if (!booth) return 'other_booth';
  if (!employee || employee.disabled || employee.branchId !== event.branchId) return 'other_branch';
  const onlyCashier = employee.roles.every((role) => role === 'cashier');
  if (onlyCashier && employee.merchantId !== booth.merchantId) return 'other_merchant';
  return null;
}

/** The first assignment that says again what another says: same person, same booth, overlapping times; -1 for none. */
export function repeatedAssignment(assignments: readonly Assignment[]): number {
  return assignments.findIndex((one, index) =>
    assignments
      .slice(0, index)
      .some(
        (other) =>
          other.boothId === one.boothId &&
          other.employeeId === one.employeeId &&
          one.from < other.to &&
          other.from < one.to,
      ),
  );
}

/** Moves every instant of a copied event by the distance between the two beginnings. */
export function movedBy(at: Date, from: Date, to: Date): Date {
  return new Date(at.getTime() + to.getTime() - from.getTime());
}

/** What a change of an event touches. */
export interface EventTerms extends Window {
  needed: number;
  rewards: readonly { id: string | null; at: number; badge: boolean; offerId: string | null }[];
}

/**
 * Says why an event may not become `after`, or null. A published one keeps its card, for members collect by it; its
 * window may move until it has begun, from then on only its end.
 */
export function changeRefusal(
  before: EventTerms & { status: EventStatus },
  after: EventTerms,
  now: Date,
): 'event_closed' | 'event_card_fixed' | null {
  if (before.status === 'draft') return null;
  const phase = phaseOf(before, now);
  if (phase !== 'upcoming' && phase !== 'running') return 'event_closed';
  if (phase === 'running' && after.startsAt.getTime() !== before.startsAt.getTime()) return 'event_card_fixed';
  return sameCard(before, after) ? null : 'event_card_fixed';
}

function sameCard(before: EventTerms, after: EventTerms): boolean {
  const same = after.rewards.every((reward, index) => {
    const old = before.rewards[index];
    return (
      old?.id === reward.id && old.at === reward.at && old.badge === reward.badge && old.offerId === reward.offerId
    );
  });
  return same && before.needed === after.needed && before.rewards.length === after.rewards.length;
}
