import { TYPING_LOCK_MS } from '@linzhang/shared/claims/claims.rules';
import { HOUR_MS } from '@linzhang/shared/kernel/time';
import type { ClientSession } from 'mongoose';
import { isDuplicateKey } from '../db/duplicateKey';
import { EmployeeHour, type EmployeeHourRecord } from './employeeHour.model';

type Counted = 'redemption' | 'typing';

function idOf(what: Counted, employeeId: string): string {
  return `${what}:${employeeId}`;
}

/** Not locked, and the n-th latest time is more than an hour ago, or there are fewer. */
function roomFor(id: string, limit: number, now: Date) {
  const hourAgo = new Date(now.getTime() - HOUR_MS);
  const room = [{ [`times.${limit - 1}`]: { $exists: false } }, { 'times.0': { $lte: hourAgo } }];
  return { _id: id, $or: room, lockedUntil: { $not: { $gt: now } } };
}

/**
 * Counts one more, or says that the hour is full: a full row does not match, so the upsert fails on `_id`. With a
 * session it throws the duplicate key instead, since the transaction is over then.
 */
async function spend(
  what: Counted,
  employeeId: string,
  limit: number,
  now: Date,
  session: ClientSession | null = null,
): Promise<EmployeeHourRecord> {
  return (await EmployeeHour.findOneAndUpdate(
    roomFor(idOf(what, employeeId), limit, now),
    { $push: { times: { $each: [now], $slice: -limit } } },
    { upsert: true, returnDocument: 'after', session },
  ).lean()) as EmployeeHourRecord;
}

/** Counts a redemption of an employee within its transaction; a duplicate key (of `_id`) says that the hour is full. */
export async function countRedemption(
  session: ClientSession,
  employeeId: string,
  limit: number,
  now: Date,
): Promise<void> {
  await spend('redemption', employeeId, limit, now, session);
}

/** True where the employee's hour has no room; only to say it early. */
export async function isHourFull(employeeId: string, limit: number, now: Date): Promise<boolean> {
  const row = await EmployeeHour.findById(idOf('redemption', employeeId)).lean();
  const nth = row?.times.at(-limit);
  return row !== null && row.times.length >= limit && nth !== undefined && now.getTime() - nth.getTime() < HOUR_MS;
}

/** A head has looked: the employee's hour begins anew. */
export async function resetHour(session: ClientSession, what: Counted, employeeId: string): Promise<void> {
  await EmployeeHour.updateOne({ _id: idOf(what, employeeId) }, { $set: { times: [] } }, { session });
}

/**
 * Spends one of the tries at typing a claim code before it is looked up, so that codes typed at the same time cannot
 * pass the limit together. Null: locked, and until when is said by `lockedUntil`.
 */
export async function spendTyping(
  employeeId: string,
  limit: number,
  now: Date,
): Promise<{ wrong: () => Promise<void>; right: () => Promise<void> } | null> {
  for (;;) {
    try {
      const row = await spend('typing', employeeId, limit, now);
      return {
        wrong: () => lockWhereFull(row, limit, now),
        right: () => giveBack(row._id, now),
      };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // Two first tries at once make the row twice; only a full or locked one says no.
      if ((await EmployeeHour.exists(roomFor(idOf('typing', employeeId), limit, now))) === null) return null;
    }
  }
}

/** The tenth wrong code of an hour locks typing for an hour from then. */
async function lockWhereFull(row: EmployeeHourRecord, limit: number, now: Date): Promise<void> {
  const first = row.times[0];
  if (row.times.length < limit || !first || now.getTime() - first.getTime() >= HOUR_MS) return;
  await EmployeeHour.updateOne({ _id: row._id }, { $max: { lockedUntil: new Date(now.getTime() + TYPING_LOCK_MS) } });
}

const GIVE_BACK_TRIES = 5;

/** A right code is no try; of several with the same instant one is given back. */
async function giveBack(id: string, at: Date): Promise<void> {
  for (let tries = 0; tries < GIVE_BACK_TRIES; tries += 1) {
    const row = await EmployeeHour.findById(id).lean();
    const index = row?.times.findIndex((time) => time.getTime() === at.getTime()) ?? -1;
    if (!row || index < 0) return;
    const times = row.times.filter((_time, place) => place !== index);
    const changed = await EmployeeHour.updateOne({ _id: id, times: row.times }, { $set: { times } });
    if (changed.matchedCount === 1) return;
  }
}

/** Until when typing is locked, for the words. */
export async function typingLockedUntil(employeeId: string, now: Date): Promise<Date | null> {
  const row = await EmployeeHour.findById(idOf('typing', employeeId)).lean();
  const first = row?.times[0];
  const until = row?.lockedUntil ?? (first ? new Date(first.getTime() + HOUR_MS) : null);
  return until && until > now ? until : null;
}
