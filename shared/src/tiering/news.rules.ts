import type { StandingResult } from './standing.rules';
import { tierRank } from './tiers.rules';

/** What a member is told of the own tier: that it rose, or that it will be lost unless something is done. */
export const TIER_NEWS = ['risen', 'watched'] as const;
export type TierNews = (typeof TIER_NEWS)[number];

/** What is new between two results of one member; null where there is nothing to tell. */
export function tierNewsOf(before: StandingResult | null, after: StandingResult): TierNews | null {
  if (!before) return null;
  if (tierRank(after.tier) > tierRank(before.tier)) return 'risen';
  return after.watch && !before.watch ? 'watched' : null;
}
