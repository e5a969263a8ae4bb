import { movingUp } from '@linzhang/shared/events/signups.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import { type ClientSession, Types } from 'mongoose';
import type { EventRecord } from './event.model';
import { tellMovedUp } from './eventNotices.service';
import { Signup } from './signup.model';
import { SignupSheet, type SignupSheetRecord } from './signupSheet.model';

/** The counters of an event's sign-ups; null where nobody has to sign up, or it was never published. */
export async function sheetOf(eventId: string): Promise<SignupSheetRecord | null> {
  return SignupSheet.findById(eventId).lean();
}

/** Begins the sign-ups of an event that is published. */
export async function openSheet(session: ClientSession, event: EventRecord): Promise<void> {
  if (!event.signup) return;
  const counters = { lastNumber: 0, confirmedCount: 0, waitingCount: 0 };
  await SignupSheet.create([{ _id: event._id, open: true, ...event.signup, ...counters }], { session });
}

/** Ends them: nobody signs up or gives back a place any more. */
export async function closeSheet(session: ClientSession, eventId: string): Promise<void> {
  await SignupSheet.updateOne({ _id: eventId }, { $set: { open: false } }, { session });
}

/** Follows a change of a published event: new terms, and more places for those who wait. */
export async function changeSheet(session: ClientSession, event: EventRecord, now: Date): Promise<void> {
  const before = await SignupSheet.findById(event._id).session(session).lean();
  const { signup } = event;
  if (!signup) {
    if (before && before.confirmedCount + before.waitingCount > 0) throw new AppError('signup_places_taken');
    await closeSheet(session, event._id.toHexString());
    return;
  }
  if (!before) return openSheet(session, event);
  if (signup.capacity !== undefined && signup.capacity < before.confirmedCount)
    throw new AppError('signup_places_taken', { taken: before.confirmedCount });
  await SignupSheet.updateOne(
    { _id: event._id },
    { $set: { open: true, ...signup }, ...(signup.capacity === undefined ? { $unset: { capacity: '' } } : {}) },
    { session },
  );
  const places = movingUp(signup.capacity ?? null, before.confirmedCount, before.waitingCount);
  for (let place = 0; place < places; place += 1) await moveFirstUp(session, event, now);
}

/** Gives a free place to the first who waits, and says so; false where nobody waits. */
export async function moveFirstUp(session: ClientSession, event: EventRecord, now: Date): Promise<boolean> {
  const first = await Signup.findOneAndUpdate(
    { eventId: event._id, state: 'waiting' },
    { $set: { state: 'confirmed', movedUpAt: now } },
    { session, sort: { number: 1 }, returnDocument: 'after' },
  ).lean();
  if (!first) return false;
  await SignupSheet.updateOne({ _id: event._id }, { $inc: { confirmedCount: 1, waitingCount: -1 } }, { session });
  await tellMovedUp(session, event, first, now);
  return true;
}

/** Frees what a sign-up held: a place goes to the first who waits as long as the event is to come. */
export async function freePlace(
  session: ClientSession,
  event: EventRecord,
  held: 'confirmed' | 'waiting',
  now: Date,
): Promise<SignupSheetRecord | null> {
  const counter = held === 'confirmed' ? 'confirmedCount' : 'waitingCount';
  const sheet = await SignupSheet.findOneAndUpdate(
    { _id: event._id, [counter]: { $gt: 0 } },
    { $inc: { [counter]: -1 } },
    { session, returnDocument: 'after' },
  ).lean();
  if (held === 'confirmed' && sheet?.open && now < event.endsAt) await moveFirstUp(session, event, now);
  return sheet;
}

/** Number and state of a new place; null where the sheet is not open at `now`. */
export async function takePlace(
  session: ClientSession,
  eventId: string,
  now: Date,
): Promise<{ state: 'confirmed' | 'waiting'; number: number; waitingPlace: number | null } | null> {
  const open = { _id: new Types.ObjectId(eventId), open: true, opensAt: { $lte: now }, closesAt: { $gt: now } };
  const room = { $or: [{ capacity: { $exists: false } }, { $expr: { $lt: ['$confirmedCount', '$capacity'] } }] };
  // A place is only taken where there is one: the guard is part of the update.
  const taken = await SignupSheet.findOneAndUpdate(
    { ...open, ...room },
    { $inc: { lastNumber: 1, confirmedCount: 1 } },
    { session, returnDocument: 'after' },
  ).lean();
  if (taken) return { state: 'confirmed', number: taken.lastNumber, waitingPlace: null };
  const waiting = await SignupSheet.findOneAndUpdate(
    open,
    { $inc: { lastNumber: 1, waitingCount: 1 } },
    { session, returnDocument: 'after' },
  ).lean();
  return waiting && { state: 'waiting', number: waiting.lastNumber, waitingPlace: waiting.waitingCount };
}
