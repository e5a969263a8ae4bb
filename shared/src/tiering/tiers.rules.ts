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

/** The numbers of a branch by which tiers are lost and come near. */
export interface TierNumbers {
  /** Months in a row below the line after which a tier is lost; a private customer is given longer. */
  monthsToFall: number;
  monthsToFallPrivate: number;
  /** So many percent below a line a member is near the tier above it (临界). */
  nearPercent: number;
}

export const DEFAULT_TIER_NUMBERS: TierNumbers = { monthsToFall: 3, monthsToFallPrivate: 6, nearPercent: 10 };

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

function monthsToFall(tier: Tier, numbers: TierNumbers): number {
  return tier === 'private' ? numbers.monthsToFallPrivate : numbers.monthsToFall;
}

/**
 * The tier after one more month. Up at once; down only after 3 months in a row below (private: 6), to the tier of the
 * last of them. Example: rising, then 9万 three months long -> rising (watch), rising (watch), basic.
 */
export function nextTier(
  state: TierState | null,
  { month, averageFen }: MonthAverage,
  numbers = DEFAULT_TIER_NUMBERS,
): TierState {
  const reached = tierOfAmount(averageFen);
  if (!state) return { tier: reached, since: month, monthsBelow: 0 };
  if (tierRank(reached) > tierRank(state.tier)) return { tier: reached, since: month, monthsBelow: 0 };
  if (reached === state.tier) return { ...state, monthsBelow: 0 };
  const monthsBelow = state.monthsBelow + 1;
  if (monthsBelow < monthsToFall(state.tier, numbers)) return { ...state, monthsBelow };
  return { tier: reached, since: month, monthsBelow: 0 };
}

/** The tier after a run of months in their order; null without any. */
export function tierOf(history: readonly MonthAverage[]): TierState | null {
  return history.reduce<TierState | null>((state, month) => nextTier(state, month), null);
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
export function tierOutlook(state: TierState, averageFen: number, numbers = DEFAULT_TIER_NUMBERS): TierOutlook {
  const line = TIER_LINES[state.tier];
  const watch = averageFen < line;
  const above = TIERS[tierRank(state.tier) + 1];
  return {
    watch,
    monthsLeft: watch ? Math.max(1, monthsToFall(state.tier, numbers) - state.monthsBelow) : null,
    keepsFen: watch ? line - averageFen : null,
    next: above ? { tier: above, missingFen: Math.max(0, TIER_LINES[above] - averageFen) } : null,
    near: above !== undefined && isNearLine(averageFen, TIER_LINES[above], numbers.nearPercent),
  };
}

/** True within so many percent below a line; not on it. */
export function isNearLine(fen: number, lineFen: number, percent = DEFAULT_TIER_NUMBERS.nearPercent): boolean {
  return fen < lineFen && fen * 100 >= lineFen * (100 - percent);
}
