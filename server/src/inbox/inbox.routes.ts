import type Router from '@koa/router';
import * as contract from '@linzhang/shared/inbox/inbox.contract';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { inboxOf } from './inbox.service';

/** What waits for a decision, in numbers. */
export function inboxRoutes(router: Router<RequestState>, handle: Handle): void {
  router.get(
    contract.getInbox.route.path,
    handle(contract.getInbox, ({ actor }) => inboxOf(actor.employee)),
  );
}
