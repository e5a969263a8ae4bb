/** Tiers by AUM, lowest first: 大众, 有效, 优质, 理财, 私行. */
export const TIERS = ['base', 'basic', 'rising', 'wealth', 'private'] as const;
export type Tier = (typeof TIERS)[number];

export const TIERING_RULES = 1;

const WAN_FEN = 1_000_000;
/** Where each tier begins, in fen, inclusive (brief: AUM, scope and tiers). */
export const TIER_LINES: Readonly<Record<Tier, number>> = {
  base: 0,
  basic: 5 * WAN_FEN,
  rising: 10 * WAN_FEN,
  wealth: 20 * WAN_FEN,
  private: 200 * WAN_FEN,
};

/** Months in a row below the line after which a tier is lost; a private customer is given longer. */
export const MONTHS_TO_FALL = 3;
export const MONTHS_TO_FALL_PRIVATE = 6;
/** Within 10 % below a line a member is near the tier above it (临界). */
const NEAR_SHARE = 0.9;

/** The tier of an amount alone, in fen: 4,999,999 -> base, 5,000,000 -> basic. */
export function tierOfAmount(fen: number): Tier {
  return [...TIERS].reverse().find((tier) => fen >= TIER_LINES[tier]) ?? 'base';
}

/** Place of a tier from the lowest (0). */
export function tierRank(tier: Tier): number {
  return TIERS.indexOf(tier);
}

export interface TierState {
  tier: Tier;
  /** Month (`YYYY-MM`) since which the tier holds. */
  since: string;
  /** Months in a row below the tier's line; 0 where it is safe. */
  monthsBelow: number;
}

export interface MonthAverage {
  /** `YYYY-MM`. */
  month: string;
  /** Average AUM over the days of the month, in fen. */
  averageFen: number;
}

function monthsToFall(tier: Tier): number {
  return tier === 'private' ? MONTHS_TO_FALL_PRIVATE : MONTHS_TO_FALL;
}

/**
 * The tier after one more month. Up at once; down only after 3 months in a row below (private: 6), to the tier of the
 * last of them. Example: rising, then 9万 three months long -> rising (watch), rising (watch), basic.
 */
export function nextTier(state: TierState | null, { month, averageFen }: MonthAverage): TierState {
  const reached = tierOfAmount(averageFen);
  if (!state) return { tier: reached, since: month, monthsBelow: 0 };
  if (tierRank(reached) > tierRank(state.tier)) return { tier: reached, since: month, monthsBelow: 0 };
  if (reached === state.tier) return { ...state, monthsBelow: 0 };
  const monthsBelow = state.monthsBelow + 1;
  if (monthsBelow < monthsToFall(state.tier)) return { ...state, monthsBelow };
  return { tier: reached, since: month, monthsBelow: 0 };
}

/** The tier after a run of months in their order; null without any. */
export function tierOf(history: readonly MonthAverage[]): TierState | null {
  return history.reduce<TierState | null>(nextTier, null);
}

export interface TierOutlook {
  /** True while the average lies below the tier's line: 关注. */
  watch: boolean;
  /** Months left until the tier is lost, where it is watched. */
  monthsLeft: number | null;
  /** Fen that lift the average back to the tier's line, where it is watched. */
  keepsFen: number | null;
  /** The tier above, and the fen that are missing for it; null at the top. */
  next: { tier: Tier; missingFen: number } | null;
  /** Within 10 % below the next line: 临界. */
  near: boolean;
}

/** What keeps a tier and what raises it, by the average of the month so far. */
export function tierOutlook(state: TierState, averageFen: number): TierOutlook {
  const line = TIER_LINES[state.tier];
  const watch = averageFen < line;
  const above = TIERS[tierRank(state.tier) + 1];
  return {
    watch,
    monthsLeft: watch ? Math.max(1, monthsToFall(state.tier) - state.monthsBelow) : null,
    keepsFen: watch ? line - averageFen : null,
    next: above ? { tier: above, missingFen: Math.max(0, TIER_LINES[above] - averageFen) } : null,
    near: above !== undefined && isNearLine(averageFen, TIER_LINES[above]),
  };
}

/** True within 10 % below a line; not on it. */
export function isNearLine(fen: number, lineFen: number): boolean {
  return fen < lineFen && fen >= lineFen * NEAR_SHARE;
}
