import { z } from 'zod';
import { CONDITIONS, STEPS } from '../claims/eligibility.rules';
import { contract } from '../kernel/contract';
import { Fen } from '../kernel/fen';
import { Id, Instant } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line } from '../kernel/text';
import { SEGMENTS } from '../tiering/segment.rules';
import { TIERS } from '../tiering/tiers.rules';
import * as routes from './offers.endpoints';

/** One to 100 parts of 100. */
const Percent = z.int().min(1).max(99);
const CostFen = Fen.max(100_000_000);
const PositiveFen = CostFen.min(1);

/** What the holder gets; amounts in fen, `payPercent` 80 is 8 折. */
export const OfferTerms = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cash_off'), thresholdFen: PositiveFen, offFen: PositiveFen }),
  z.strictObject({
    kind: z.literal('discount'),
    payPercent: Percent,
    capFen: PositiveFen,
    thresholdFen: CostFen,
  }),
  z.strictObject({ kind: z.literal('gift'), goods: line(2, 30), costFen: CostFen }),
  z.strictObject({ kind: z.literal('aum_threshold'), riseFen: Fen.min(1), offFen: PositiveFen }),
  z.strictObject({ kind: z.literal('prize'), goods: line(2, 30), costFen: CostFen }),
]);
export type OfferTerms = z.infer<typeof OfferTerms>;

export const Named = z.object({ id: Id, name: z.string() });

/** A condition that is not met, with the step that meets it and what the words need. */
export const UnmetCondition = z.object({
  condition: z.enum(CONDITIONS),
  step: z.enum(STEPS),
  groups: z.array(Named).optional(),
  tiers: z.array(z.enum(TIERS)).optional(),
  segments: z.array(z.enum(SEGMENTS)).optional(),
  eventId: Id.optional(),
  needed: z.int().optional(),
  have: z.int().optional(),
});
export type UnmetCondition = z.infer<typeof UnmetCondition>;

/** Why the member cannot claim now, apart from conditions; null where nothing is in the way. */
export const ClaimObstacle = z.enum([
  'offer_not_open',
  'offer_ended',
  'offer_paused',
  'offer_not_claimable',
  'offer_limit_reached',
  'offer_day_limit_reached',
  'offer_sold_out',
  'offer_budget_spent',
]);
export type ClaimObstacle = z.infer<typeof ClaimObstacle>;

export const OfferValidity = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), from: Instant, until: Instant }),
  z.strictObject({ kind: z.literal('days'), days: z.int().min(1).max(730) }),
]);
export type OfferValidity = z.infer<typeof OfferValidity>;

/** An offer as a member sees it. */
export const Offer = z.object({
  id: Id,
  name: z.string(),
  intro: z.string(),
  terms: OfferTerms,
  /** Where it is used; null for the bank's own counter. */
  merchant: Named.nullable(),
  branch: Named,
  opensAt: Instant,
  closesAt: Instant,
  validity: OfferValidity,
  perMember: z.int(),
  perMemberDay: z.int().nullable(),
  /** How many can still be claimed; null where nothing counts them. */
  leftCount: z.int().nullable(),
  /** Own claims that count toward `perMember`. */
  ownClaims: z.int(),
  obstacle: ClaimObstacle.nullable(),
  unmet: z.array(UnmetCondition),
  can: z.object({ claim: z.boolean() }),
});
export type Offer = z.infer<typeof Offer>;

export const listOffers = contract(routes.listOffers, {
  summary:
    'Offers that a member may see, the ones closing first before others; prizes come with stamps and are not listed.',
  access: 'member',
  query: PageQuery.extend({
    /** `claimable`: open now and every condition met. */
    scope: z.enum(['claimable', 'all']).default('all'),
    groupId: Id.optional(),
  }),
  response: pageOf(Offer),
});

export const getOffer = contract(routes.getOffer, {
  summary: 'One offer, with everything that keeps the member from claiming it and the step that helps.',
  access: 'member',
  params: z.object({ offerId: Id }),
  response: Offer,
  errors: ['not_found'],
});
