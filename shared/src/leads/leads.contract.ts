import { z } from 'zod';
import { INDUSTRIES } from '../branches/branches.rules';
import { CHANNEL_SOURCES } from '../channels/channels.rules';
import { contract } from '../kernel/contract';
import { Day, Id, Instant, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line, paragraph } from '../kernel/text';
import { QUARTER } from '../portfolio/quarters.rules';
import { PROSPECT_KINDS } from '../prospects/prospects.rules';
import { SEGMENTS } from '../tiering/segment.rules';
import { TIERS } from '../tiering/tiers.rules';
import { FOLLOW_UP_STATES, HELD_ASSETS, HELD_PRODUCTS } from './followUp.rules';
import * as routes from './leads.endpoints';
import { ENDED_REASONS, LEAD_PLACES, LEAD_REASONS, LEAD_STATES, LOST_REASONS, POOL_PRINCIPLES } from './leads.rules';

const Named = z.object({ id: Id, name: z.string() });
const ReasonName = z.enum(LEAD_REASONS);

/** What the bank's list says of a member today. */
const LeadStanding = z.object({
  tier: z.enum(TIERS),
  segment: z.enum(SEGMENTS),
  aumFen: z.int(),
  /** AUM less that of 30 days before. */
  riseFen: z.int(),
  /** The tier above, and what is missing to its line; null at the top. */
  next: z.object({ tier: z.enum(TIERS), missingFen: z.int() }).nullable(),
});

export const Lead = z.object({
  id: Id,
  /** The whole name for a member's owner, or of a company, else as others read it; null where it is gone. */
  subject: z.object({ kind: z.enum(['member', 'prospect']), id: Id, name: z.string().nullable() }),
  /** `138****1234`; null without one, and for who neither holds the lead nor heads the branch. */
  phone: z.string().nullable(),
  branch: Named,
  state: z.enum(LEAD_STATES),
  /** Where an open lead lies. */
  desk: z.enum(['pool', 'head']).nullable(),
  reasons: z.array(
    z.object({
      reason: ReasonName,
      at: Instant,
      /** What it adds to the score. */
      points: z.int(),
    }),
  ),
  /** 0 to 100: the reasons, and what tier and segment add. */
  score: z.int(),
  /** For the holder and the head; null where no list names the member, and of a prospect. */
  standing: LeadStanding.nullable(),
  holder: Named.nullable(),
  heldBecause: z.enum(['owner', 'taken', 'assigned']).nullable(),
  heldSince: Instant.nullable(),
  lastWorkedAt: Instant.nullable(),
  /** When the holder should do something next. */
  dueAt: Instant.nullable(),
  /** The agreed date, `YYYY-MM-DD`. */
  nextOn: Day.nullable(),
  /** When it goes back without a follow-up. */
  recycleAt: Instant.nullable(),
  /** Metres from the branch; null where the place is not known. */
  distance: z.int().nullable(),
  industryMatches: z.boolean(),
  /** In the pool: until when the reader, who had it last, waits before taking it again; null where there is no wait. */
  restsUntil: Instant.nullable(),
  openedAt: Instant,
  closedAt: Instant.nullable(),
  lostReason: z.enum([...LOST_REASONS, ...ENDED_REASONS]).nullable(),
  ruleVersion: z.int(),
  can: z.object({
    take: z.boolean(),
    release: z.boolean(),
    followUp: z.boolean(),
    assign: z.boolean(),
    /** May see the whole number. */
    call: z.boolean(),
  }),
});
export type Lead = z.infer<typeof Lead>;

const Feedback = z.strictObject({
  assets: z.array(z.enum(HELD_ASSETS)).max(HELD_ASSETS.length),
  products: z.array(z.enum(HELD_PRODUCTS)).max(HELD_PRODUCTS.length),
  /** Who decides at the customer's. */
  decisionMaker: line(1, 40).nullable(),
  /** Who told us. */
  informant: line(1, 40).nullable(),
  /** Who does what is planned. */
  actor: line(1, 40).nullable(),
  /** What is to be sold. */
  target: line(1, 60).nullable(),
  plan: paragraph(1, 500).nullable(),
  /** When to call again, `YYYY-MM-DD`. */
  nextOn: Day.nullable(),
});

export const FollowUp = Feedback.extend({
  id: Id,
  at: Instant,
  by: Named,
  state: z.enum(FOLLOW_UP_STATES),
  lostReason: z.enum(LOST_REASONS).nullable(),
  note: z.string(),
});
export type FollowUp = z.infer<typeof FollowUp>;

export const LeadStep = z.object({
  at: Instant,
  kind: z.enum([
    'opened',
    'joined',
    'held',
    'taken',
    'assigned',
    'followed_up',
    'released',
    'recycled',
    'left',
    'closed',
  ]),
  state: z.enum(LEAD_STATES),
  /** Who has the lead then. */
  holder: Named.nullable(),
  /** Who did it; null for the rules. */
  by: Named.nullable(),
  note: z.string().nullable(),
});
export type LeadStep = z.infer<typeof LeadStep>;

const LeadProspect = z.object({
  kind: z.enum(PROSPECT_KINDS),
  /** Whom to ask for at a company. */
  contactName: z.string().nullable(),
  industry: z.enum(INDUSTRIES).nullable(),
  address: z.string().nullable(),
  source: z.enum(CHANNEL_SOURCES),
  remark: z.string(),
});

export const LeadDetail = Lead.extend({
  /** What was entered of a prospect; null of a member, and for who may not read it. */
  prospect: LeadProspect.nullable(),
  /** Who serves the member now, and who keeps the credit. */
  owner: Named.nullable(),
  origin: Named.nullable(),
  /** Newest first, at most 50; empty for who may not read them. */
  followUps: z.array(FollowUp),
  /** Newest first, at most 50. */
  steps: z.array(LeadStep),
});
export type LeadDetail = z.infer<typeof LeadDetail>;

export const listLeads = contract(routes.listLeads, {
  summary:
    'Leads: the own by due time, the pool in the branch’s order, or those of the branch for its head; ended ones last first.',
  access: 'employee',
  query: PageQuery.extend({
    scope: z.enum(['mine', 'pool', 'branch']).default('mine'),
    /** Of `branch`: another branch, for an admin. */
    branchId: Id.optional(),
    /** Of `branch`: where they lie; of `mine`: `ended` for those that are over. */
    place: z.enum(LEAD_PLACES).optional(),
    /** Of `branch`: who holds or held them. */
    holderId: Id.optional(),
    state: z.enum(LEAD_STATES).optional(),
    reason: ReasonName.optional(),
    /** Those that are due by the end of today, or should have been done by now. */
    due: z.enum(['today', 'overdue']).optional(),
    /** Of `mine` and `branch`: won in a quarter. */
    wonIn: z.string().regex(QUARTER).optional(),
  }),
  response: pageOf(Lead),
});

/** The principles of the pool in a branch's order. */
export const PoolOrder = z
  .array(z.enum(POOL_PRINCIPLES))
  .length(POOL_PRINCIPLES.length)
  .refine((order) => new Set(order).size === POOL_PRINCIPLES.length, 'each principle once');

export const LeadDesk = z.object({
  held: z.int(),
  mostHeld: z.int(),
  takenToday: z.int(),
  mostTaken: z.int(),
  /** Due by the end of today, those that should have been done by now included. */
  due: z.int(),
  overdue: z.int(),
  nearTier: z.int(),
  churnWarning: z.int(),
  /** Leads in the pool of the branch, and the order they stand in. */
  pool: z.int(),
  poolOrder: PoolOrder,
  /** The own ones that are due first, and the first of the pool. */
  first: z.array(Lead),
  poolFirst: z.array(Lead),
});
export type LeadDesk = z.infer<typeof LeadDesk>;

export const getLeadDesk = contract(routes.getLeadDesk, {
  summary:
    'The own desk: counts against the caps, what is due, near a tier, warning of churn, and whom to contact first.',
  access: 'employee',
  response: LeadDesk,
});

const LeadParams = z.object({ leadId: Id });

export const getLead = contract(routes.getLead, {
  summary: 'One lead with why it is there, what happened to it, and what was noted.',
  access: 'employee',
  params: LeadParams,
  response: LeadDetail,
  errors: ['not_found'],
});

export const takeLead = contract(routes.takeLead, {
  summary: 'Takes a lead from the pool of the own branch; of two who try exactly one gets it.',
  access: 'employee',
  params: LeadParams,
  body: z.strictObject({ requestId: RequestId }),
  response: Lead,
  errors: ['not_found', 'lead_taken', 'leads_held_limit', 'leads_day_limit', 'lead_rests', 'request_reused'],
});

export const releaseLead = contract(routes.releaseLead, {
  summary: 'Gives an own lead back to the pool; an owner’s one goes to the head.',
  access: 'employee',
  params: LeadParams,
  body: z.strictObject({ note: line(1, 200), requestId: RequestId }),
  response: z.object({ desk: z.enum(['pool', 'head']) }),
  errors: ['not_found', 'request_reused'],
});

export const followUpLead = contract(routes.followUpLead, {
  summary: 'Notes what was done about an own lead and where it stands; won and lost end it.',
  access: 'employee',
  params: LeadParams,
  body: Feedback.extend({
    state: z.enum(FOLLOW_UP_STATES),
    /** With `lost` only. */
    lostReason: z.enum(LOST_REASONS).nullable(),
    note: paragraph(1, 500),
    requestId: RequestId,
  }).refine(({ state, lostReason }) => (state === 'lost') === (lostReason !== null), {
    path: ['lostReason'],
    message: 'a lost lead has a reason, others have none',
  }),
  response: Lead,
  status: 201,
  errors: ['not_found', 'request_reused'],
});
