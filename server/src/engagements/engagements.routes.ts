import type Router from '@koa/router';
import * as contract from '@linzhang/shared/engagements/engagements.contract';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { listEngagements } from './engagements.service';

/** The member's own timeline. */
export function engagementsRoutes(router: Router<RequestState>, handle: Handle): void {
  const { listMyEngagements } = contract;
  router.get(
    listMyEngagements.route.path,
    handle(listMyEngagements, async ({ actor, query }) => listEngagements(actor.memberId, query)),
  );
}
