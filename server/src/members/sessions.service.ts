import { AppError } from '@linzhang/shared/kernel/errors';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import { hasAcceptedTerms, SESSION_DAYS, SESSION_TOUCH_MS } from '@linzhang/shared/members/members.rules';
import { type ClientSession, Types } from 'mongoose';
import { combine } from '../db/combine';
import { readFew } from '../db/readFew';
import { employeeActorOf, employeeLookup } from '../employees/employees.service';
import type { MemberActor } from '../http/actor';
import { fingerprint, newToken } from '../platform/crypto';
import { Member, type MemberRecord } from './member.model';
import { Session, type SessionRecord } from './session.model';
import { TERMS } from './terms';

export interface Device {
  platform: 'weapp' | 'h5';
  model?: string;
}

/** Signs a device in and gives back its token, which is kept nowhere else. */
export async function createSession(
  memberId: string,
  device: Device,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken();
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * DAY_MS);
  const { platform, model } = device;
  const session: SessionRecord = {
    _id: fingerprint(token),
    memberId: new Types.ObjectId(memberId),
    platform,
    ...(model === undefined ? {} : { model }),
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
  };
  await storeSession(session);
  return { token, expiresAt };
}

/** Sign-ins at the same time are stored together. By the driver itself: the records are made right above. */
const storeSession = combine(async (sessions: readonly SessionRecord[]) => {
  await Session.collection.insertMany(sessions as never, { ordered: false });
  return sessions;
});

/** Who holds a token at `now`, with the roles as they are at this moment; null where nobody does. */
export async function resolveSession(token: string, now: Date): Promise<MemberActor | null> {
  const found = await findSession(fingerprint(token));
  if (!found || found.expiresAt <= now || found.member[0]?.status !== 'active') return null;
  await touch(found, now);
  const consented = hasAcceptedTerms(found.member[0].consents, TERMS.version);
  const employee = employeeActorOf(found.employee[0]);
  const memberId = found.memberId.toHexString();
  return { kind: 'member', memberId, sessionId: found._id, consented, ...(employee ? { employee } : {}) };
}

type FoundSession = SessionRecord & {
  member: Pick<MemberRecord, 'status' | 'consents'>[];
  employee: NonNullable<Parameters<typeof employeeActorOf>[0]>[];
};

/** Session, member and employee in one round trip, shared by the requests of a moment: all of somebody signed in pass here. */
const findSession = combine(async (sessionIds: readonly string[]): Promise<(FoundSession | null)[]> => {
  const member = {
    from: Member.collection.name,
    localField: 'memberId',
    foreignField: '_id',
    pipeline: [{ $project: { status: 1, consents: 1 } }],
    as: 'member',
  };
  const stages = [{ $match: { _id: { $in: sessionIds } } }, { $lookup: member }, employeeLookup()];
  const rows = await readFew<FoundSession>(Session.collection.name, stages, sessionIds.length);
  const found = new Map(rows.map((row) => [row._id, row]));
  return sessionIds.map((id) => found.get(id) ?? null);
});

/** Moves the end of a session that is in use; a write every few minutes is enough for a limit of days. */
async function touch(session: SessionRecord, now: Date): Promise<void> {
  if (now.getTime() - session.lastSeenAt.getTime() < SESSION_TOUCH_MS) return;
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * DAY_MS);
  await Session.updateOne({ _id: session._id }, { $max: { lastSeenAt: now, expiresAt } });
}

/** The member's signed-in devices, newest use first. */
export async function listSessions(memberId: string, now: Date): Promise<SessionRecord[]> {
  return Session.find({ memberId: new Types.ObjectId(memberId), expiresAt: { $gt: now } })
    .sort({ lastSeenAt: -1 })
    .limit(100)
    .lean();
}

/** Signs one of the own devices out; `not_found` for anybody else's. */
export async function revokeSession(memberId: string, sessionId: string): Promise<void> {
  const removed = await Session.deleteOne({ _id: sessionId, memberId: new Types.ObjectId(memberId) });
  if (removed.deletedCount === 0) throw new AppError('not_found');
}

/** Signs all devices of a member out, within a transaction. */
export async function revokeAllSessions(session: ClientSession, memberId: string): Promise<void> {
  await Session.deleteMany({ memberId: new Types.ObjectId(memberId) }, { session });
}
