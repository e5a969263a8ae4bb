import { z } from 'zod';
import { IMPORTED_KINDS } from '../attribution/attribution.rules';
import { CHANNEL_SOURCES } from '../channels/channels.rules';
import { contract } from '../kernel/contract';
import { Fen } from '../kernel/fen';
import { Id, Instant } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import * as routes from './engagements.endpoints';
import { ENGAGEMENT_KINDS } from './engagements.rules';

export const EngagementKind = z.enum(ENGAGEMENT_KINDS);

/** One thing the member did, as the member's own timeline shows it. */
export const EngagementRow = z.object({
  id: Id,
  kind: EngagementKind,
  occurredAt: Instant,
  recordedAt: Instant,
  groupId: Id.nullable(),
  eventId: Id.nullable(),
  offerId: Id.nullable(),
  amountFen: Fen.nullable(),
  /** True where a later row took it back. */
  reversed: z.boolean(),
});
export type EngagementRow = z.infer<typeof EngagementRow>;

export const listMyEngagements = contract(routes.listMyEngagements, {
  summary: 'What the signed-in member did, newest first.',
  access: 'member',
  query: PageQuery,
  response: pageOf(EngagementRow),
});

const Named = z.object({ id: Id, name: z.string() });

/** One thing a member did, as those see it who serve the member, with whose it is to their credit. */
export const MemberEngagement = z.object({
  id: Id,
  /** What the ledger keeps, and what only the bank's list tells. */
  kind: z.enum([...ENGAGEMENT_KINDS, ...IMPORTED_KINDS]),
  occurredAt: Instant,
  recordedAt: Instant,
  group: Named.nullable(),
  event: Named.nullable(),
  booth: Named.nullable(),
  offer: Named.nullable(),
  merchant: Named.nullable(),
  /** Who of the bank or the merchant did it with the member. */
  employee: Named.nullable(),
  /** Product of the bank's list. */
  product: z.string().nullable(),
  /** The bill, or by the list what was opened or by how much the AUM rose; null where there is none. */
  amountFen: Fen.nullable(),
  /** True where a later row took it back. */
  reversed: z.boolean(),
  /** True for what the member did as somebody who works here: it credits nobody. */
  insider: z.boolean(),
  /** The credit by the performance model; null for what is no conversion. */
  credit: z
    .object({
      because: z.string(),
      /** True while a head has not looked at it. */
      held: z.boolean(),
      employees: z.array(Named.extend({ ppm: z.int() })),
      /** The latest touch before it, by which the member came. */
      cameBy: z.object({ employee: Named, channel: Named.nullable(), source: z.enum(CHANNEL_SOURCES) }).nullable(),
    })
    .nullable(),
});
export type MemberEngagement = z.infer<typeof MemberEngagement>;

export const listMemberEngagements = contract(routes.listMemberEngagements, {
  summary: 'What a member did, newest first, with names and credit; for who serves the member or heads the branch.',
  access: 'employee',
  params: z.object({ memberId: Id }),
  query: PageQuery,
  response: pageOf(MemberEngagement),
  errors: ['not_found'],
});
