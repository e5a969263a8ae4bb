import { codeTiming } from './codes.rules';

/** What a scan is answered, in the words of the booth. `stamped` alone grants something. */
export const SCAN_RESULTS = [
  'stamped',
  'already_stamped',
  'code_invalid',
  'code_other_event',
  'not_assigned',
  'code_replayed',
  'code_expired',
  'code_future',
  'event_closed',
  'works_here',
] as const;
export type ScanResult = (typeof SCAN_RESULTS)[number];

/** A stamp that exists already. */
export interface ExistingStamp {
  boothId: string;
  at: Date;
}

/** All that the answer to a scan depends on. */
export interface ScanFacts {
  boothId: string;
  eventId: string;
  /** Null for a text that is no code, a forged one, or one for another purpose. */
  code: { eventId: string | null; slot: number } | null;
  /** The employee is assigned to this booth at the time of the scan. */
  assigned: boolean;
  /** The member's stamp at this booth that is not voided. */
  stampHere: ExistingStamp | null;
  /** The stamp that this very code earned, wherever that was. */
  stampByCode: ExistingStamp | null;
  event: { published: boolean; startsAt: Date; endsAt: Date };
  /** The member is an employee who works at this event. */
  memberWorksHere: boolean;
}

/**
 * The answer to a scan at `at`, in the order in which a booth is told: a forged code before anything else; the wrong
 * event and the wrong booth before what they would reveal; an existing stamp before the age of the code that asks for
 * it again. For example an expired code at a booth that has stamped already is `already_stamped`, not `code_expired`.
 * A stored answer of the same request comes before all of these.
 */
export function scanDecision(facts: ScanFacts, at: Date): ScanResult {
  const { code } = facts;
  if (!code) return 'code_invalid';
  if (code.eventId !== facts.eventId) return 'code_other_event';
  if (!facts.assigned) return 'not_assigned';
  if (facts.stampHere) return 'already_stamped';
  if (facts.stampByCode && facts.stampByCode.boothId !== facts.boothId) return 'code_replayed';
  const timing = codeTiming(code.slot, at);
  if (timing !== 'valid') return timing === 'expired' ? 'code_expired' : 'code_future';
  if (!isEventOpen(facts.event, at)) return 'event_closed';
  return facts.memberWorksHere ? 'works_here' : 'stamped';
}

/** True while stamps are given: published, from its start (included) to its end (excluded). */
export function isEventOpen(event: { published: boolean; startsAt: Date; endsAt: Date }, at: Date): boolean {
  return event.published && at >= event.startsAt && at < event.endsAt;
}

/**
 * The other stamp that makes a new one look like friends who share a code: one of the same member at another booth,
 * less than `friendSeconds` away in time. The organizer is told; nothing is refused.
 */
export function friendsStamp<T extends ExistingStamp>(
  others: readonly T[],
  stamp: ExistingStamp,
  friendSeconds: number,
): T | null {
  const near = others.filter(
    (other) =>
      other.boothId !== stamp.boothId && Math.abs(other.at.getTime() - stamp.at.getTime()) < friendSeconds * 1000,
  );
  return near.reduce<T | null>((latest, other) => (latest === null || other.at > latest.at ? other : latest), null);
}

/** Says why a stamp may not be undone by the one who gave it, or null. */
export function undoRefusal(
  stamp: { employeeId: string; recordedAt: Date; voided: boolean },
  asking: { employeeId: string; isLast: boolean },
  undoSeconds: number,
  now: Date,
): 'forbidden' | 'stamp_voided' | 'stamp_not_last' | 'undo_expired' | null {
  if (stamp.employeeId !== asking.employeeId) return 'forbidden';
  if (stamp.voided) return 'stamp_voided';
  if (now.getTime() > stamp.recordedAt.getTime() + undoSeconds * 1000) return 'undo_expired';
  return asking.isLast ? null : 'stamp_not_last';
}
