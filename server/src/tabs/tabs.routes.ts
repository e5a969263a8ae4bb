import type Router from '@koa/router';
import * as contract from '@linzhang/shared/tabs/tabs.contract';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { claimsTabOf, groupsTabOf, stampsTabOf } from './tabs.service';

/** The tabs of customers, each with all it shows when it opens. */
export function tabsRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.getGroupsTab.route.path,
    handle(c.getGroupsTab, ({ actor, now }) => groupsTabOf(actor.memberId, now)),
  );
  router.get(
    c.getStampsTab.route.path,
    handle(c.getStampsTab, ({ actor, now }) => stampsTabOf(actor.memberId, now)),
  );
  router.get(
    c.getClaimsTab.route.path,
    handle(c.getClaimsTab, ({ actor, now }) => claimsTabOf(actor.memberId, now)),
  );
}
