import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Id, Instant, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line, paragraph } from '../kernel/text';
import { FOLLOW_UP_STATES, HELD_ASSETS, HELD_PRODUCTS } from './followUp.rules';
import * as routes from './leads.endpoints';
import { ENDED_REASONS, LEAD_REASONS, LEAD_STATES, LOST_REASONS, POOL_PRINCIPLES } from './leads.rules';

const Named = z.object({ id: Id, name: z.string() });
const ReasonName = z.enum(LEAD_REASONS);

export const Lead = z.object({
  id: Id,
  /** A member's name as others read it, or the prospect's; null where it is gone. */
  subject: z.object({ kind: z.enum(['member', 'prospect']), id: Id, name: z.string().nullable() }),
  branch: Named,
  state: z.enum(LEAD_STATES),
  /** Where an open lead lies. */
  desk: z.enum(['pool', 'head']).nullable(),
  reasons: z.array(z.object({ reason: ReasonName, at: Instant })),
  /** 0 to 100. */
  score: z.int(),
  holder: Named.nullable(),
  heldBecause: z.enum(['owner', 'taken', 'assigned']).nullable(),
  heldSince: Instant.nullable(),
  lastWorkedAt: Instant.nullable(),
  /** When the holder should do something next. */
  dueAt: Instant.nullable(),
  /** The agreed date, `YYYY-MM-DD`. */
  nextOn: z.iso.date().nullable(),
  /** When it goes back without a follow-up. */
  recycleAt: Instant.nullable(),
  /** Metres from the branch; null where the place is not known. */
  distance: z.int().nullable(),
  industryMatches: z.boolean(),
  openedAt: Instant,
  closedAt: Instant.nullable(),
  lostReason: z.enum([...LOST_REASONS, ...ENDED_REASONS]).nullable(),
  ruleVersion: z.int(),
  can: z.object({ take: z.boolean(), release: z.boolean(), followUp: z.boolean(), assign: z.boolean() }),
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
  nextOn: z.iso.date().nullable(),
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

export const LeadDetail = Lead.extend({
  /** A member's, `138****1234`; null without one, and for who neither holds the lead nor heads the branch. */
  phone: z.string().nullable(),
  /** Newest first, at most 50; empty for who may not read them. */
  followUps: z.array(FollowUp),
  /** Newest first, at most 50. */
  steps: z.array(LeadStep),
});
export type LeadDetail = z.infer<typeof LeadDetail>;

export const listLeads = contract(routes.listLeads, {
  summary: 'Leads: the own by due time, the pool in the branch’s order, or all of the branch for its head.',
  access: 'employee',
  query: PageQuery.extend({
    scope: z.enum(['mine', 'pool', 'branch']).default('mine'),
    /** Of `branch`: another branch, for an admin. */
    branchId: Id.optional(),
    state: z.enum(LEAD_STATES).optional(),
    reason: ReasonName.optional(),
    /** Those that are due by the end of today. */
    due: z.enum(['today']).optional(),
  }),
  response: pageOf(Lead),
});

export const getLeadDesk = contract(routes.getLeadDesk, {
  summary: 'What the own desk holds: counts against the caps, what is due today, near a tier, warning of churn.',
  access: 'employee',
  response: z.object({
    held: z.int(),
    mostHeld: z.int(),
    takenToday: z.int(),
    mostTaken: z.int(),
    due: z.int(),
    nearTier: z.int(),
    churnWarning: z.int(),
    pool: z.int(),
  }),
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

/** Leads assigned in one call at most. */
export const MOST_ASSIGNED = 50;

export const assignLeads = contract(routes.assignLeads, {
  summary: 'Gives leads of the branch to a manager, or, with none named, one after another to who has most room.',
  access: 'employee',
  body: z.strictObject({
    leadIds: z.array(Id).min(1).max(MOST_ASSIGNED),
    employeeId: Id.nullable(),
    note: line(1, 200).nullable(),
    requestId: RequestId,
  }),
  response: z.object({ items: z.array(z.object({ leadId: Id, employee: Named })) }),
  status: 201,
  errors: ['not_found', 'version_conflict', 'request_reused'],
});

export const getLeadFigures = contract(routes.getLeadFigures, {
  summary: 'How long leads waited and how evenly they were shared, of those opened on days `from` to `to`.',
  access: 'employee',
  query: z.object({ from: z.iso.date(), to: z.iso.date(), branchId: Id.optional() }),
  response: z.object({
    opened: z.int(),
    won: z.int(),
    lost: z.int(),
    waiting: z.int(),
    /** From opening to the first holder, and to the first follow-up, in minutes; null of none. */
    untilHeld: z.object({ mean: z.int().nullable(), median: z.int().nullable() }),
    untilContacted: z.object({ mean: z.int().nullable(), median: z.int().nullable() }),
    /** 0 where every manager got as many, towards 1,000,000 where one got all. */
    unevennessPpm: z.int(),
    managers: z.array(
      z.object({
        employee: Named,
        owned: z.int(),
        taken: z.int(),
        assigned: z.int(),
        held: z.int(),
        followUps: z.int(),
        won: z.int(),
        lost: z.int(),
        recycled: z.int(),
      }),
    ),
  }),
  errors: ['forbidden'],
});

const PoolOrder = z
  .array(z.enum(POOL_PRINCIPLES))
  .length(POOL_PRINCIPLES.length)
  .refine((order) => new Set(order).size === POOL_PRINCIPLES.length, 'each principle once');
const BranchParams = z.object({ branchId: Id });

export const getPoolOrder = contract(routes.getPoolOrder, {
  summary: 'The principles by which the pool of a branch is ordered.',
  access: 'employee',
  params: BranchParams,
  response: z.object({ order: PoolOrder, version: z.int() }),
  errors: ['not_found'],
});

export const setPoolOrder = contract(routes.setPoolOrder, {
  summary: 'Changes the order of the principles; `version` is the one that was read.',
  access: 'employee',
  params: BranchParams,
  body: z.strictObject({ order: PoolOrder, version: z.int().min(0) }),
  response: z.object({ order: PoolOrder, version: z.int() }),
  errors: ['not_found', 'version_conflict'],
});
