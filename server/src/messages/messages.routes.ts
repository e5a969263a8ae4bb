import type Router from '@koa/router';
import * as contract from '@linzhang/shared/messages/messages.contract';
import type { Env } from '../config/env';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { acceptMessages, listNotices, listTemplates, readNotices } from './messages.service';
import { templatesOf } from './templates';

/** What a member was told, and which messages the member agreed to. */
export function messagesRoutes(router: Router<RequestState>, handle: Handle, { env }: { env: Env }): void {
  const c = contract;
  const templates = templatesOf(env);
  router.get(
    c.listNotices.route.path,
    handle(c.listNotices, async ({ actor, query }) => listNotices(actor.memberId, query)),
  );
  router.post(
    c.readNotices.route.path,
    handle(c.readNotices, async ({ actor, body, now }) => ({
      unread: await readNotices(actor.memberId, body.upTo, now),
    })),
  );
  router.get(
    c.listMessageTemplates.route.path,
    handle(c.listMessageTemplates, async ({ actor }) => ({ items: await listTemplates(actor.memberId, templates) })),
  );
  router.post(
    c.acceptMessages.route.path,
    handle(c.acceptMessages, async ({ actor, body, now }) => {
      await acceptMessages(actor.memberId, body.accepted, body.requestId, templates, now);
      return { items: await listTemplates(actor.memberId, templates) };
    }),
  );
}
