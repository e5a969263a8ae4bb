import type Router from '@koa/router';
import * as contract from '@linzhang/shared/channels/channels.contract';
import {
  canDecideReview,
  canHaveChannels,
  canSeeChannel,
  canUpdateChannel,
  listsBranchChannels,
} from '@linzhang/shared/channels/channels.policy';
import { closedBecause } from '@linzhang/shared/channels/channels.rules';
import { hasAnyRole } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import { auditActorOf } from '../audit/audit.service';
import { branchNames } from '../branches/branches.service';
import type { Env } from '../config/env';
import { getEmployee } from '../employees/employees.service';
import type { EmployeeActor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import type { WechatClient } from '../platform/wechat/client';
import type { ChannelRecord } from './channel.model';
import { channelCounts, listTouches, presentChannels } from './channels.presenter';
import {
  createChannel,
  findChannelByCode,
  getChannel,
  listBackups,
  listChannels,
  updateChannel,
} from './channels.service';
import { codeImageOf } from './codeImages.service';
import { funnelsRoutes } from './funnels.routes';
import { listedBy } from './listedChannels';
import type { ChannelReviewRecord } from './review.model';
import { decideReview, getReview, listReviews, presentReviews } from './reviews.service';
import { issueShare, presentTarget, scanCode, scanShare, targetOf } from './scans.service';
import { shareTokens } from './shareTokens';

interface ChannelsDeps {
  env: Env;
  wechat: WechatClient;
}

/** Channels of managers, what their codes and share cards lead to, and the review of many bindings in a day. */
export function channelsRoutes(router: Router<RequestState>, handle: Handle, deps: ChannelsDeps): void {
  ownChannelRoutes(router, handle);
  oneChannelRoutes(router, handle, deps);
  arrivalRoutes(router, handle, deps);
  reviewRoutes(router, handle);
  funnelsRoutes(router, handle);
}

function ownChannelRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.listChannels.route.path,
    handle(c.listChannels, async ({ actor, query, now }) => {
      const page = await listChannels({ ...query, ...listedBy(actor.employee, query) });
      return { items: await presentChannels(page.items, actor.employee, now), nextCursor: page.nextCursor };
    }),
  );
  router.post(
    c.createChannel.route.path,
    handle(c.createChannel, async (call) => {
      const { employee } = call.actor;
      if (!canHaveChannels(employee)) throw new AppError('forbidden');
      const { requestId, target, ...fields } = call.body;
      const actor = { ...auditActorOf(call), actorId: employee.employeeId };
      return presentOne(await createChannel(employee, target, fields, requestId, actor, call.now), employee, call.now);
    }),
  );
  router.get(
    c.listBackups.route.path,
    handle(c.listBackups, async ({ actor }) => {
      if (!canHaveChannels(actor.employee)) throw new AppError('forbidden');
      return { items: await listBackups(actor.employee) };
    }),
  );
}

function oneChannelRoutes(router: Router<RequestState>, handle: Handle, { wechat }: ChannelsDeps): void {
  const c = contract;
  router.get(
    c.getChannel.route.path,
    handle(c.getChannel, async ({ actor, params, now }) => {
      const channel = await visibleChannel(params.channelId, actor.employee);
      return { ...(await presentOne(channel, actor.employee, now)), ...(await channelCounts(channel, now)) };
    }),
  );
  router.patch(
    c.updateChannel.route.path,
    handle(c.updateChannel, async (call) => {
      const channel = await visibleChannel(call.params.channelId, call.actor.employee);
      if (!canUpdateChannel(call.actor.employee, subjectOf(channel))) throw new AppError('forbidden');
      const { version, ...fields } = call.body;
      const changed = await updateChannel(channel, fields, version, auditActorOf(call), call.now);
      return presentOne(changed, call.actor.employee, call.now);
    }),
  );
  router.get(
    c.getCodeImage.route.path,
    handle(c.getCodeImage, async ({ actor, params, now }) =>
      codeImageOf(await visibleChannel(params.channelId, actor.employee), wechat, now),
    ),
  );
  router.get(
    c.listTouches.route.path,
    handle(c.listTouches, async ({ actor, params, query }) =>
      listTouches(await visibleChannel(params.channelId, actor.employee), query),
    ),
  );
}

function arrivalRoutes(router: Router<RequestState>, handle: Handle, { env }: ChannelsDeps): void {
  const c = contract;
  const tokens = shareTokens(env.CODE_KEYS);
  router.get(
    c.getChannelCode.route.path,
    handle(c.getChannelCode, async ({ params, now }) => presentArrival(params.code, now)),
  );
  router.post(
    c.scanChannel.route.path,
    handle(c.scanChannel, async ({ actor, body, now }) => {
      const visit = { memberId: actor.memberId, requestId: body.requestId };
      return 'code' in body ? scanCode(visit, body.code, now) : scanShare(visit, body.shareToken, tokens, now);
    }),
  );
  router.post(
    c.createShareToken.route.path,
    handle(c.createShareToken, async ({ actor, body, now }) =>
      issueShare({ memberId: actor.memberId, employeeId: actor.employee?.employeeId ?? null }, body, tokens, now),
    ),
  );
}

function reviewRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.listChannelReviews.route.path,
    handle(c.listChannelReviews, async ({ actor, query }) => {
      const branchId = query.branchId ?? (hasAnyRole(actor.employee, ['admin']) ? null : actor.employee.branchId);
      if (branchId !== null && !listsBranchChannels(actor.employee, branchId)) throw new AppError('forbidden');
      const page = await listReviews({ ...query, branchId });
      return { items: await presentReviews(page.items, actor.employee), nextCursor: page.nextCursor };
    }),
  );
  router.post(
    c.decideChannelReview.route.path,
    handle(c.decideChannelReview, async (call) => {
      const review = await decidableReview(call.params.reviewId, call.actor.employee);
      const actor = { ...auditActorOf(call), actorId: call.actor.employee.employeeId };
      const [answer] = await presentReviews(
        [await decideReview(review, call.body, actor, call.now)],
        call.actor.employee,
      );
      if (!answer) throw new AppError('not_found');
      return answer;
    }),
  );
}

async function visibleChannel(channelId: string, employee: EmployeeActor): Promise<ChannelRecord> {
  const channel = await getChannel(channelId);
  if (!canSeeChannel(employee, subjectOf(channel))) throw new AppError('not_found');
  return channel;
}

async function decidableReview(reviewId: string, employee: EmployeeActor): Promise<ChannelReviewRecord> {
  const review = await getReview(reviewId);
  if (!listsBranchChannels(employee, review.branchId.toHexString())) throw new AppError('not_found');
  if (!canDecideReview(employee, subjectOf(review))) throw new AppError('forbidden');
  return review;
}

function subjectOf(row: Pick<ChannelRecord, 'employeeId' | 'branchId'>) {
  return { employeeId: row.employeeId.toHexString(), branchId: row.branchId.toHexString() };
}

async function presentOne(row: ChannelRecord, employee: EmployeeActor, now: Date) {
  const [answer] = await presentChannels([row], employee, now);
  if (!answer) throw new AppError('not_found');
  return answer;
}

async function presentArrival(code: string, now: Date) {
  const channel = await findChannelByCode(code);
  if (!channel) throw new AppError('not_found');
  const branchId = channel.branchId.toHexString();
  const [target, employee, branches] = await Promise.all([
    targetOf(channel),
    getEmployee(channel.employeeId.toHexString()),
    branchNames([branchId]),
  ]);
  return {
    target: presentTarget(channel.target.kind, target),
    manager: { name: employee.name },
    branch: { name: branches.get(branchId) ?? '' },
    closedBecause: closedBecause({ ...channel, window: channel.window ?? null }, now),
  };
}
