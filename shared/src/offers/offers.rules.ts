import { rewardsSharing } from '../kernel/sharing';
import { DAY_MS } from '../kernel/time';
import type { Segment } from '../tiering/segment.rules';
import type { Tier } from '../tiering/tiers.rules';

/** What an offer is: 满减, 折扣, 礼品, 资产达标抵用, 集章奖品. */
export const OFFER_KINDS = ['cash_off', 'discount', 'gift', 'aum_threshold', 'prize'] as const;
export type OfferKind = (typeof OFFER_KINDS)[number];

/** draft -> (waiting for the second person) -> published <-> paused -> ended. */
export const OFFER_STATUSES = ['draft', 'waiting', 'published', 'paused', 'ended'] as const;
export type OfferStatus = (typeof OFFER_STATUSES)[number];

/** What the holder gets, by the kind of the offer. */
export type OfferTerms =
  | { kind: 'cash_off'; thresholdFen: number; offFen: number }
  /** `payPercent` 80 is 8 折; never more than `capFen` off. */
  | { kind: 'discount'; payPercent: number; capFen: number; thresholdFen: number }
  | { kind: 'gift'; goods: string; costFen: number }
  /** AUM `riseFen` above the baseline for 30 days is worth `offFen`. */
  | { kind: 'aum_threshold'; riseFen: number; offFen: number }
  | { kind: 'prize'; goods: string; costFen: number };

/** Until when a claim may be used. */
export type Validity =
  | { kind: 'fixed'; from: Date; until: Date }
  /** `days` business days, the day of the claim being the first. */
  | { kind: 'days'; days: number };

/** Who may claim; an empty list or null asks for nothing. */
export interface Eligibility {
  /** Member of at least one of these groups. */
  groupIds: readonly string[];
  tiers: readonly Tier[];
  segments: readonly Segment[];
  newMembersOnly: boolean;
  phoneBound: boolean;
  stamps: { eventId: string; count: number } | null;
  /** AUM risen by so much since the month before. */
  aumRiseFen: number | null;
}

/** A member is new within 30 days of the first sign-in, unless the person was here before. */
export const NEW_MEMBER_MS = 30 * DAY_MS;
/** The AUM stands above the baseline for 30 days before an AUM offer can be used (brief: Offers). */
export const AUM_HOLD_DAYS = 30;
/** A campaign's offers, shared costs and texts stay within what a form can hold. */
export const MAX_STOCK = 1_000_000;
export const MAX_PER_MEMBER = 100;

/** The most that one unit can cost, in fen: what a claim reserves. */
export function maxCostFen(terms: OfferTerms): number {
  if (terms.kind === 'cash_off' || terms.kind === 'aum_threshold') return terms.offFen;
  if (terms.kind === 'discount') return terms.capFen;
  return terms.costFen;
}

/** True where the cashier types the bill's amount. */
export function needsBill(terms: OfferTerms): boolean {
  return terms.kind === 'cash_off' || terms.kind === 'discount';
}

/** What a redemption takes off the bill (or costs, for goods), in fen; null where the bill is missing or too small. */
export function actualCostFen(terms: OfferTerms, billFen: number | null): number | null {
  if (!needsBill(terms)) return maxCostFen(terms);
  if (billFen === null || billFen <= 0) return null;
  if (terms.kind === 'cash_off') return billFen >= terms.thresholdFen ? Math.min(terms.offFen, billFen) : null;
  if (terms.kind !== 'discount') return null;
  if (billFen < terms.thresholdFen) return null;
  return Math.min(terms.capFen, Math.floor((billFen * (100 - terms.payPercent)) / 100));
}

/** Shares a cost between bank and merchant; the odd fen goes to the merchant, the sum is exact. */
export function splitCostFen(costFen: number, bankPercent: number): { bankFen: number; merchantFen: number } {
  const bankFen = Math.floor((costFen * bankPercent) / 100);
  return { bankFen, merchantFen: costFen - bankFen };
}

export interface OfferDraft {
  name: string;
  intro: string;
  terms: OfferTerms;
  merchantId: string | null;
  boothIds: readonly string[];
  stock: number;
  perMember: number;
  /** At most so many a member and business day; null leaves it to `perMember`. */
  perMemberDay: number | null;
  budgetFen: number;
  bankPercent: number;
  opensAt: Date;
  closesAt: Date;
  validity: Validity;
  eligibility: Eligibility;
}

export const OFFER_FAULTS = [
  'closed_before_open',
  'already_closed',
  'valid_before_open',
  'off_over_threshold',
  'day_over_member',
  'budget_below_unit',
  'merchant_pays_without_merchant',
  'prize_of_merchant',
  'rewards_sharing',
] as const;
export type OfferFault = (typeof OFFER_FAULTS)[number];

/** Everything that keeps an offer from being published at `now`, so that the form shows all of it at once. */
export function offerFaults(offer: OfferDraft, now: Date): OfferFault[] {
  const { terms, validity } = offer;
  const faults: [boolean, OfferFault][] = [
    [offer.closesAt <= offer.opensAt, 'closed_before_open'],
    [offer.closesAt <= now, 'already_closed'],
    [
      validity.kind === 'fixed' && (validity.until <= validity.from || validity.until <= offer.opensAt),
      'valid_before_open',
    ],
    [terms.kind === 'cash_off' && terms.offFen > terms.thresholdFen, 'off_over_threshold'],
    [offer.perMemberDay !== null && offer.perMemberDay > offer.perMember, 'day_over_member'],
    [offer.budgetFen < maxCostFen(terms), 'budget_below_unit'],
    [offer.merchantId === null && offer.bankPercent < 100, 'merchant_pays_without_merchant'],
    [terms.kind === 'prize' && offer.merchantId !== null, 'prize_of_merchant'],
    [rewardsSharing(`${offer.name}\n${offer.intro}`), 'rewards_sharing'],
  ];
  return faults.filter(([found]) => found).map(([, fault]) => fault);
}

/** Changes of status that a head makes by hand. */
const MOVES: Readonly<Record<OfferStatus, readonly OfferStatus[]>> = {
  draft: ['published'],
  waiting: ['draft'],
  published: ['paused', 'ended'],
  paused: ['published', 'ended'],
  ended: [],
};

export function canMoveOffer(from: OfferStatus, to: OfferStatus): boolean {
  return MOVES[from].includes(to);
}
