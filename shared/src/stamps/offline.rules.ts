import { HOUR_MS } from '../kernel/time';
import { codeTiming } from './codes.rules';
import { isEventOpen, type ScanFacts, scanDecision } from './scan.rules';

/** A shift on one device lasts 8 hours at most. */
export const SHIFT_MS = 8 * HOUR_MS;
/** A device sends at most this many kept scans at once. */
export const BATCH_SIZE = 50;

/** What became of a scan that was made without network. */
export const OFFLINE_STATES = ['counted', 'already_stamped', 'conflict', 'rejected'] as const;
export type OfflineState = (typeof OFFLINE_STATES)[number];

/** Why a kept scan did not count, or waits for the organizer. */
export const OFFLINE_REASONS = [
  'code_invalid',
  'code_other_event',
  'not_assigned',
  'foreign_booth',
  'outside_shift',
  'clock_ahead',
  'clock_backwards',
  'too_late',
  'code_expired',
  'code_future',
  'event_closed',
  'works_here',
  'code_two_booths',
  'many_scans',
  'rejected_by_organizer',
] as const;
export type OfflineReason = (typeof OFFLINE_REASONS)[number];

/** Facts of a kept scan beside those of a scan. */
export interface OfflineFacts extends ScanFacts {
  /** The booth that the device names; a shift is for one. */
  saidBoothId: string;
  shift: { from: Date; until: Date };
  /** Instants of the scans of this shift with the next lower and the next higher sequence. */
  before: Date | null;
  after: Date | null;
  /** Kept scans of this device in the hour that ends with this one, without it. */
  earlierInHour: number;
}

export interface OfflineLimits {
  /** Hours after which a kept scan no longer counts. */
  offlineLateHours: number;
  /** Scans an hour on one device above which each is kept for the organizer. */
  scansPerHourReview: number;
}

export interface OfflineVerdict {
  state: OfflineState;
  because: OfflineReason | null;
}

/** When a scan was made: what the device's clock said, corrected by the offset that was signed into its shift. */
export function correctedInstant(deviceTime: Date, clockOffsetMs: number): Date {
  return new Date(deviceTime.getTime() + clockOffsetMs);
}

/**
 * What becomes of a scan made at `at` and received at `now`. First what the clock and the shift say, then the order of
 * an online scan with the code judged at `at`; what is good but odd waits for the organizer. So a code that was valid
 * at 10:00 counts when it arrives at 09:59 the next day, and is `too_late` from 10:00 on.
 */
export function offlineDecision(facts: OfflineFacts, at: Date, now: Date, limits: OfflineLimits): OfflineVerdict {
  const clock = clockReason(facts, at, now, limits.offlineLateHours);
  if (clock) return { state: 'rejected', because: clock };
  const result = scanDecision(facts, at);
  if (result === 'already_stamped') return { state: 'already_stamped', because: null };
  if (result === 'code_replayed') {
    // The code was used at another booth: two devices saw it, or somebody lent it; only people can tell.
    const reason = laterReason(facts, at);
    return reason ? { state: 'rejected', because: reason } : { state: 'conflict', because: 'code_two_booths' };
  }
  if (result !== 'stamped') return { state: 'rejected', because: result };
  if (facts.earlierInHour >= limits.scansPerHourReview) return { state: 'conflict', because: 'many_scans' };
  return { state: 'counted', because: null };
}

function clockReason(facts: OfflineFacts, at: Date, now: Date, lateHours: number): OfflineReason | null {
  if (facts.saidBoothId !== facts.boothId) return 'foreign_booth';
  if (at > now) return 'clock_ahead';
  if (at < facts.shift.from || at >= facts.shift.until) return 'outside_shift';
  if (facts.before !== null && at <= facts.before) return 'clock_backwards';
  if (facts.after !== null && at >= facts.after) return 'clock_backwards';
  return now.getTime() - at.getTime() >= lateHours * HOUR_MS ? 'too_late' : null;
}

/** What an online scan would meet after `code_replayed`. */
function laterReason(facts: OfflineFacts, at: Date): OfflineReason | null {
  const timing = facts.code ? codeTiming(facts.code.slot, at) : 'expired';
  if (timing !== 'valid') return timing === 'expired' ? 'code_expired' : 'code_future';
  if (!isEventOpen(facts.event, at)) return 'event_closed';
  return facts.memberWorksHere ? 'works_here' : null;
}
