import { z } from 'zod';
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
