import { z } from 'zod';
import { ORIGIN_REASONS } from '../attribution/attribution.rules';
import { CHANNEL_SOURCES } from '../channels/channels.rules';
import { MemberEngagement } from '../engagements/engagements.contract';
import { contract } from '../kernel/contract';
import { Day, Id, Instant } from '../kernel/ids';
import { Lead } from '../leads/leads.contract';
import { Standing } from '../tiering/tiering.contract';
import { TIERS } from '../tiering/tiers.rules';
import * as routes from './customers.endpoints';
import { CUSTOMER_VIEWS, UNLISTED_REASONS } from './customers.rules';

const Named = z.object({ id: Id, name: z.string() });

/** A member as those see them who work here. */
export const Customer = z.object({
  id: Id,
  /** `brought`: the asker brought the member, others serve now; then phone, list, lead, groups and doings are left out. */
  view: z.enum(CUSTOMER_VIEWS),
  /** Whole for the owner manager, `李*芳` for others; 会员 without one. */
  name: z.string(),
  /** The number a member may read out, `8K2Q F7M0`. */
  number: z.string(),
  /** `138****1234`. */
  phone: z.string().nullable(),
  joinedAt: Instant,
  branch: Named.nullable(),
  /** What the member agreed to beside the service itself. */
  agreed: z.object({ marketing: z.boolean(), matching: z.boolean() }),
  owner: Named.extend({ since: Instant }).nullable(),
  origin: Named.extend({
    at: Instant,
    because: z.enum(ORIGIN_REASONS),
    source: z.enum(CHANNEL_SOURCES).nullable(),
    channel: Named.nullable(),
  }).nullable(),
  supporters: z.array(Named),
  standing: Standing.nullable(),
  unlistedBecause: z.enum(UNLISTED_REASONS).nullable(),
  /** A rise of the tier that waits for the member's choice. */
  rise: z.object({ from: z.enum(TIERS), to: z.enum(TIERS), on: Day }).nullable(),
  /** The open one, where the asker may see it. */
  lead: Lead.nullable(),
  groups: z.array(Named),
  /** What the member did last, newest first, at most 3. */
  recent: z.array(MemberEngagement),
  can: z.object({
    revealPhone: z.boolean(),
    setSupporters: z.boolean(),
    decideOrigin: z.boolean(),
    readCredits: z.boolean(),
  }),
});
export type Customer = z.infer<typeof Customer>;

export const getCustomer = contract(routes.getCustomer, {
  summary: 'One customer on one page: where they stand and why, who serves and who brought them, the open lead.',
  access: 'employee',
  params: z.object({ memberId: Id }),
  response: Customer,
  errors: ['not_found'],
});
