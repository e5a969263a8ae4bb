import { DAY_MS, HOUR_MS, startOfBusinessDay } from '../kernel/time';
import type { Segment } from '../tiering/segment.rules';
import type { Tier } from '../tiering/tiers.rules';

/** Version of the rules below; stored with each lead. */
export const LEAD_RULES = 1;

/** Why a member should be contacted, and what each reason weighs (brief: Leads and prospects). */
export const REASON_POINTS = {
  phone_bound: 30,
  engaged: 20,
  card_completed: 20,
  aum_offer_claimed: 30,
  near_tier: 40,
  churn_warning: 50,
  contact_added: 20,
  prospect: 20,
} as const;
export type LeadReason = keyof typeof REASON_POINTS;
export const LEAD_REASONS = Object.keys(REASON_POINTS) as LeadReason[];

/** The numbers of a branch by which leads are made. */
export interface LeadNumbers {
  points: Readonly<Record<LeadReason, number>>;
  /** An engagement score from which a lead is made. */
  engagedScore: number;
  /** So many percent below a line a member is near the tier above it. */
  nearPercent: number;
  /** AUM down by this share within 30 days warns of churn. */
  churnAumPercent: number;
  /** Nothing heard for this long, after at least `churnEngagements`, warns of churn. */
  churnSilenceDays: number;
  churnEngagements: number;
  /** The same reason waits so long after a lead that had it was closed. */
  reasonRestMs: number;
}

export const DEFAULT_LEAD_NUMBERS: LeadNumbers = {
  points: REASON_POINTS,
  engagedScore: 60,
  nearPercent: 10,
  churnAumPercent: 20,
  churnSilenceDays: 60,
  churnEngagements: 3,
  reasonRestMs: 30 * DAY_MS,
};

const TIER_POINTS: Readonly<Record<Tier, number>> = { base: 0, basic: 5, rising: 10, wealth: 15, private: 20 };
const SEGMENT_POINTS: Readonly<Record<Segment, number>> = { A: 10, B: 20, C: 10, D: 0 };
const MOST_SCORE = 100;

/** What is known of a member's value; null before the bank's list names the member. */
export interface LeadStanding {
  tier: Tier;
  segment: Segment;
}

/** How urgent a lead is, 0 to 100. Example: near tier, card complete, rising, B -> 40+20+10+20 = 90. */
export function leadScore(
  reasons: readonly LeadReason[],
  standing: LeadStanding | null,
  weights = DEFAULT_LEAD_NUMBERS.points,
): number {
  const points = [...new Set(reasons)].reduce((sum, reason) => sum + weights[reason], 0);
  const value = standing ? TIER_POINTS[standing.tier] + SEGMENT_POINTS[standing.segment] : 0;
  return Math.min(MOST_SCORE, points + value);
}

/** Segment D gets no automatic lead: the same push for all is enough. */
export function makesLead(standing: LeadStanding | null): boolean {
  return standing?.segment !== 'D';
}

/** True where a reason may make or join a lead again. */
export function reasonRested(closedAt: Date | null, now: Date, restMs = DEFAULT_LEAD_NUMBERS.reasonRestMs): boolean {
  return closedAt === null || now.getTime() - closedAt.getTime() >= restMs;
}

/** The facts that warn of churn. */
export interface ChurnFacts {
  aumFen: number | null;
  /** AUM 30 days ago, in fen. */
  aumBeforeFen: number | null;
  engagements: number;
  lastEngagedAt: Date | null;
}

/** AUM down 20 % or more in 30 days, or no engagement in 60 days after at least 3. */
export function warnsOfChurn(facts: ChurnFacts, now: Date, numbers = DEFAULT_LEAD_NUMBERS): boolean {
  const { aumFen, aumBeforeFen, engagements, lastEngagedAt } = facts;
  if (aumFen !== null && aumBeforeFen !== null && aumBeforeFen > 0)
    if ((aumBeforeFen - aumFen) * 100 >= aumBeforeFen * numbers.churnAumPercent) return true;
  if (engagements < numbers.churnEngagements || !lastEngagedAt) return false;
  return now.getTime() - lastEngagedAt.getTime() >= numbers.churnSilenceDays * DAY_MS;
}

export const LEAD_STATES = ['open', 'held', 'contacted', 'qualified', 'won', 'lost'] as const;
export type LeadState = (typeof LEAD_STATES)[number];
/** States in which a lead counts as open, and as one of the manager's 50. */
export const LIVE_STATES: readonly LeadState[] = ['open', 'held', 'contacted', 'qualified'];

/** Where leads lie: waiting for the head, in the pool, with who holds them, or ended. */
export const LEAD_PLACES = ['head', 'pool', 'holder', 'ended'] as const;
export type LeadPlace = (typeof LEAD_PLACES)[number];

/** Why a lead ended that nobody closed: the account is gone, joined another, or may not be contacted. */
export const ENDED_REASONS = ['account_ended', 'account_merged', 'no_consent'] as const;
export type EndedReason = (typeof ENDED_REASONS)[number];

export const LOST_REASONS = [
  'no_answer',
  'not_interested',
  'other_bank',
  'wrong_contact',
  'no_funds',
  'other',
] as const;
export type LostReason = (typeof LOST_REASONS)[number];

const STEPS: Readonly<Record<LeadState, readonly LeadState[]>> = {
  open: ['held'],
  held: ['contacted', 'qualified', 'won', 'lost', 'open'],
  contacted: ['contacted', 'qualified', 'won', 'lost', 'open'],
  qualified: ['contacted', 'qualified', 'won', 'lost', 'open'],
  won: [],
  lost: [],
};

/** True where a lead may go from one state to the next; won and lost are final. */
export function mayGo(from: LeadState, to: LeadState): boolean {
  return STEPS[from].includes(to);
}

/** Leads one manager may hold, and take from the pool in a day; assigned ones count toward the first and are never refused. */
export const MOST_HELD = 50;
export const MOST_TAKEN_A_DAY = 10;
/** Leads that a head assigns in one call at most. */
export const MOST_ASSIGNED = 50;
/** Without a follow-up a holder is reminded, then the lead is taken back. */
export const REMIND_MS = 48 * HOUR_MS;
export const RECYCLE_MS = 7 * DAY_MS;
/** Who let a lead go stale waits so long before taking it again. */
export const LAST_HOLDER_WAITS_MS = 3 * DAY_MS;

/** The numbers of a branch by which its leads are taken and taken back. */
export interface LeadCaps {
  held: number;
  takenADay: number;
  remindMs: number;
  recycleMs: number;
  restMs: number;
}

export const DEFAULT_CAPS: LeadCaps = {
  held: MOST_HELD,
  takenADay: MOST_TAKEN_A_DAY,
  remindMs: REMIND_MS,
  recycleMs: RECYCLE_MS,
  restMs: LAST_HOLDER_WAITS_MS,
};

/** What becomes of a held lead without follow-up; an owner's one goes to the head instead of the pool. */
export function staleness(
  lastWorkedAt: Date,
  owned: boolean,
  now: Date,
  caps = DEFAULT_CAPS,
): 'fresh' | 'remind' | 'pool' | 'head' {
  const idle = now.getTime() - lastWorkedAt.getTime();
  if (idle >= caps.recycleMs) return owned ? 'head' : 'pool';
  return idle >= caps.remindMs ? 'remind' : 'fresh';
}

/** When the holder should do something next: on the date that was agreed, else before the reminder. */
export function dueAtOf(lastWorkedAt: Date, nextOn: string | null, caps = DEFAULT_CAPS): Date {
  return nextOn === null ? new Date(lastWorkedAt.getTime() + caps.remindMs) : startOfBusinessDay(nextOn);
}

/** Says why a manager may not take a lead from the pool, or null. */
export function takeRefusal(
  counts: { held: number; takenToday: number },
  lead: { lastHolderId: string | null; releasedAt: Date | null },
  employeeId: string,
  now: Date,
  caps = DEFAULT_CAPS,
): 'leads_held_limit' | 'leads_day_limit' | 'lead_rests' | null {
  if (counts.held >= caps.held) return 'leads_held_limit';
  if (counts.takenToday >= caps.takenADay) return 'leads_day_limit';
  if (lead.lastHolderId !== employeeId || lead.releasedAt === null) return null;
  return now.getTime() - lead.releasedAt.getTime() < caps.restMs ? 'lead_rests' : null;
}

/** The three principles by which the pool is ordered: 就近, 行业对口, 先到先得. */
export const POOL_PRINCIPLES = ['nearest', 'industry', 'first'] as const;
export type PoolPrinciple = (typeof POOL_PRINCIPLES)[number];

/** A lead of the pool as one branch sees it. */
export interface PoolFacts {
  /** Metres from the branch; null where the place is not known. */
  distance: number | null;
  /** Its industry is one that the branch serves. */
  industryMatches: boolean;
  openedAt: Date;
}

/** Orders the pool by the branch's principles; what is equal by one is told apart by the next. */
export function comparePool(order: readonly PoolPrinciple[]): (one: PoolFacts, other: PoolFacts) => number {
  const compare: Readonly<Record<PoolPrinciple, (one: PoolFacts, other: PoolFacts) => number>> = {
    nearest: (one, other) => (one.distance ?? Number.MAX_VALUE) - (other.distance ?? Number.MAX_VALUE),
    industry: (one, other) => Number(other.industryMatches) - Number(one.industryMatches),
    first: (one, other) => one.openedAt.getTime() - other.openedAt.getTime(),
  };
  return (one, other) => order.map((name) => compare[name](one, other)).find((sign) => sign !== 0) ?? 0;
}

const RANK_METERS = 9;
const RANK_MS = 15;
const UNKNOWN_METERS = 10 ** RANK_METERS - 1;

/** The same order as text, by which a list is kept sorted: smaller comes first. */
export function poolRank(order: readonly PoolPrinciple[], facts: PoolFacts): string {
  const parts: Readonly<Record<PoolPrinciple, string>> = {
    nearest: String(facts.distance ?? UNKNOWN_METERS).padStart(RANK_METERS, '0'),
    industry: facts.industryMatches ? '0' : '1',
    first: String(facts.openedAt.getTime()).padStart(RANK_MS, '0'),
  };
  return order.map((name) => parts[name]).join(' ');
}

/** A manager who could be given a lead. */
export interface Assignee {
  employeeId: string;
  capacity: number;
  held: number;
  /** Manual assignments included; null for never. */
  lastAssignedAt: Date | null;
}

/** Who gets the next lead: most free capacity first; ties go to whose last assignment is longest ago. Null without anyone. */
export function nextAssignee(managers: readonly Assignee[]): Assignee | null {
  const free = ({ capacity, held }: Assignee) => capacity - held;
  const since = ({ lastAssignedAt }: Assignee) => lastAssignedAt?.getTime() ?? 0;
  return managers.reduce<Assignee | null>((best, each) => {
    if (!best || free(each) > free(best)) return each;
    return free(each) === free(best) && since(each) < since(best) ? each : best;
  }, null);
}
