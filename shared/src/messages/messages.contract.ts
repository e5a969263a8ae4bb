import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Id, Instant, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import * as routes from './messages.endpoints';
import { MESSAGE_KINDS, TEMPLATES_AT_ONCE, TOPICS } from './messages.rules';

export const Notice = z.object({
  id: Id,
  kind: z.enum(MESSAGE_KINDS),
  title: z.string(),
  text: z.string(),
  /** Page of the mini-program with its query, without a leading slash. */
  page: z.string().nullable(),
  at: Instant,
  read: z.boolean(),
});
export type Notice = z.infer<typeof Notice>;

export const listNotices = contract(routes.listNotices, {
  summary: 'What the signed-in member was told, newest first, and how many are unread.',
  access: 'member',
  query: PageQuery,
  response: pageOf(Notice).extend({ unread: z.int() }),
});

export const readNotices = contract(routes.readNotices, {
  summary: 'Marks everything up to a notice as read.',
  access: 'member',
  body: z.strictObject({ upTo: Id }),
  response: z.object({ unread: z.int() }),
});

const TemplateId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w-]+$/);

export const MessageTemplate = z.object({
  id: TemplateId,
  topic: z.enum(TOPICS),
  /** Sends the member has agreed to and not yet got. */
  credits: z.int(),
});
export type MessageTemplate = z.infer<typeof MessageTemplate>;

export const listMessageTemplates = contract(routes.listMessageTemplates, {
  summary: 'Templates the member may be asked about, at most 3.',
  access: 'member',
  response: z.object({ items: z.array(MessageTemplate) }),
});

export const acceptMessages = contract(routes.acceptMessages, {
  summary: 'Records to which templates the member said yes; each yes is one message.',
  access: 'member',
  body: z.strictObject({ accepted: z.array(TemplateId).min(1).max(TEMPLATES_AT_ONCE), requestId: RequestId }),
  response: z.object({ items: z.array(MessageTemplate) }),
  errors: ['request_reused'],
});
