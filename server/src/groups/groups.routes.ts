import type Router from '@koa/router';
import * as contract from '@linzhang/shared/groups/groups.contract';
import type { MapPoint } from '@linzhang/shared/kernel/distance';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { Actor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { listGroupsFor } from './customerLists.service';
import { presentDetail } from './groups.presenter';
import { type GroupRecord, getGroup } from './groups.service';
import { findMembership, joinGroup, leaveGroup } from './memberships.service';

/** Groups as customers meet them: lists, the page, joining and leaving. */
export function groupsRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.listGroups.route.path,
    handle(c.listGroups, ({ actor, query: { latitude, longitude, ...query } }) =>
      listGroupsFor(actor.memberId, { ...query, from: pointOf(latitude, longitude) }),
    ),
  );
  router.get(
    c.getGroup.route.path,
    handle(c.getGroup, async ({ actor, params }) => presentTo(actor, await shownGroup(params.groupId))),
  );
  router.post(
    c.joinGroup.route.path,
    handle(c.joinGroup, async ({ actor, params, body, now }) => {
      await joinGroup(actor.memberId, params.groupId, body.requestId, now);
      return presentTo(actor, await getGroup(params.groupId));
    }),
  );
  router.delete(
    c.leaveGroup.route.path,
    handle(c.leaveGroup, async ({ actor, params, now }) => {
      await leaveGroup(actor.memberId, params.groupId, now);
      return presentTo(actor, await getGroup(params.groupId));
    }),
  );
}

function pointOf(latitude?: number, longitude?: number): MapPoint | null {
  return latitude === undefined || longitude === undefined ? null : { latitude, longitude };
}

/** A draft is known to who works with it only. */
async function shownGroup(groupId: string): Promise<GroupRecord> {
  const group = await getGroup(groupId);
  if (group.status === 'draft') throw new AppError('not_found');
  return group;
}

async function presentTo(actor: Actor, group: GroupRecord) {
  const member = actor.kind === 'member' && actor.consented ? actor : null;
  const membership = member ? await findMembership(member.memberId, group._id.toHexString()) : null;
  return presentDetail(group, { mayJoin: member !== null, membership });
}
