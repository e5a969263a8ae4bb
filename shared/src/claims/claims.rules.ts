import { checkCharacterOf, crockfordOf, hasValidCheck } from '../kernel/codes';
import { addBusinessDays, businessDay, HOUR_MS, MINUTE_MS, startOfBusinessDay } from '../kernel/time';
import type { OfferStatus, Validity } from '../offers/offers.rules';

/** claimed -> redeemed -> reversed, or expired, or cancelled. */
export const CLAIM_STATES = ['claimed', 'redeemed', 'reversed', 'expired', 'cancelled'] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** Version of the rules of offers, kept with every claim and movement they decide. */
export const OFFER_RULE_VERSION = 'offers-1';

/** Random characters of a claim code; 55 bits. */
const CLAIM_CODE_RANDOM = 11;
/** Form of a claim code: 11 random characters of Crockford base32 and a Luhn check character. */
export const CLAIM_CODE = /^[0-9A-HJKMNP-TV-Z]{12}$/;
/** The customer confirms a typed code within 60 s. */
export const CONFIRM_MS = MINUTE_MS;
/** What a cashier looked up can be redeemed for 5 minutes: pick, amount, confirm. */
export const LOOKUP_MS = 5 * MINUTE_MS;
/** A cashier redeems 30 claims an hour; then a head is asked. */
export const REDEMPTIONS_AN_HOUR = 30;
/** Ten wrong claim codes within an hour lock typing for an hour. */
export const WRONG_CODES_AN_HOUR = 10;
export const TYPING_LOCK_MS = HOUR_MS;
/** A head reverses a redemption within 24 hours. */
export const REVERSAL_MS = 24 * HOUR_MS;

/** A claim's code from 11 random bytes. */
export function claimCodeOf(bytes: Uint8Array): string {
  const body = crockfordOf(bytes, CLAIM_CODE_RANDOM);
  return body + checkCharacterOf(body);
}

/** True for what could be a claim's code; a slip of one character is always found. */
export function isClaimCode(code: string): boolean {
  return CLAIM_CODE.test(code) && hasValidCheck(code);
}

/** A claim's code as it is read out: `8K2Q F7M0 1ZXC`. */
export function spacedCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ');
}

export interface ClaimableOffer {
  status: OfferStatus;
  opensAt: Date;
  closesAt: Date;
  /** Until when a claim of now could be used; an offer whose claims would be born expired is over. */
  validity: Validity;
  perMember: number;
  perMemberDay: number | null;
  /** What one claim reserves, in fen. */
  unitCostFen: number;
}

/** What is left of an offer, by its counters. */
export interface OfferLeft {
  unitsLeft: number;
  budgetLeftFen: number;
}

/** The member's own claims of the offer that count: all but those the bank cancelled, former accounts included. */
export interface OwnClaims {
  inAll: number;
  today: number;
}

export type ClaimRefusal =
  | 'offer_not_open'
  | 'offer_ended'
  | 'offer_paused'
  | 'offer_limit_reached'
  | 'offer_day_limit_reached'
  | 'offer_sold_out'
  | 'offer_budget_spent';

/** Says why the time or the status forbids claiming at `now`, or null. The closing instant itself is too late. */
export function windowRefusal(offer: ClaimableOffer, now: Date): ClaimRefusal | null {
  if (offer.status === 'draft' || offer.status === 'waiting') return 'offer_not_open';
  if (offer.status === 'ended' || now >= offer.closesAt) return 'offer_ended';
  if (offer.validity.kind === 'fixed' && now >= offer.validity.until) return 'offer_ended';
  if (offer.status === 'paused') return 'offer_paused';
  return now < offer.opensAt ? 'offer_not_open' : null;
}

/** Says why the own claims forbid another one, or null. */
export function limitRefusal(offer: ClaimableOffer, own: OwnClaims): ClaimRefusal | null {
  if (own.inAll >= offer.perMember) return 'offer_limit_reached';
  if (offer.perMemberDay !== null && own.today >= offer.perMemberDay) return 'offer_day_limit_reached';
  return null;
}

/** Says why a member may not claim an offer at `now`, or null. The own limits come before stock, so nobody who holds one reads "sold out". */
export function claimRefusal(offer: ClaimableOffer, left: OfferLeft, own: OwnClaims, now: Date): ClaimRefusal | null {
  const refusal = windowRefusal(offer, now) ?? limitRefusal(offer, own);
  if (refusal) return refusal;
  if (left.unitsLeft < 1) return 'offer_sold_out';
  return left.budgetLeftFen < offer.unitCostFen ? 'offer_budget_spent' : null;
}

/** How many can still be claimed: units of the stock, or as many as the budget pays for. */
export function leftCount({ unitsLeft, budgetLeftFen }: OfferLeft, unitCostFen: number): number {
  return unitCostFen === 0 ? unitsLeft : Math.min(unitsLeft, Math.floor(budgetLeftFen / unitCostFen));
}

/** From when until when (not included) a claim made at `now` may be used: 3 days on Monday end with Wednesday. */
export function validityOf(validity: Validity, now: Date): { validFrom: Date; validUntil: Date } {
  if (validity.kind === 'fixed')
    return { validFrom: validity.from > now ? validity.from : now, validUntil: validity.until };
  return { validFrom: now, validUntil: startOfBusinessDay(addBusinessDays(businessDay(now), validity.days)) };
}

/** The lowest number of 1..limit that is not taken; null where all are. Slots make "at most n" a unique index. */
export function freeSlot(taken: ReadonlySet<number>, limit: number): number | null {
  for (let slot = 1; slot <= limit; slot += 1) if (!taken.has(slot)) return slot;
  return null;
}

export type RiskRefusal = 'risk_blocked' | 'phone_required';

/** WeChat's risk rank of who claims what costs money: 4 is blocked, 1 to 3 shows the phone first, 0 passes. */
export function riskRefusal(rank: number, phoneBound: boolean): RiskRefusal | null {
  if (rank >= 4) return 'risk_blocked';
  return rank >= 1 && !phoneBound ? 'phone_required' : null;
}

export interface UsableClaim {
  state: ClaimState;
  validFrom: Date;
  validUntil: Date;
}

export type RedeemRefusal = 'claim_already_redeemed' | 'claim_ended' | 'claim_not_yet_valid' | 'claim_expired';

/** Says why a claim cannot be redeemed at `now`, or null. Its last instant is outside. */
export function redeemRefusal(claim: UsableClaim, now: Date): RedeemRefusal | null {
  if (claim.state === 'redeemed') return 'claim_already_redeemed';
  if (claim.state === 'expired' || (claim.state === 'claimed' && now >= claim.validUntil)) return 'claim_expired';
  if (claim.state !== 'claimed') return 'claim_ended';
  return now < claim.validFrom ? 'claim_not_yet_valid' : null;
}

/** Says why a redemption can no longer be reversed, or null. */
export function reversalRefusal(
  claim: { state: ClaimState; redeemedAt: Date | null },
  now: Date,
  windowMs = REVERSAL_MS,
): 'claim_not_redeemed' | 'reversal_too_late' | null {
  if (claim.state !== 'redeemed' || claim.redeemedAt === null) return 'claim_not_redeemed';
  return now.getTime() - claim.redeemedAt.getTime() > windowMs ? 'reversal_too_late' : null;
}

/** What one change does to what is left, in units and fen; the same for the ledger's row and for the counters. */
export interface StockChange {
  units: number;
  budgetFen: number;
  spentFen: number;
}

export const stockChange = {
  claimed: (reservedFen: number): StockChange => ({ units: -1, budgetFen: -reservedFen, spentFen: 0 }),
  /** Expired or cancelled: both come back. */
  returned: (reservedFen: number): StockChange => ({ units: 1, budgetFen: reservedFen, spentFen: 0 }),
  redeemed: (reservedFen: number, costFen: number): StockChange => ({
    units: 0,
    budgetFen: reservedFen - costFen,
    spentFen: costFen,
  }),
  /** The budget comes back, the unit only with the goods. */
  reversed: (costFen: number, goodsReturned: boolean): StockChange => ({
    units: goodsReturned ? 1 : 0,
    budgetFen: costFen,
    spentFen: -costFen,
  }),
};
