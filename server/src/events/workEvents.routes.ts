import type Router from '@koa/router';
import { canManageBranchOf, hasAnyRole } from '@linzhang/shared/employees/employees.policy';
import { canRunEvent, canSeeEvent } from '@linzhang/shared/events/events.policy';
import * as running from '@linzhang/shared/events/runningEvents.contract';
import * as contract from '@linzhang/shared/events/workEvents.contract';
import { AppError } from '@linzhang/shared/kernel/errors';
import { auditActorOf } from '../audit/audit.service';
import type { EmployeeActor, MemberActor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import type { WechatClient } from '../platform/wechat/client';
import type { TextCheck } from '../platform/wechat/shownTexts';
import { listAssignable, setAssignments } from './assignments.service';
import { addBooth, removeBooth, updateBooth } from './booths.service';
import { copyEvent, createEvent, type EventFields, updateEvent } from './drafting.service';
import type { EventRecord } from './event.model';
import { presentEvent } from './events.presenter';
import { getEvent } from './events.service';
import { listBranchEvents } from './lists.service';
import { liveFigures } from './live.service';
import { setEventStatus } from './publishing.service';
import { listSignups } from './signups.service';
import { presentOneBooth, presentRows, presentSignups, presentWorkEvent, subjectOf } from './workEvents.presenter';

interface WorkEventsDeps {
  wechat: WechatClient;
  /** Openid of a member, for WeChat's check of what they write; null for an account that ended. */
  openidOf: (memberId: string) => Promise<string | null>;
}

/** Events as a branch prepares and runs them: the head keeps them, the organizer runs them, the branch may look. */
export function workEventsRoutes(router: Router<RequestState>, handle: Handle, deps: WorkEventsDeps): void {
  readRoutes(router, handle);
  eventRoutes(router, handle, deps);
  boothRoutes(router, handle, deps);
  peopleRoutes(router, handle);
}

function readRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.listWorkEvents.route.path,
    handle(c.listWorkEvents, async ({ actor: { employee }, query, now }) => {
      const branchId = query.branchId ?? (hasAnyRole(employee, ['admin']) ? null : employee.branchId);
      if (!canSeeEvent(employee, { branchId: branchId ?? '' })) throw new AppError('forbidden');
      const page = await listBranchEvents({ ...query, branchId }, now);
      return { items: await presentRows(page.items), nextCursor: page.nextCursor };
    }),
  );
  router.get(
    c.getWorkEvent.route.path,
    handle(c.getWorkEvent, async ({ actor, params, now }) =>
      presentWorkEvent(await visibleEvent(params.eventId, actor.employee), actor.employee, now),
    ),
  );
  router.get(
    c.previewEvent.route.path,
    handle(c.previewEvent, async ({ actor, params, now }) =>
      presentEvent(await visibleEvent(params.eventId, actor.employee), null, now),
    ),
  );
  router.get(
    running.getEventLive.route.path,
    handle(running.getEventLive, async ({ actor, params, now }) =>
      liveFigures(await runnableEvent(params.eventId, actor.employee), now),
    ),
  );
  router.get(
    running.listEventSignups.route.path,
    handle(running.listEventSignups, async ({ actor, params, query }) => {
      await runnableEvent(params.eventId, actor.employee);
      const page = await listSignups(params.eventId, query);
      return { items: await presentSignups(params.eventId, page.items), nextCursor: page.nextCursor };
    }),
  );
}

function eventRoutes(router: Router<RequestState>, handle: Handle, deps: WorkEventsDeps): void {
  const c = contract;
  router.post(
    c.createEvent.route.path,
    handle(c.createEvent, async (call) => {
      const { employee } = call.actor;
      const { requestId, branchId, ...fields } = call.body;
      if (!canManageBranchOf(employee, branchId)) throw new AppError('forbidden');
      const event = await createEvent(branchId, fieldsOf(fields), requestId, auditActorOf(call), call.now);
      return presentWorkEvent(event, employee, call.now);
    }),
  );
  router.patch(
    c.updateEvent.route.path,
    handle(c.updateEvent, async (call) => {
      const { eventId } = await managedEvent(call.params.eventId, call.actor.employee);
      const { version, ...fields } = call.body;
      const author = { actor: auditActorOf(call), texts: await textsOf(call.actor, deps) };
      const event = await updateEvent(eventId, fieldsOf(fields), version, author, call.now);
      return presentWorkEvent(event, call.actor.employee, call.now);
    }),
  );
  router.post(
    c.setEventStatus.route.path,
    handle(c.setEventStatus, async (call) => {
      const { eventId } = await managedEvent(call.params.eventId, call.actor.employee);
      const author = { actor: auditActorOf(call), texts: await textsOf(call.actor, deps) };
      const event = await setEventStatus(eventId, call.body.status, call.body.version, author, call.now);
      return presentWorkEvent(event, call.actor.employee, call.now);
    }),
  );
  router.post(
    c.copyEvent.route.path,
    handle(c.copyEvent, async (call) => {
      const { eventId } = await managedEvent(call.params.eventId, call.actor.employee);
      const startsAt = new Date(call.body.startsAt);
      const event = await copyEvent(eventId, startsAt, call.body.requestId, auditActorOf(call), call.now);
      return presentWorkEvent(event, call.actor.employee, call.now);
    }),
  );
}

/** Who works at the booths. */
function peopleRoutes(router: Router<RequestState>, handle: Handle): void {
  router.get(
    running.listAssignable.route.path,
    handle(running.listAssignable, async ({ actor, params }) => ({
      items: await listAssignable(await runnableEvent(params.eventId, actor.employee)),
    })),
  );
  router.put(
    contract.setAssignments.route.path,
    handle(contract.setAssignments, async (call) => {
      await runnableEvent(call.params.eventId, call.actor.employee);
      const plan = call.body.assignments.map((duty) => ({
        ...duty,
        from: new Date(duty.from),
        to: new Date(duty.to),
      }));
      const event = await setAssignments(call.params.eventId, plan, call.body.version, auditActorOf(call), call.now);
      return presentWorkEvent(event, call.actor.employee, call.now);
    }),
  );
}

function boothRoutes(router: Router<RequestState>, handle: Handle, deps: WorkEventsDeps): void {
  const c = contract;
  router.post(
    c.addBooth.route.path,
    handle(c.addBooth, async (call) => {
      const { eventId } = await managedEvent(call.params.eventId, call.actor.employee);
      const { requestId, ...fields } = call.body;
      const author = { actor: auditActorOf(call), texts: await textsOf(call.actor, deps) };
      return presentOneBooth(await addBooth(eventId, fields, requestId, author, call.now));
    }),
  );
  router.patch(
    c.updateBooth.route.path,
    handle(c.updateBooth, async (call) => {
      await managedEvent(call.params.eventId, call.actor.employee);
      const { version, ...fields } = call.body;
      const author = { actor: auditActorOf(call), texts: await textsOf(call.actor, deps) };
      return presentOneBooth(await updateBooth(call.params, fields, version, author, call.now));
    }),
  );
  router.delete(
    c.removeBooth.route.path,
    handle(c.removeBooth, async (call) => {
      const { eventId } = await managedEvent(call.params.eventId, call.actor.employee);
      await removeBooth(eventId, call.params.boothId, auditActorOf(call), call.now);
    }),
  );
}

interface WireFields extends Omit<EventFields, 'startsAt' | 'endsAt' | 'signup'> {
  startsAt: string;
  endsAt: string;
  signup: { capacity: number | null; opensAt: string; closesAt: string } | null;
}

function fieldsOf({ startsAt, endsAt, signup, ...fields }: WireFields): EventFields {
  return {
    ...fields,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    signup: signup && {
      capacity: signup.capacity,
      opensAt: new Date(signup.opensAt),
      closesAt: new Date(signup.closesAt),
    },
  };
}

async function textsOf(actor: MemberActor, { wechat, openidOf }: WorkEventsDeps): Promise<TextCheck> {
  const openid = await openidOf(actor.memberId);
  if (!openid) throw new AppError('member_closed');
  return { openid, wechat };
}

async function visibleEvent(eventId: string, employee: EmployeeActor): Promise<EventRecord> {
  const event = await getEvent(eventId);
  if (!canSeeEvent(employee, subjectOf(event))) throw new AppError('not_found');
  return event;
}

async function managedEvent(eventId: string, employee: EmployeeActor): Promise<{ eventId: string }> {
  const event = await visibleEvent(eventId, employee);
  if (!canManageBranchOf(employee, event.branchId.toHexString())) throw new AppError('forbidden');
  return { eventId };
}

async function runnableEvent(eventId: string, employee: EmployeeActor): Promise<EventRecord> {
  const event = await visibleEvent(eventId, employee);
  if (!canRunEvent(employee, subjectOf(event))) throw new AppError('forbidden');
  return event;
}
