import { z } from 'zod';
import { contract } from '../kernel/contract';
import * as routes from './inbox.endpoints';

/** How much waits for a decision of who asks, by what it is about; null where that is not theirs to decide. */
export const Inbox = z.object({
  /** Requests that this person may answer as the second one. */
  approvals: z.int().nullable(),
  /** Doubtful stamps. */
  conflicts: z.int(),
  /** Channels with more first bindings in a day than count by themselves. */
  channelReviews: z.int().nullable(),
  /** Customers of the bank's list of whom it is not plain which member they are. */
  doubts: z.int().nullable(),
  /** Open leads on the head's desk. */
  deskLeads: z.int().nullable(),
  /** All of them. */
  total: z.int(),
});
export type Inbox = z.infer<typeof Inbox>;

export const getInbox = contract(routes.getInbox, {
  summary: 'How much waits for a decision of the person who asks.',
  access: 'employee',
  response: Inbox,
});
