import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Fen } from '../kernel/fen';
import { Id, Instant, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { Named, OfferTerms } from '../offers/offers.contract';
import * as routes from './claims.endpoints';
import { CLAIM_CODE, CLAIM_STATES } from './claims.rules';

/** A claim's id is its code: 12 characters of Crockford base32. */
export const ClaimId = z.string().regex(CLAIM_CODE);
export const ClaimParams = z.object({ claimId: ClaimId });
export const ClaimStateName = z.enum(CLAIM_STATES);

/** A claim as its owner sees it. */
export const Claim = z.object({
  id: ClaimId,
  offer: z.object({ id: Id, name: z.string(), terms: OfferTerms, intro: z.string() }),
  /** Where it is used; null for the bank. */
  merchant: Named.nullable(),
  state: ClaimStateName,
  claimedAt: Instant,
  validFrom: Instant,
  /** Not included. */
  validUntil: Instant,
  /** When it was redeemed, and what it took off. */
  redeemedAt: Instant.nullable(),
  billFen: Fen.nullable(),
  offFen: Fen.nullable(),
  /** AUM offers: the AUM from which it can be used, held for 30 days; null for others or where it is not known yet. */
  aumNeededFen: Fen.nullable(),
});
export type Claim = z.infer<typeof Claim>;

export const claimOffer = contract(routes.claimOffer, {
  summary: 'A member takes one of an offer. Safe to retry with the same requestId.',
  access: 'member',
  params: z.object({ offerId: Id }),
  body: z.strictObject({ requestId: RequestId }),
  response: Claim,
  status: 201,
  errors: [
    'not_found',
    'request_reused',
    'offer_not_open',
    'offer_ended',
    'offer_paused',
    'offer_not_claimable',
    'offer_not_eligible',
    'offer_limit_reached',
    'offer_day_limit_reached',
    'offer_sold_out',
    'offer_budget_spent',
    'phone_required',
    'risk_blocked',
    'wechat_unavailable',
  ],
});

export const listOwnClaims = contract(routes.listOwnClaims, {
  summary: 'The own claims, newest first.',
  access: 'member',
  query: PageQuery.extend({ state: z.enum(['usable', 'used', 'ended']).optional() }),
  response: pageOf(Claim),
});

export const ClaimCounts = z.object({ usable: z.int(), used: z.int(), ended: z.int() });

export const countOwnClaims = contract(routes.countOwnClaims, {
  summary: 'How many of the own claims can be used, were used, and are over.',
  access: 'member',
  response: ClaimCounts,
});

export const getOwnClaim = contract(routes.getOwnClaim, {
  summary: 'One of the own claims.',
  access: 'member',
  params: ClaimParams,
  response: Claim,
  errors: ['not_found'],
});

/** A cashier who typed the code asks for the tap that confirms. */
export const RedemptionRequest = z.object({
  id: Id,
  claim: z.object({ id: ClaimId, name: z.string(), terms: OfferTerms }),
  merchant: Named.nullable(),
  billFen: Fen.nullable(),
  offFen: Fen,
  askedAt: Instant,
  /** Until when the tap counts. */
  confirmBefore: Instant,
});
export type RedemptionRequest = z.infer<typeof RedemptionRequest>;

export const listRedemptionRequests = contract(routes.listRedemptionRequests, {
  summary: 'What waits for the own tap now; asked every two seconds while a claim is open on the screen.',
  access: 'member',
  response: z.object({ items: z.array(RedemptionRequest), serverTime: Instant }),
});

export const confirmRedemption = contract(routes.confirmRedemption, {
  summary: 'The customer confirms that the claim is used now.',
  access: 'member',
  params: z.object({ redemptionId: Id }),
  body: z.strictObject({ requestId: RequestId }),
  response: Claim,
  errors: [
    'not_found',
    'redemption_lapsed',
    'claim_already_redeemed',
    'claim_ended',
    'claim_expired',
    'redemption_limit_reached',
    'request_reused',
  ],
});
