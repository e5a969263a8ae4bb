import { AppError } from '@linzhang/shared/kernel/errors';
import { businessDay, DAY_MS, HOUR_MS } from '@linzhang/shared/kernel/time';
import { type LeadCaps, takeRefusal } from '@linzhang/shared/leads/leads.rules';
import { type ClientSession, Types } from 'mongoose';
import { settingsOf } from '../settings/settings.service';
import { LeadCounter, type LeadCounterRecord } from './leadCounter.model';

/** The numbers of a branch by which leads are taken and taken back. */
export async function capsOf(branchId: string): Promise<LeadCaps> {
  const settings = await settingsOf(branchId);
  return {
    held: settings.leadsHeld,
    takenADay: settings.leadsTakenPerDay,
    remindMs: settings.leadRemindHours * HOUR_MS,
    recycleMs: settings.leadRecycleDays * DAY_MS,
    restMs: settings.leadRestDays * DAY_MS,
  };
}

/** Makes the manager's row, outside of any transaction: two that would make it at once must not conflict in one. */
export async function openCounter(employeeId: string): Promise<void> {
  const _id = new Types.ObjectId(employeeId);
  if (await LeadCounter.exists({ _id })) return;
  await LeadCounter.updateOne({ _id }, { $setOnInsert: { held: 0, day: '', taken: 0 } }, { upsert: true });
}

/** Counts of a manager today. */
export async function countsOf(
  employeeId: string,
  now: Date,
  session: ClientSession | null = null,
): Promise<{ held: number; takenToday: number }> {
  const row = await LeadCounter.findById(employeeId).session(session).lean();
  return { held: row?.held ?? 0, takenToday: row?.day === businessDay(now) ? row.taken : 0 };
}

/** Rows of managers by id. */
export async function countersOf(
  employeeIds: readonly string[],
  session: ClientSession | null = null,
): Promise<Map<string, LeadCounterRecord>> {
  const ids = employeeIds.map((id) => new Types.ObjectId(id));
  const rows = await LeadCounter.find({ _id: { $in: ids } })
    .session(session)
    .lean();
  return new Map(rows.map((row) => [row._id.toHexString(), row]));
}

/** Counts one more from the pool. The guards are in the filter: never more than the caps, whoever else takes at once. */
export async function countTaken(
  session: ClientSession,
  employeeId: string,
  caps: LeadCaps,
  now: Date,
): Promise<number> {
  const day = businessDay(now);
  const _id = new Types.ObjectId(employeeId);
  const room = { _id, held: { $lt: caps.held } };
  const sameDay = await LeadCounter.findOneAndUpdate(
    { ...room, day, taken: { $lt: caps.takenADay } },
    { $inc: { held: 1, taken: 1 } },
    { session, returnDocument: 'after' },
  ).lean();
  if (sameDay) return sameDay.held;
  const newDay = await LeadCounter.findOneAndUpdate(
    { ...room, day: { $ne: day } },
    { $inc: { held: 1 }, $set: { day, taken: 1 } },
    { session, returnDocument: 'after' },
  ).lean();
  if (newDay) return newDay.held;
  const counts = await countsOf(employeeId, now, session);
  const code = takeRefusal(counts, { lastHolderId: null, releasedAt: null }, employeeId, now, caps);
  throw new AppError(code ?? 'version_conflict', { ...counts, mostHeld: caps.held, mostTaken: caps.takenADay });
}

/**
 * Counts one more that came by itself: an owner's or an assigned one is never refused. A row that nobody opened before
 * is made here; of two that make it at once one transaction begins again.
 */
export async function countGiven(session: ClientSession, employeeId: string, assignedAt: Date | null): Promise<number> {
  const row = await LeadCounter.findOneAndUpdate(
    { _id: new Types.ObjectId(employeeId) },
    {
      $inc: { held: 1 },
      ...(assignedAt ? { $set: { lastAssignedAt: assignedAt } } : {}),
      $setOnInsert: { day: '', taken: 0 },
    },
    { session, upsert: true, returnDocument: 'after' },
  ).lean();
  return row?.held ?? 1;
}

/** Counts fewer that the manager no longer holds. What was taken today stays taken. */
export async function countGone(session: ClientSession, employeeId: string, count = 1): Promise<void> {
  await LeadCounter.updateOne({ _id: new Types.ObjectId(employeeId) }, { $inc: { held: -count } }, { session });
}
