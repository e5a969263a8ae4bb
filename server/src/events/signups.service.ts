import type { EventSignup, OwnSignup } from '@linzhang/shared/events/events.contract';
import { phaseOf } from '@linzhang/shared/events/events.rules';
import { type SignupState, signupPhase } from '@linzhang/shared/events/signups.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import { type ClientSession, Types } from 'mongoose';
import { inTurn } from '../db/inTurn';
import { pageAfter } from '../db/pages';
import { once } from '../db/requests';
import { inTransaction } from '../db/transaction';
import { recordEngagements } from '../engagements/engagements.service';
import { isInsider } from '../members/insiders.service';
import { CheckIn } from './checkIn.model';
import type { EventRecord } from './event.model';
import { tellConfirmed } from './eventNotices.service';
import { getEvent } from './events.service';
import { Signup, type SignupRecord } from './signup.model';
import { freePlace, sheetOf, takePlace } from './signupSheets.service';

/** Takes a place, or one in the waiting list. Who has one keeps it. Safe to retry with the same requestId. */
export async function signUp(memberId: string, eventId: string, requestId: string, now: Date): Promise<OwnSignup> {
  const event = await getEvent(eventId);
  if (event.status === 'draft') throw new AppError('not_found');
  if (phaseOf(event, now) === 'ended' || event.status === 'cancelled') throw new AppError('event_closed');
  if (!event.signup) throw new AppError('signup_not_offered');
  const insider = await isInsider(memberId);
  const key = { actorId: memberId, operation: 'signUp', requestId, params: { eventId } };
  // Everybody changes the same counters: in turn nobody has to begin anew because of another.
  return inTurn(eventId, () => once(key, now, (session) => takeOnePlace(session, { memberId, event, insider }, now)));
}

interface Applicant {
  memberId: string;
  event: EventRecord;
  insider: boolean;
}

async function takeOnePlace(
  session: ClientSession,
  { memberId, event, insider }: Applicant,
  now: Date,
): Promise<OwnSignup> {
  const eventId = event._id.toHexString();
  const own = await findOwn(memberId, eventId, session);
  if (own) return presentOwn(own, session);
  const place = await takePlace(session, eventId, now);
  if (!place) throw new AppError('signup_not_open', signupTimes(event));
  const { state, number, waitingPlace } = place;
  const [row] = await Signup.create(
    [{ memberId: new Types.ObjectId(memberId), eventId: event._id, number, state, active: true, signedUpAt: now }],
    { session },
  );
  if (!row) throw new Error('sign-up was not stored');
  const engagement = { memberId, eventId, causeId: row._id.toHexString(), branchId: event.branchId.toHexString() };
  const at = { occurredAt: now, recordedAt: now };
  await recordEngagements(session, [{ ...engagement, ...at, kind: 'signed_up', because: state, insider }]);
  if (state === 'confirmed') await tellConfirmed(session, event, row, now);
  return { state, number, waitingPlace, signedUpAt: now.toISOString() };
}

function signupTimes(event: EventRecord): Record<string, unknown> {
  return { opensAt: event.signup?.opensAt.toISOString(), closesAt: event.signup?.closesAt.toISOString() };
}

/** Gives the own place back. Safe to retry: what was given back stays so. */
export async function cancelSignup(memberId: string, eventId: string, now: Date): Promise<void> {
  const event = await getEvent(eventId);
  const where = { memberId: new Types.ObjectId(memberId), eventId: event._id };
  if (!(await Signup.exists(where))) throw new AppError('not_found');
  if (phaseOf(event, now) === 'ended' || event.status === 'cancelled') throw new AppError('event_closed');
  if (await CheckIn.exists(where)) throw new AppError('already_checked_in');
  await inTurn(eventId, () =>
    inTransaction((session) => giveBack(session, memberId, event, now, 'cancelled_by_member')),
  );
}

/** Ends a member's sign-up within a transaction; does nothing where there is none. */
export async function giveBack(
  session: ClientSession,
  memberId: string,
  event: EventRecord,
  now: Date,
  because: string,
): Promise<void> {
  const before = await Signup.findOneAndUpdate(
    { memberId: new Types.ObjectId(memberId), eventId: event._id, active: true },
    { $set: { active: false, state: 'cancelled', cancelledAt: now } },
    { session, returnDocument: 'before' },
  ).lean();
  if (!before || before.state === 'cancelled') return;
  await freePlace(session, event, before.state, now);
  const cause = { memberId, kind: 'signup_cancelled' as const, causeId: before._id.toHexString(), because };
  const about = { eventId: event._id.toHexString(), branchId: event.branchId.toHexString() };
  await recordEngagements(session, [{ ...cause, ...about, occurredAt: now, recordedAt: now }]);
}

/** The own sign-up in force; null without one. */
export async function findOwn(
  memberId: string,
  eventId: string,
  session: ClientSession | null = null,
): Promise<SignupRecord | null> {
  const where = { memberId: new Types.ObjectId(memberId), eventId: new Types.ObjectId(eventId), active: true };
  return Signup.findOne(where).session(session).lean();
}

/** What signing up for an event is like now, with the own place; null where nobody has to. */
export async function describeSignup(
  event: EventRecord,
  memberId: string | null,
  now: Date,
): Promise<EventSignup | null> {
  if (!event.signup) return null;
  const eventId = event._id.toHexString();
  const [sheet, own] = await Promise.all([sheetOf(eventId), memberId ? findOwn(memberId, eventId) : null]);
  const { capacity = null, opensAt, closesAt } = event.signup;
  const confirmedCount = sheet?.confirmedCount ?? 0;
  const over = event.status === 'ended' || event.status === 'cancelled';
  return {
    phase: over ? 'closed' : signupPhase({ capacity, opensAt, closesAt }, confirmedCount, now),
    opensAt: opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
    capacity,
    confirmedCount,
    waitingCount: sheet?.waitingCount ?? 0,
    mine: own && (await presentOwn(own)),
  };
}

async function presentOwn(own: SignupRecord, session: ClientSession | null = null): Promise<OwnSignup> {
  const state = own.state === 'waiting' ? 'waiting' : 'confirmed';
  const ahead = { eventId: own.eventId, state: 'waiting', number: { $lt: own.number } } as const;
  const waitingPlace = state === 'waiting' ? (await Signup.countDocuments(ahead).session(session)) + 1 : null;
  return { state, number: own.number, waitingPlace, signedUpAt: own.signedUpAt.toISOString() };
}

/** The own sign-ups in force for the given events, by event. */
export async function ownStates(
  memberId: string,
  eventIds: readonly Types.ObjectId[],
): Promise<Map<string, 'confirmed' | 'waiting'>> {
  const where = { memberId: new Types.ObjectId(memberId), eventId: { $in: [...eventIds] }, active: true };
  const rows = await Signup.find(where, { eventId: 1, state: 1 }).lean();
  return new Map(
    rows.map((row) => [row.eventId.toHexString(), row.state === 'waiting' ? 'waiting' : 'confirmed'] as const),
  );
}

export interface SignupQuery {
  state?: SignupState;
  cursor?: string;
  limit: number;
}

/** Sign-ups of an event in their order. */
export async function listSignups(eventId: string, query: SignupQuery): Promise<Page<SignupRecord>> {
  const where = { eventId: new Types.ObjectId(eventId), ...(query.state ? { state: query.state } : {}) };
  return pageAfter(Signup, where, { field: 'number', direction: 1 }, query, (row) => row);
}

/** Events the member signed up for, the latest first. */
export async function listOwnSignups(
  memberId: string,
  query: { cursor?: string; limit: number },
): Promise<Page<SignupRecord>> {
  const where = { memberId: new Types.ObjectId(memberId), active: true };
  return pageAfter(Signup, where, { field: 'signedUpAt', direction: -1 }, query, (row) => row);
}
