import { isOnDuty } from '@linzhang/shared/events/events.rules';
import { type PipelineStage, Types } from 'mongoose';
import { combine } from '../db/combine';
import { readFew } from '../db/readFew';
import { Assignment, type AssignmentRecord } from './assignment.model';
import { Booth, type BoothRecord } from './booth.model';
import { Event, type EventRecord } from './event.model';

/** A booth with its event, and when the employee who asks is on duty there. */
export interface DutyPlace {
  booth: BoothRecord;
  event: EventRecord;
  duties: readonly { from: Date; to: Date }[];
}

interface Question {
  boothId: string;
  employeeId: string;
}

type FoundPlace = BoothRecord & { event: EventRecord[]; duties: AssignmentRecord[] };

/** Who scans at the same time is answered by one read. */
const ask = combine<Question, DutyPlace | null>(async (questions) => {
  const booths = [...new Set(questions.map(({ boothId }) => boothId))];
  const found = await readFew<FoundPlace>(Booth.collection.name, placeStages(booths), booths.length);
  const places = new Map(found.map((place) => [place._id.toHexString(), place]));
  return questions.map(({ boothId, employeeId }) => {
    const place = places.get(boothId);
    const [event] = place?.event ?? [];
    if (!place || !event) return null;
    const duties = place.duties.filter((duty) => duty.employeeId.toHexString() === employeeId);
    return { booth: place, event, duties };
  });
});

/** A booth has few duties, so all of them are read: each asked for by its employee would cost more. */
function placeStages(booths: readonly string[]): PipelineStage[] {
  return [
    { $match: { _id: { $in: booths.map((id) => new Types.ObjectId(id)) } } },
    { $lookup: { from: Event.collection.name, localField: 'eventId', foreignField: '_id', as: 'event' } },
    { $lookup: { from: Assignment.collection.name, localField: '_id', foreignField: 'boothId', as: 'duties' } },
  ];
}

/** The booth with its event and the duties of one employee there; null where there is no such booth. */
export function findDutyPlace(boothId: string, employeeId: string): Promise<DutyPlace | null> {
  return ask({ boothId, employeeId });
}

/** True while the employee who asked is on duty at the place. */
export function isOnDutyAt(place: DutyPlace, at: Date): boolean {
  return place.duties.some((duty) => isOnDuty(duty, at));
}

/** The events that exist of these ids. */
export async function findEvents(eventIds: readonly string[]): Promise<EventRecord[]> {
  return Event.find({ _id: { $in: eventIds.map((id) => new Types.ObjectId(id)) } }).lean();
}

/** The booths that exist of these ids. */
export async function findBooths(boothIds: readonly string[]): Promise<BoothRecord[]> {
  return Booth.find({ _id: { $in: boothIds.map((id) => new Types.ObjectId(id)) } }).lean();
}

/** The events that an employee organizes. */
export async function eventsOrganizedBy(employeeId: string): Promise<Types.ObjectId[]> {
  const rows = await Event.find({ organizerId: new Types.ObjectId(employeeId) }, { _id: 1 }).lean();
  return rows.map((row) => row._id);
}
