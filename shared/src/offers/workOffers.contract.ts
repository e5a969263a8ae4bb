import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Fen } from '../kernel/fen';
import { Id, Instant, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line, paragraph } from '../kernel/text';
import { SEGMENTS } from '../tiering/segment.rules';
import { TIERS } from '../tiering/tiers.rules';
import { Named, OfferTerms, OfferValidity } from './offers.contract';
import * as routes from './offers.endpoints';
import { MAX_PER_MEMBER, MAX_STOCK, OFFER_FAULTS, OFFER_KINDS, OFFER_STATUSES } from './offers.rules';

export const OfferEligibility = z.strictObject({
  groupIds: z.array(Id).max(50),
  tiers: z.array(z.enum(TIERS)).max(TIERS.length),
  segments: z.array(z.enum(SEGMENTS)).max(SEGMENTS.length),
  newMembersOnly: z.boolean(),
  phoneBound: z.boolean(),
  stamps: z.strictObject({ eventId: Id, count: z.int().min(1).max(50) }).nullable(),
  aumRiseFen: Fen.min(1).nullable(),
});
export type OfferEligibility = z.infer<typeof OfferEligibility>;

const Fields = z.strictObject({
  name: line(2, 20),
  intro: paragraph(0, 500),
  /** What several offers and an event are counted under together. */
  campaign: line(1, 20).nullable(),
  terms: OfferTerms,
  merchantId: Id.nullable(),
  /** Booths of events where it is redeemed besides the merchant's. */
  boothIds: z.array(Id).max(50),
  stock: z.int().min(1).max(MAX_STOCK),
  perMember: z.int().min(1).max(MAX_PER_MEMBER),
  perMemberDay: z.int().min(1).max(MAX_PER_MEMBER).nullable(),
  budgetFen: Fen,
  /** Parts per hundred of the cost that the bank bears; the merchant bears the rest. */
  bankPercent: z.int().min(0).max(100),
  opensAt: Instant,
  closesAt: Instant,
  validity: OfferValidity,
  eligibility: OfferEligibility,
});
export type OfferFields = z.infer<typeof Fields>;

/** An offer as the branch keeps it. */
export const WorkOffer = z.object({
  ...Fields.omit({ merchantId: true, eligibility: true }).shape,
  id: Id,
  branch: Named,
  merchant: Named.nullable(),
  /** The booths of `boothIds`, by number. */
  booths: z.array(z.object({ id: Id, number: z.int(), name: z.string(), eventId: Id })),
  eligibility: OfferEligibility.extend({ groups: z.array(Named) }),
  status: z.enum(OFFER_STATUSES),
  version: z.int(),
  /** Everything that keeps it from being published now. */
  faults: z.array(z.enum(OFFER_FAULTS)),
  /** Most that one claim costs, and how it is shared. */
  unitCostFen: Fen,
  unitBankFen: Fen,
  figures: z.object({
    /** Stock and budget with all raises. */
    stock: z.int(),
    budgetFen: Fen,
    unitsLeft: z.int(),
    budgetLeftFen: Fen,
    claimedCount: z.int(),
    redeemedCount: z.int(),
    spentFen: Fen,
  }),
  /** What waits for a second person; null where nothing does. */
  waiting: z.enum(['publish', 'raise']).nullable(),
  can: z.object({
    update: z.boolean(),
    publish: z.boolean(),
    withdraw: z.boolean(),
    pause: z.boolean(),
    end: z.boolean(),
    raise: z.boolean(),
    manageClaims: z.boolean(),
  }),
});
export type WorkOffer = z.infer<typeof WorkOffer>;

const OfferParams = z.object({ offerId: Id });

export const listWorkOffers = contract(routes.listWorkOffers, {
  summary: 'Offers of the own branch (admin: of any), newest first.',
  access: 'employee',
  query: PageQuery.extend({
    branchId: Id.optional(),
    status: z.enum(OFFER_STATUSES).optional(),
    kind: z.enum(OFFER_KINDS).optional(),
    search: line(0, 20).optional(),
  }),
  response: pageOf(WorkOffer),
});

export const createOffer = contract(routes.createOffer, {
  summary: 'Makes a draft of an offer.',
  access: 'employee',
  body: Fields.extend({ branchId: Id, requestId: RequestId }),
  response: WorkOffer,
  status: 201,
  errors: ['not_found', 'request_reused'],
});

export const getWorkOffer = contract(routes.getWorkOffer, {
  summary: 'One offer with its figures.',
  access: 'employee',
  params: OfferParams,
  response: WorkOffer,
  errors: ['not_found'],
});

export const updateOffer = contract(routes.updateOffer, {
  summary: 'Changes an offer; once it was published only texts, campaign, booths and the end of claiming.',
  access: 'employee',
  params: OfferParams,
  body: Fields.extend({ version: z.int().min(0) }),
  response: WorkOffer,
  errors: ['not_found', 'offer_fixed', 'offer_not_ready', 'text_rejected', 'version_conflict', 'wechat_unavailable'],
});

export const copyOffer = contract(routes.copyOffer, {
  summary: 'Makes a draft from an earlier offer.',
  access: 'employee',
  params: OfferParams,
  body: z.strictObject({ requestId: RequestId }),
  response: WorkOffer,
  status: 201,
  errors: ['not_found', 'request_reused'],
});

export const changeOfferStatus = contract(routes.changeOfferStatus, {
  summary:
    'Publishes (an offer over the cost limit waits for a second person), takes the request back, pauses, goes on or ends.',
  access: 'employee',
  params: OfferParams,
  body: z.strictObject({
    status: z.enum(['draft', 'published', 'paused', 'ended']),
    version: z.int().min(0),
    requestId: RequestId,
  }),
  response: WorkOffer,
  errors: [
    'not_found',
    'offer_not_ready',
    'offer_status_fixed',
    'request_reused',
    'text_rejected',
    'version_conflict',
    'wechat_unavailable',
  ],
});

export const raiseOffer = contract(routes.raiseOffer, {
  summary: 'Asks a second person to add stock or budget to a published offer.',
  access: 'employee',
  params: OfferParams,
  body: z.strictObject({
    addStock: z.int().min(0).max(MAX_STOCK),
    addBudgetFen: Fen,
    reason: line(2, 100),
    requestId: RequestId,
  }),
  response: WorkOffer,
  status: 202,
  errors: ['not_found', 'offer_raise_empty', 'offer_raise_waiting', 'offer_status_fixed', 'request_reused'],
});
