import type { EngagementKind } from '../engagements/engagements.rules';
import { DAY_MS } from '../kernel/time';

/** What an engagement adds to the score (brief: AUM, scope and tiers); other kinds add nothing. */
export const ENGAGEMENT_WEIGHTS: Readonly<Partial<Record<EngagementKind, number>>> = {
  group_joined: 5,
  checked_in: 5,
  stamped: 4,
  claimed: 3,
  redeemed: 8,
  phone_bound: 15,
};

/** Every 30 days an engagement counts half. */
export const HALF_LIFE_MS = 30 * DAY_MS;

/** The score as it is stored: its value at an instant. */
export interface EngagementScore {
  value: number;
  at: Date;
}

/** The score at another instant, later or earlier. */
export function scoreAt({ value, at }: EngagementScore, now: Date): number {
  return value * 2 ** (-(now.getTime() - at.getTime()) / HALF_LIFE_MS);
}

/** Adds what happened at `when`, in whatever order it is learned. Example: join 60, stamp 30, redeem 0 days ago -> 11.25. */
export function addToScore(score: EngagementScore | null, weight: number, when: Date): EngagementScore {
  if (!score) return { value: weight, at: when };
  const at = when > score.at ? when : score.at;
  return { value: scoreAt(score, at) + scoreAt({ value: weight, at: when }, at), at };
}
