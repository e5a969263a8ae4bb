import { AppError } from '@linzhang/shared/kernel/errors';
import { type ClientSession, Types } from 'mongoose';
import { Assignment, type AssignmentRecord } from './assignment.model';
import { Booth, type BoothRecord } from './booth.model';
import { Event, type EventRecord } from './event.model';

export type { AssignmentRecord } from './assignment.model';
export type { BoothRecord } from './booth.model';
export type { EventRecord, RewardRecord } from './event.model';

/** One event of any status; throws `not_found`. */
export async function getEvent(eventId: string, session: ClientSession | null = null): Promise<EventRecord> {
  const event = await findEvent(eventId, session);
  if (!event) throw new AppError('not_found');
  return event;
}

/** One event of any status; null where there is none. */
export async function findEvent(eventId: string, session: ClientSession | null = null): Promise<EventRecord | null> {
  return Event.findById(eventId).session(session).lean();
}

/** The employee who answers for an event. */
export async function organizerOf(eventId: string): Promise<string> {
  return (await getEvent(eventId)).organizerId.toHexString();
}

/** One booth; throws `not_found`. */
export async function boothOf(boothId: string, session: ClientSession | null = null): Promise<BoothRecord> {
  const booth = await Booth.findById(boothId).session(session).lean();
  if (!booth) throw new AppError('not_found');
  return booth;
}

/** The booths of an event by their numbers. */
export async function boothsOf(eventId: string, session: ClientSession | null = null): Promise<BoothRecord[]> {
  return Booth.find({ eventId: new Types.ObjectId(eventId) })
    .sort({ number: 1 })
    .session(session)
    .lean();
}

/** True while an employee is on duty at a booth. */
export async function isAssigned(boothId: string, employeeId: string, at: Date): Promise<boolean> {
  const duty = await Assignment.exists({
    boothId: new Types.ObjectId(boothId),
    employeeId: new Types.ObjectId(employeeId),
    from: { $lte: at },
    to: { $gt: at },
  });
  return duty !== null;
}

/** True for the organizer and everybody who has a duty at the event, at whatever time. */
export async function worksAt(eventId: string, employeeId: string): Promise<boolean> {
  const [event, employee] = [new Types.ObjectId(eventId), new Types.ObjectId(employeeId)];
  if (await Assignment.exists({ eventId: event, employeeId: employee })) return true;
  return (await Event.exists({ _id: event, organizerId: employee })) !== null;
}

/** The duties of an employee that are not over before `from` and begin before `to`, in order. */
export async function dutiesOf(employeeId: string, from: Date, to: Date): Promise<AssignmentRecord[]> {
  return Assignment.find({
    employeeId: new Types.ObjectId(employeeId),
    to: { $gt: from },
    from: { $lt: to },
  })
    .sort({ from: 1 })
    .lean();
}

/** All duties of an event by their beginning. */
export async function assignmentsOf(
  eventId: string,
  session: ClientSession | null = null,
): Promise<AssignmentRecord[]> {
  return Assignment.find({ eventId: new Types.ObjectId(eventId) })
    .sort({ from: 1, _id: 1 })
    .session(session)
    .lean();
}

/** Published events of groups that are not over at `now`, soonest first. */
export async function publishedEventsOfGroups(groupIds: readonly string[], now: Date): Promise<EventRecord[]> {
  return Event.find({
    groupIds: { $in: groupIds.map((id) => new Types.ObjectId(id)) },
    status: 'published',
    endsAt: { $gt: now },
  })
    .sort({ startsAt: 1 })
    .lean();
}

/** Names of events by id, for lists that show them. */
export async function eventNames(ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await Event.find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } }, { name: 1 }).lean();
  return new Map(rows.map((row) => [row._id.toHexString(), row.name]));
}
