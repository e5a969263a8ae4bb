import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Fen } from '../kernel/fen';
import { Id, Instant, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line } from '../kernel/text';
import { OfferTerms } from '../offers/offers.contract';
import { ClaimId, ClaimParams, ClaimStateName } from './claims.contract';
import * as routes from './claims.endpoints';

/** A customer at the counter: masked nickname (null where there is none) and the number to read out. */
const CounterMember = z.object({ name: z.string().nullable(), number: z.string() });

/** A claim that can be redeemed at this counter. */
export const CounterClaim = z.object({
  id: ClaimId,
  name: z.string(),
  terms: OfferTerms,
  validUntil: Instant,
  /** The cashier types the bill's amount. */
  needsBill: z.boolean(),
});
export type CounterClaim = z.infer<typeof CounterClaim>;

export const LookUp = z.object({
  lookupId: Id,
  /** `member_code`: redeemed at once; `claim_code`: the customer confirms within 60 s. */
  by: z.enum(['member_code', 'claim_code']),
  member: CounterMember,
  claims: z.array(CounterClaim),
  /** What was looked up can be redeemed until then. */
  validUntil: Instant,
});
export type LookUp = z.infer<typeof LookUp>;

export const lookUpClaims = contract(routes.lookUpClaims, {
  summary: "Finds what a customer can use at this counter, by the customer's redeem code or by one claim's typed code.",
  access: 'employee',
  body: z.strictObject({
    /** The scanned redeem code, or the typed code of one claim: exactly one of the two. */
    code: z.string().min(1).max(200).nullable(),
    claimCode: z.string().min(1).max(40).nullable(),
    boothId: Id.nullable(),
  }),
  response: LookUp,
  errors: [
    'not_found',
    'code_invalid',
    'code_expired',
    'code_future',
    'claim_code_mistyped',
    'claim_code_unknown',
    'claim_typing_locked',
    'claim_already_redeemed',
    'claim_ended',
    'claim_expired',
    'claim_not_yet_valid',
  ],
});

/** A redemption as who redeems sees it. */
export const Redemption = z.object({
  id: Id,
  /** `waiting` for the customer's tap; `lapsed` where it did not come within 60 s. */
  state: z.enum(['waiting', 'redeemed', 'lapsed', 'reversed']),
  claimId: ClaimId,
  name: z.string(),
  terms: OfferTerms,
  member: CounterMember,
  billFen: Fen.nullable(),
  /** What it takes off the bill; for goods what they cost. */
  offFen: Fen,
  at: Instant,
  confirmBefore: Instant.nullable(),
});
export type Redemption = z.infer<typeof Redemption>;

export const redeemClaim = contract(routes.redeemClaim, {
  summary:
    'Redeems a claim that was looked up: at once by the redeem code, by a typed code once the customer confirms.',
  access: 'employee',
  body: z.strictObject({
    lookupId: Id,
    claimId: ClaimId,
    billFen: Fen.nullable(),
    boothId: Id.nullable(),
    requestId: RequestId,
  }),
  response: Redemption,
  status: 201,
  errors: [
    'not_found',
    'lookup_expired',
    'bill_required',
    'bill_too_small',
    'aum_not_reached',
    'claim_already_redeemed',
    'claim_ended',
    'claim_expired',
    'claim_not_yet_valid',
    'redemption_limit_reached',
    'request_reused',
  ],
});

export const getRedemption = contract(routes.getRedemption, {
  summary: 'One of the own redemptions: whether the customer has confirmed.',
  access: 'employee',
  params: z.object({ redemptionId: Id }),
  response: Redemption,
  errors: ['not_found'],
});

export const listOwnRedemptions = contract(routes.listOwnRedemptions, {
  summary: 'What I redeemed today, newest first, with the sums.',
  access: 'employee',
  response: z.object({
    items: z.array(Redemption),
    count: z.int(),
    offFen: Fen,
  }),
});

/** A claim as the head sees it: the member masked. */
export const OfferClaim = z.object({
  id: ClaimId,
  member: CounterMember,
  state: ClaimStateName,
  claimedAt: Instant,
  validUntil: Instant,
  redeemedAt: Instant.nullable(),
  redeemedBy: z.string().nullable(),
  billFen: Fen.nullable(),
  offFen: Fen.nullable(),
  reason: z.string().nullable(),
  can: z.object({ reverse: z.boolean(), cancel: z.boolean() }),
});
export type OfferClaim = z.infer<typeof OfferClaim>;

export const listOfferClaims = contract(routes.listOfferClaims, {
  summary: "An offer's claims, newest first.",
  access: 'employee',
  params: z.object({ offerId: Id }),
  query: PageQuery.extend({ state: ClaimStateName.optional() }),
  response: pageOf(OfferClaim),
  errors: ['not_found'],
});

export const reverseRedemption = contract(routes.reverseRedemption, {
  summary: 'A head takes a redemption back within 24 hours: budget and credit return, the unit with the goods.',
  access: 'employee',
  params: ClaimParams,
  body: z.strictObject({ goodsReturned: z.boolean(), reason: line(2, 100), requestId: RequestId }),
  response: OfferClaim,
  errors: ['not_found', 'claim_not_redeemed', 'reversal_too_late', 'request_reused'],
});

export const cancelClaim = contract(routes.cancelClaim, {
  summary: 'The bank cancels an unused claim; it no longer counts toward the limits of the member, who is told.',
  access: 'employee',
  params: ClaimParams,
  body: z.strictObject({ reason: line(2, 100), requestId: RequestId }),
  response: OfferClaim,
  errors: ['not_found', 'claim_already_redeemed', 'claim_ended', 'claim_expired', 'request_reused'],
});
