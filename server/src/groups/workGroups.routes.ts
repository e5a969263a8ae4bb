import type Router from '@koa/router';
import { canManageBranchOf, hasAnyRole } from '@linzhang/shared/employees/employees.policy';
import * as contract from '@linzhang/shared/groups/groups.contract';
import { canSeeGroupMembers, canSeeGroupsOf } from '@linzhang/shared/groups/groups.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import { Types } from 'mongoose';
import { auditActorOf } from '../audit/audit.service';
import type { EmployeeActor, MemberActor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import type { WechatClient } from '../platform/wechat/client';
import type { TextCheck } from '../platform/wechat/shownTexts';
import { createGroup, updateGroup } from './drafting.service';
import { presentDetail, presentWorkGroups } from './groups.presenter';
import { type GroupRecord, getGroup } from './groups.service';
import { listBranchGroups, listGroupMembers } from './lists.service';
import { setGroupStatus } from './opening.service';

export interface WorkGroupsDeps {
  wechat: WechatClient;
  /** The openid WeChat holds responsible for a text; null where the account has ended. */
  openidOf: (memberId: string) => Promise<string | null>;
}

/** Groups as their branch works with them: the head makes and opens them, others of the branch look. */
export function workGroupsRoutes(router: Router<RequestState>, handle: Handle, deps: WorkGroupsDeps): void {
  readingRoutes(router, handle);
  changingRoutes(router, handle, deps);
}

function readingRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.listWorkGroups.route.path,
    handle(c.listWorkGroups, async ({ actor, query }) => {
      const branchId = query.branchId ?? (hasAnyRole(actor.employee, ['admin']) ? null : actor.employee.branchId);
      if (branchId !== null && !canSeeGroupsOf(actor.employee, branchId)) throw new AppError('forbidden');
      const page = await listBranchGroups({ ...query, branchId });
      return { items: await presentWorkGroups(page.items, actor.employee), nextCursor: page.nextCursor };
    }),
  );
  router.get(
    c.getWorkGroup.route.path,
    handle(c.getWorkGroup, async ({ actor, params }) =>
      presentOne(await visibleGroup(params.groupId, actor.employee), actor.employee),
    ),
  );
  router.get(
    c.previewGroup.route.path,
    handle(c.previewGroup, async ({ actor, params, now }) => {
      const group = await visibleGroup(params.groupId, actor.employee);
      return presentDetail(group, { mayJoin: false, membership: membershipOfPreview(group, now) });
    }),
  );
  router.get(
    c.listGroupMembers.route.path,
    handle(c.listGroupMembers, async ({ actor, params, query }) => {
      const group = await visibleGroup(params.groupId, actor.employee);
      if (!canSeeGroupMembers(actor.employee, subjectOf(group))) throw new AppError('forbidden');
      return listGroupMembers(params.groupId, query);
    }),
  );
}

function changingRoutes(router: Router<RequestState>, handle: Handle, deps: WorkGroupsDeps): void {
  const c = contract;
  router.post(
    c.createGroup.route.path,
    handle(c.createGroup, async (call) => {
      const { requestId, branchId, ...fields } = call.body;
      if (!canManageBranchOf(call.actor.employee, branchId)) throw new AppError('forbidden');
      const group = await createGroup(branchId, fields, requestId, auditActorOf(call), call.now);
      return presentOne(group, call.actor.employee);
    }),
  );
  router.patch(
    c.updateGroup.route.path,
    handle(c.updateGroup, async (call) => {
      await manageableGroup(call.params.groupId, call.actor.employee);
      const { version, ...fields } = call.body;
      const author = { actor: auditActorOf(call), texts: () => textsOf(call.actor, deps) };
      return presentOne(await updateGroup(call.params.groupId, fields, version, author, call.now), call.actor.employee);
    }),
  );
  router.post(
    c.setGroupStatus.route.path,
    handle(c.setGroupStatus, async (call) => {
      await manageableGroup(call.params.groupId, call.actor.employee);
      const author = { actor: auditActorOf(call), texts: await textsOf(call.actor, deps) };
      return presentOne(await setGroupStatus(call.params.groupId, call.body, author, call.now), call.actor.employee);
    }),
  );
}

async function textsOf(actor: MemberActor, { wechat, openidOf }: WorkGroupsDeps): Promise<TextCheck> {
  const openid = await openidOf(actor.memberId);
  if (!openid) throw new AppError('member_closed');
  return { openid, wechat };
}

/** Who does not work in the branch is not told that there is such a group. */
async function visibleGroup(groupId: string, employee: EmployeeActor): Promise<GroupRecord> {
  const group = await getGroup(groupId);
  if (!canSeeGroupsOf(employee, group.branchId.toHexString())) throw new AppError('not_found');
  return group;
}

async function manageableGroup(groupId: string, employee: EmployeeActor): Promise<void> {
  const group = await visibleGroup(groupId, employee);
  if (!canManageBranchOf(employee, group.branchId.toHexString())) throw new AppError('forbidden');
}

function subjectOf(group: GroupRecord) {
  return {
    branchId: group.branchId.toHexString(),
    managerIds: group.managerIds.map((id) => id.toHexString()),
    status: group.status,
  };
}

/** A customer who has just joined sees everything there is to see. */
function membershipOfPreview(group: GroupRecord, now: Date) {
  return { _id: new Types.ObjectId(), memberId: new Types.ObjectId(), groupId: group._id, active: true, joinedAt: now };
}

async function presentOne(group: GroupRecord, employee: EmployeeActor) {
  const [answer] = await presentWorkGroups([group], employee);
  if (!answer) throw new AppError('not_found');
  return answer;
}
