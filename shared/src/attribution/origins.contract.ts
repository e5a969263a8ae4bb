import { z } from 'zod';
import { CHANNEL_SOURCES, PLACEMENTS } from '../channels/channels.rules';
import { POSITIONS } from '../employees/employees.rules';
import { contract } from '../kernel/contract';
import { Id, Instant } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line } from '../kernel/text';
import * as routes from './attribution.endpoints';
import { ORIGIN_REASONS } from './attribution.rules';

const Named = z.object({ id: Id, name: z.string() });
/** Number as the member may read it out, `8K2Q F7M0`. */
const CaseMember = Named.extend({ number: z.string() });
const Origin = Named.extend({ at: Instant, because: z.enum(ORIGIN_REASONS) });

/** A decision that two people took. */
export const OriginChange = z.object({
  id: Id,
  member: CaseMember,
  from: Named.nullable(),
  to: Named,
  reason: z.string(),
  at: Instant,
  requestedBy: z.string(),
  decidedBy: z.string(),
});
export type OriginChange = z.infer<typeof OriginChange>;

export const OriginCase = z.object({
  member: CaseMember,
  branch: Named,
  origin: Origin.nullable(),
  owner: Named.extend({ since: Instant }).nullable(),
  /** An account of somebody who works here is brought by nobody. */
  insider: z.boolean(),
  /** What a second person has not answered yet. */
  waiting: z.object({ to: Named, reason: z.string(), requestedBy: z.string(), requestedAt: Instant }).nullable(),
  /** By whom and by which way the member came, newest first, at most 20. */
  touches: z.array(
    z.object({
      id: Id,
      employee: Named,
      channel: Named.nullable(),
      source: z.enum(CHANNEL_SOURCES),
      placement: z.enum(PLACEMENTS).nullable(),
      at: Instant,
    }),
  ),
  /** Who may become origin manager, in the order of their numbers. */
  candidates: z.array(Named.extend({ position: z.enum(POSITIONS) })),
  /** Newest first. */
  changes: z.array(OriginChange),
});
export type OriginCase = z.infer<typeof OriginCase>;

export const getOriginCase = contract(routes.getOriginCase, {
  summary: 'What a head needs to decide who brought a member: origin, touches, who may be named, earlier decisions.',
  access: 'employee',
  params: z.object({ memberId: Id }),
  response: OriginCase,
  errors: ['not_found'],
});

export const OriginMember = z.object({
  member: CaseMember,
  origin: Origin.nullable(),
  owner: Named.nullable(),
});
export type OriginMember = z.infer<typeof OriginMember>;

export const listOriginMembers = contract(routes.listOriginMembers, {
  summary: 'Members of a branch with who brought them, newest first: all, of one origin manager, or of none.',
  access: 'employee',
  query: PageQuery.extend({
    branchId: Id,
    originId: z.union([Id, z.literal('none')]).optional(),
    /** The member's number as it is read out; spaces and small letters do not matter. */
    number: line(8, 12).optional(),
  }),
  response: pageOf(OriginMember),
});

export const listOriginChanges = contract(routes.listOriginChanges, {
  summary: 'Origin decisions of a branch, newest first.',
  access: 'employee',
  query: PageQuery.extend({ branchId: Id }),
  response: pageOf(OriginChange),
});
