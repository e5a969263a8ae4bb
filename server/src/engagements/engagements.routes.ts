import type Router from '@koa/router';
import * as contract from '@linzhang/shared/engagements/engagements.contract';
import { AppError } from '@linzhang/shared/kernel/errors';
import { canReadStanding } from '@linzhang/shared/tiering/tiering.policy';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { servedMember } from '../tiering/served.service';
import { listEngagements } from './engagements.service';
import { memberTimeline } from './timeline.service';

/** What a member did: for the member, and for who serves the member. */
export function engagementsRoutes(router: Router<RequestState>, handle: Handle): void {
  const { listMyEngagements, listMemberEngagements } = contract;
  router.get(
    listMyEngagements.route.path,
    handle(listMyEngagements, async ({ actor, query }) => listEngagements(actor.memberId, query)),
  );
  router.get(
    listMemberEngagements.route.path,
    handle(listMemberEngagements, async ({ actor, params: { memberId }, query }) => {
      const served = await servedMember(memberId);
      // Whoever may not know is not told that there is such a member.
      if (!served || !canReadStanding(actor.employee, served)) throw new AppError('not_found');
      return memberTimeline(memberId, query);
    }),
  );
}
