import type { OwnSignup } from '@linzhang/shared/events/events.contract';
import { AppError } from '@linzhang/shared/kernel/errors';
import { type ClientSession, Types } from 'mongoose';
import { onceWith } from '../db/requests';
import { recordEngagements } from '../engagements/engagements.service';
import { isInsider } from '../members/insiders.service';
import { requireCode } from '../stamps/codes.service';
import { CheckIn } from './checkIn.model';
import type { EventRecord } from './event.model';
import { getEvent } from './events.service';
import { findOwn } from './signups.service';

/** What staff at the entrance are told. */
export interface CheckInResult {
  result: 'checked_in' | 'already_checked_in';
  memberId: string;
  /** ISO instant. */
  checkedInAt: string;
  signup: Pick<OwnSignup, 'state' | 'number'> | null;
}

interface CheckInRequest {
  eventId: string;
  code: string;
  requestId: string;
  employeeId: string;
}

/** Lets a customer in by the rotating code; once per member and event. Safe to retry with the same requestId. */
export async function checkIn(request: CheckInRequest, now: Date): Promise<CheckInResult> {
  const { eventId, code, requestId, employeeId } = request;
  const event = await getEvent(eventId);
  const key = { actorId: employeeId, operation: 'checkIn', requestId, params: { eventId, code } };
  return onceWith(
    key,
    now,
    async () => {
      const { memberId } = await requireCode(code, 'stamp', now, eventId);
      // Doors open while people build up, not only when the first stamp may be given.
      if (event.status !== 'published' || now >= event.endsAt) throw new AppError('event_closed');
      return { memberId, insider: await isInsider(memberId) };
    },
    (session, guest) => letIn(session, event, { ...guest, employeeId }, now),
  );
}

async function letIn(
  session: ClientSession,
  event: EventRecord,
  guest: { memberId: string; insider: boolean; employeeId: string },
  now: Date,
): Promise<CheckInResult> {
  const { memberId, insider, employeeId } = guest;
  const eventId = event._id.toHexString();
  const where = { memberId: new Types.ObjectId(memberId), eventId: event._id };
  const own = await findOwn(memberId, eventId, session);
  const signup = own && {
    state: own.state === 'waiting' ? ('waiting' as const) : ('confirmed' as const),
    number: own.number,
  };
  const earlier = await CheckIn.findOne(where).session(session).lean();
  if (earlier) return { result: 'already_checked_in', memberId, checkedInAt: earlier.at.toISOString(), signup };
  const [row] = await CheckIn.create([{ ...where, employeeId: new Types.ObjectId(employeeId), at: now }], { session });
  if (!row) throw new Error('check-in was not stored');
  const cause = {
    memberId,
    kind: 'checked_in' as const,
    causeId: row._id.toHexString(),
    occurredAt: now,
    recordedAt: now,
  };
  const about = { eventId, branchId: event.branchId.toHexString(), employeeId, insider };
  await recordEngagements(session, [{ ...cause, ...about, because: signup?.state ?? 'without_signup' }]);
  return { result: 'checked_in', memberId, checkedInAt: now.toISOString(), signup };
}

/** When each of the members was let in, by member. */
export async function checkInTimes(eventId: string, memberIds: readonly Types.ObjectId[]): Promise<Map<string, Date>> {
  const where = { eventId: new Types.ObjectId(eventId), memberId: { $in: [...memberIds] } };
  const rows = await CheckIn.find(where).lean();
  return new Map(rows.map((row) => [row.memberId.toHexString(), row.at]));
}

/** How many were let in. */
export async function countCheckIns(eventId: string): Promise<number> {
  return CheckIn.countDocuments({ eventId: new Types.ObjectId(eventId) });
}
