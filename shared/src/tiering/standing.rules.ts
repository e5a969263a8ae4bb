import { addBusinessDays, businessDaysBetween } from '../kernel/time';
import { type AumPoint, averageBetween, monthAfter, monthBefore, monthlyAverage } from './average.rules';
import { type EngagementScore, scoreAt } from './engagementScore.rules';
import { type CardGrade, type ScopeReason, scopeReasons } from './scope.rules';
import { POTENTIAL_PARTS, type Potential, potentialOf, type Segment, segmentOf } from './segment.rules';
import {
  DEFAULT_TIER_NUMBERS,
  nextTier,
  TIERING_RULES,
  type Tier,
  type TierNumbers,
  type TierState,
  tierOutlook,
  tierRank,
} from './tiers.rules';

/** What the bank's list says of a member; amounts in fen. */
export interface StandingFacts {
  /** Day of the latest row, `YYYY-MM-DD`. */
  asOf: string;
  aumFen: number;
  loansFen: number;
  cardSpendingFen: number;
  custodyFen: number;
  cardGrade: CardGrade;
  products: readonly string[];
  transactions: number | null;
  channelPercent: number | null;
  mobileActive: boolean | null;
  birthYear: number | null;
}

/** What a member's standing is computed from: the same whoever asks, and when. */
export interface StandingInput {
  facts: StandingFacts;
  /** In order of their days. */
  points: readonly AumPoint[];
  /** The tier after the months that were over when the latest row was made; null before the first. */
  settled: TierState | null;
  score: EngagementScore | null;
}

/** Where a member stands. */
export interface StandingResult {
  tier: Tier;
  /** Month (`YYYY-MM`) since which the tier holds. */
  tierSince: string;
  monthsBelow: number;
  watch: boolean;
  /** Within 10 % below the next line: 临界. */
  near: boolean;
  segment: Segment;
  potential: Potential;
  scope: ScopeReason[];
  /** Of the month so far, in fen. */
  averageFen: number;
  /** Change of the monthly average over three months, in percent cut to one decimal; null without history. */
  trendPercent: number | null;
  ruleVersion: number;
}

/** The tier after all months before that of `asOf`; null where the first point lies in that month. */
export function settledTier(
  points: readonly AumPoint[],
  asOf: string,
  numbers = DEFAULT_TIER_NUMBERS,
): TierState | null {
  const first = points[0];
  if (!first) return null;
  return tierThrough(null, points, first.on.slice(0, 7), asOf.slice(0, 7), numbers);
}

/** Goes on from a state over whole months, `from` up to and not including `until`. */
function tierThrough(
  state: TierState | null,
  points: readonly AumPoint[],
  from: string,
  until: string,
  numbers: TierNumbers,
): TierState | null {
  let tier = state;
  for (let month = from; month < until; month = monthAfter(month)) {
    const averageFen = averageBetween(points, `${month}-01`, `${monthAfter(month)}-01`);
    if (averageFen !== null) tier = nextTier(tier, { month, averageFen }, numbers);
  }
  return tier;
}

/** The month that runs raises a tier at once; below its line it is watched, and only a whole month counts as one. */
function withRunning(state: TierState | null, month: string, averageFen: number, numbers: TierNumbers): TierState {
  const next = nextTier(state, { month, averageFen }, numbers);
  if (!state) return next;
  return tierRank(next.tier) > tierRank(state.tier) ? next : state;
}

/** The tier on a day by the list's amounts up to it, whenever they came; null before the first. */
export function tierOn(points: readonly AumPoint[], day: string, numbers = DEFAULT_TIER_NUMBERS): Tier | null {
  const known = points.filter(({ on }) => on <= day);
  const last = known.at(-1);
  if (!last) return null;
  const month = day.slice(0, 7);
  const before = tierThrough(null, known, known[0]?.on.slice(0, 7) ?? month, month, numbers);
  return withRunning(before, month, monthlyAverage(known, month, day) ?? last.fen, numbers).tier;
}

function trendOf(points: readonly AumPoint[], month: string, averageFen: number, today: string): number | null {
  const former = monthlyAverage(points, monthBefore(monthBefore(monthBefore(month))), today);
  if (former === null || former === 0) return null;
  return Math.trunc(((averageFen - former) / former) * 1_000) / 10;
}

/** Where a member stands on a day: tier with hysteresis, segment with what counted, scope with its reasons. */
export function assessStanding(
  { facts, points, settled, score }: StandingInput,
  now: Date,
  today: string,
  numbers = DEFAULT_TIER_NUMBERS,
): StandingResult {
  const month = today.slice(0, 7);
  const before = tierThrough(settled, points, facts.asOf.slice(0, 7), month, numbers);
  const averageFen = monthlyAverage(points, month, today) ?? facts.aumFen;
  const state = withRunning(before, month, averageFen, numbers);
  const outlook = tierOutlook(state, averageFen, numbers);
  const trendPercent = trendOf(points, month, averageFen, today);
  const potential = potentialOf({
    score: score ? scoreAt(score, now) : 0,
    mobileActive: facts.mobileActive,
    channelPercent: facts.channelPercent,
    age: facts.birthYear === null ? null : Number(today.slice(0, 4)) - facts.birthYear,
    trendPercent,
    productsHeld: facts.products,
  });
  return {
    tier: state.tier,
    tierSince: state.since,
    monthsBelow: state.monthsBelow,
    watch: outlook.watch,
    near: outlook.near,
    segment: segmentOf(averageFen, potential.total),
    potential,
    scope: scopeReasons(facts),
    averageFen,
    trendPercent,
    ruleVersion: TIERING_RULES,
  };
}

/** What a result says beside its lists; a night compares a million of them, so they are gone through by name. */
const RESULT_FIELDS = Object.keys({
  tier: true,
  tierSince: true,
  monthsBelow: true,
  watch: true,
  near: true,
  segment: true,
  averageFen: true,
  trendPercent: true,
  ruleVersion: true,
} satisfies Record<Exclude<keyof StandingResult, 'potential' | 'scope'>, true>) as readonly (keyof StandingResult)[];
const POINTS = [...POTENTIAL_PARTS, 'total'] as const;

/** True where two results say the same. */
export function isSameResult(one: StandingResult, other: StandingResult): boolean {
  for (const field of RESULT_FIELDS) if (one[field] !== other[field]) return false;
  for (const part of POINTS) if (one.potential[part] !== other.potential[part]) return false;
  return one.scope.length === other.scope.length && one.scope.every((reason, at) => reason === other.scope[at]);
}

/** Where a member stood from a day on. */
export interface StandingStep {
  /** `YYYY-MM-DD`. */
  on: string;
  tier: Tier;
  segment: Segment;
}

/** Steps that are kept of one member. */
export const MOST_STEPS = 120;

/** The steps after a result of `today`; the same array where tier and segment did not change. */
export function withStep(
  steps: readonly StandingStep[],
  { tier, segment }: StandingResult,
  today: string,
): readonly StandingStep[] {
  const last = steps.at(-1);
  if (last?.tier === tier && last.segment === segment) return steps;
  return [...steps, { on: today, tier, segment }].slice(-MOST_STEPS);
}

/** The step that held at the end of a day; null before the first. */
export function stepOn(steps: readonly StandingStep[], day: string): StandingStep | null {
  return steps.findLast((step) => step.on <= day) ?? null;
}

/** The latest rise of the tier: from, to and the day; null where it never rose or has fallen since. */
export function latestRise(steps: readonly StandingStep[]): { from: Tier; to: Tier; on: string } | null {
  for (let at = steps.length - 1; at > 0; at -= 1) {
    const [before, after] = [steps[at - 1], steps[at]];
    if (!before || !after || before.tier === after.tier) continue;
    return tierRank(after.tier) > tierRank(before.tier) ? { from: before.tier, to: after.tier, on: after.on } : null;
  }
  return null;
}

/** Amounts by which offers decide, in fen. */
export function amountsOn(points: readonly AumPoint[], facts: StandingFacts, today: string) {
  const tomorrow = addBusinessDays(today, 1);
  const monthAgo = addBusinessDays(facts.asOf, -30);
  const former = points.findLast((point) => point.on <= monthAgo);
  return {
    aumFen: facts.aumFen,
    average90Fen: averageBetween(points, addBusinessDays(tomorrow, -90), tomorrow) ?? facts.aumFen,
    aumRiseFen: former ? facts.aumFen - former.fen : 0,
  };
}

/** True where the imports themselves say that the AUM stands at `levelFen` or above for `days` days. */
export function hasStood(points: readonly AumPoint[], levelFen: number, days: number): boolean {
  const latest = points.at(-1);
  const below = points.findLastIndex((point) => point.fen < levelFen);
  const first = points[below + 1];
  return latest !== undefined && first !== undefined && businessDaysBetween(first.on, latest.on) >= days;
}
