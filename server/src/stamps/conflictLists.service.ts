import { hasAnyRole } from '@linzhang/shared/employees/employees.policy';
import type { Page } from '@linzhang/shared/kernel/pages';
import type { Conflict as ConflictAnswer } from '@linzhang/shared/stamps/scans.contract';
import { canDecideAt } from '@linzhang/shared/stamps/stamps.policy';
import { Types } from 'mongoose';
import { pageAfter } from '../db/pages';
import { employeeNames } from '../employees/employees.service';
import { eventsOrganizedBy, findBooths, findEvents } from '../events/places.service';
import type { EmployeeActor } from '../http/actor';
import { Conflict, type ConflictRecord } from './conflict.model';
import { boothMembers } from './scans.service';

export interface ConflictQuery {
  status: 'open' | 'accepted' | 'rejected';
  eventId?: string;
  cursor?: string;
  limit: number;
}

/** Doubtful scans that the employee may decide, the newest first. */
export async function listConflicts(actor: EmployeeActor, query: ConflictQuery): Promise<Page<ConflictAnswer>> {
  // One event is asked for within what the employee may decide, not in the place of it.
  const asked = query.eventId ? { eventId: new Types.ObjectId(query.eventId) } : {};
  const where = { $and: [await scopeOf(actor), asked], status: query.status };
  const page = await pageAfter(Conflict, where, { field: '_id', direction: -1 }, query, (row) => row);
  return { items: await presentConflicts(page.items, actor), nextCursor: page.nextCursor };
}

/** How many doubtful scans wait for the employee. */
export async function countOpenConflicts(actor: EmployeeActor): Promise<number> {
  return Conflict.countDocuments({ ...(await scopeOf(actor)), status: 'open' });
}

/** An admin sees all, a head the branch's, everybody those of the events they organize. */
async function scopeOf(actor: EmployeeActor): Promise<Record<string, unknown>> {
  if (hasAnyRole(actor, ['admin'])) return {};
  const own = { eventId: { $in: await eventsOrganizedBy(actor.employeeId) } };
  return hasAnyRole(actor, ['head']) ? { $or: [{ branchId: new Types.ObjectId(actor.branchId) }, own] } : own;
}

/** Doubtful scans with who, where and when. */
export async function presentConflicts(
  rows: readonly ConflictRecord[],
  actor: EmployeeActor,
): Promise<ConflictAnswer[]> {
  const hex = (ids: readonly (Types.ObjectId | undefined)[]) => [
    ...new Set(ids.flatMap((id) => (id ? [id.toHexString()] : []))),
  ];
  const [events, booths, people, members] = await Promise.all([
    findEvents(hex(rows.map((row) => row.eventId))),
    findBooths(hex(rows.flatMap((row) => [row.boothId, row.other?.boothId]))),
    employeeNames(hex(rows.flatMap((row) => [row.employeeId, row.other?.employeeId, row.decidedBy]))),
    boothMembers(hex(rows.map((row) => row.memberId))),
  ]);
  const eventById = new Map(events.map((event) => [event._id.toHexString(), event]));
  const boothNames = new Map(booths.map((booth) => [booth._id.toHexString(), booth.name]));
  const placeOf = (at: { boothId: Types.ObjectId; employeeId: Types.ObjectId; at: Date }) => ({
    boothId: at.boothId.toHexString(),
    boothName: boothNames.get(at.boothId.toHexString()) ?? '',
    employeeName: people.get(at.employeeId.toHexString()) ?? '',
    at: at.at.toISOString(),
  });
  return rows.flatMap((row): ConflictAnswer[] => {
    const event = eventById.get(row.eventId.toHexString());
    const member = members.get(row.memberId.toHexString());
    if (!event || !member) return [];
    const subject = { branchId: event.branchId.toHexString(), organizerId: event.organizerId.toHexString() };
    return [
      {
        id: row._id.toHexString(),
        kind: row.kind,
        event: { id: event._id.toHexString(), name: event.name },
        member,
        scan: placeOf(row),
        other: row.other ? placeOf(row.other) : null,
        receivedAt: row.receivedAt.toISOString(),
        status: row.status,
        decidedBy: row.decidedBy ? (people.get(row.decidedBy.toHexString()) ?? '') : null,
        decidedAt: row.decidedAt?.toISOString() ?? null,
        note: row.note ?? null,
        can: { decide: row.status === 'open' && canDecideAt(actor, subject) },
      },
    ];
  });
}
