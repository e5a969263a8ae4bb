import type Router from '@koa/router';
import { AppError } from '@linzhang/shared/kernel/errors';
import * as contract from '@linzhang/shared/stamps/scans.contract';
import { canDecideAt, canScanAt, canVoidStamp } from '@linzhang/shared/stamps/stamps.policy';
import { auditActorOf } from '../audit/audit.service';
import type { EventRecord } from '../events/events.service';
import { type DutyPlace, findDutyPlace, findEvents, isOnDutyAt } from '../events/places.service';
import type { EmployeeActor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { boothToday, listOwnAssignments, listRecentScans } from './boothWork.service';
import { listConflicts, presentConflicts } from './conflictLists.service';
import { decideConflict, getConflict } from './conflicts.service';
import { addContact } from './contacts.service';
import { listOwnOfflineScans, openShift, takeScanBatch } from './offline.service';
import { boothMembers, scanCode } from './scans.service';
import { listEventStamps } from './stampList.service';
import { getStamp, undoStamp, voidStamp } from './voiding.service';

/** What is done at the booths, and what heads and organizers decide of it. */
export function scansRoutes(router: Router<RequestState>, handle: Handle): void {
  boothRoutes(router, handle);
  shiftRoutes(router, handle);
  stampRoutes(router, handle);
  conflictRoutes(router, handle);
}

function boothRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.post(
    c.scanCode.route.path,
    handle(c.scanCode, ({ actor: { employee }, body, now }) => {
      const place = placeFor(employee, body.boothId, now);
      return scanCode({ ...body, employeeId: employee.employeeId, place }, now);
    }),
  );
  router.post(
    c.addContact.route.path,
    handle(c.addContact, async ({ actor: { employee }, body, now }) => {
      const place = await placeFor(employee, body.boothId, now);
      const { memberId, ...added } = await addContact({ ...body, employeeId: employee.employeeId, place }, now);
      const member = (await boothMembers([memberId])).get(memberId);
      if (!member) throw new AppError('not_found');
      return { ...added, member };
    }),
  );
  router.get(
    c.getBoothToday.route.path,
    handle(c.getBoothToday, async ({ actor: { employee }, params, now }) =>
      boothToday(employee.employeeId, await placeFor(employee, params.boothId, now), now),
    ),
  );
  router.get(
    c.listRecentScans.route.path,
    handle(c.listRecentScans, async ({ actor: { employee }, params, query, now }) =>
      listRecentScans(employee.employeeId, await placeFor(employee, params.boothId, now), query, now),
    ),
  );
}

function shiftRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.listOwnAssignments.route.path,
    handle(c.listOwnAssignments, async ({ actor, now }) => ({
      items: await listOwnAssignments(actor.employee.employeeId, now),
      serverTime: now.toISOString(),
    })),
  );
  router.post(
    c.openShift.route.path,
    handle(c.openShift, async ({ actor: { employee }, body, now }) => {
      const place = await placeFor(employee, body.boothId, now);
      return openShift({ ...body, employeeId: employee.employeeId, place }, now);
    }),
  );
  router.post(
    c.sendScanBatch.route.path,
    handle(c.sendScanBatch, async ({ actor, body, now }) => ({
      items: await takeScanBatch(actor.employee.employeeId, body.shiftToken, body.scans, now),
    })),
  );
  router.get(
    c.listOwnOfflineScans.route.path,
    handle(c.listOwnOfflineScans, ({ actor, query }) => listOwnOfflineScans(actor.employee.employeeId, query)),
  );
}

function stampRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.listEventStamps.route.path,
    handle(c.listEventStamps, async ({ actor: { employee }, params, query }) => {
      const [event] = await findEvents([params.eventId]);
      if (!event) throw new AppError('not_found');
      const subject = subjectOf(event);
      if (!canDecideAt(employee, subject)) throw new AppError('forbidden');
      return listEventStamps(params.eventId, query, canVoidStamp(employee, subject));
    }),
  );
  router.post(
    c.undoStamp.route.path,
    handle(c.undoStamp, async (call) => {
      const { stampId } = call.params;
      const { employeeId } = call.actor.employee;
      const { stamp } = await getStamp(stampId);
      if (stamp.employeeId.toHexString() !== employeeId) throw new AppError('forbidden');
      return undoStamp({ ...call.body, stampId, employeeId, actor: auditActorOf(call) }, call.now);
    }),
  );
  router.post(
    c.voidStamp.route.path,
    handle(c.voidStamp, async (call) => {
      const { stampId } = call.params;
      const { employee } = call.actor;
      const { event } = await getStamp(stampId);
      if (!canVoidStamp(employee, subjectOf(event))) throw new AppError('forbidden');
      const request = { ...call.body, stampId, employeeId: employee.employeeId, actor: auditActorOf(call) };
      return voidStamp(request, call.now);
    }),
  );
}

function conflictRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.listConflicts.route.path,
    handle(c.listConflicts, ({ actor, query }) => listConflicts(actor.employee, query)),
  );
  router.post(
    c.decideConflict.route.path,
    handle(c.decideConflict, async (call) => {
      const { employee } = call.actor;
      const { conflict, event } = await getConflict(call.params.conflictId);
      if (!canDecideAt(employee, subjectOf(event))) throw new AppError('forbidden');
      const decision = { ...call.body, employeeId: employee.employeeId, actor: auditActorOf(call) };
      const [answer] = await presentConflicts([await decideConflict(conflict, decision, call.now)], employee);
      if (!answer) throw new AppError('not_found');
      return answer;
    }),
  );
}

/** The booth where an employee may scan at all; whether at this time, the answer to the scan says. */
async function placeFor(employee: EmployeeActor, boothId: string, now: Date): Promise<DutyPlace> {
  const place = await findDutyPlace(boothId, employee.employeeId);
  if (!place) throw new AppError('not_found');
  if (!canScanAt(employee, subjectOf(place.event), isOnDutyAt(place, now))) throw new AppError('forbidden');
  return place;
}

function subjectOf(event: EventRecord) {
  return { branchId: event.branchId.toHexString(), organizerId: event.organizerId.toHexString() };
}
