import type Router from '@koa/router';
import * as contract from '@linzhang/shared/attribution/attribution.contract';
import { canReadAttribution } from '@linzhang/shared/attribution/attribution.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { findMember } from '../members/members.service';
import { presentAttribution, presentMyManager } from './attribution.presenter';
import { relationOf } from './attribution.service';

/** Who serves a member, for the member; who brought the member and is credited, for those who may know. */
export function attributionRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.getMyManager.route.path,
    handle(c.getMyManager, async ({ actor }) => presentMyManager(actor.memberId)),
  );
  router.get(
    c.getAttribution.route.path,
    handle(c.getAttribution, async ({ actor, params }) => {
      const relation = await relationOf(params.memberId);
      const exists = (await findMember(params.memberId)) !== null;
      // Whoever may not know is not told that there is such a member.
      if (!exists || !canReadAttribution(actor.employee, relation)) throw new AppError('not_found');
      return presentAttribution(params.memberId);
    }),
  );
}
