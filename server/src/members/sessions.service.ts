import { AppError } from '@linzhang/shared/kernel/errors';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import { hasAcceptedTerms, SESSION_DAYS, SESSION_TOUCH_MS } from '@linzhang/shared/members/members.rules';
import { type ClientSession, Types } from 'mongoose';
import { findEmployeeActor } from '../employees/employees.service';
import type { MemberActor } from '../http/actor';
import { fingerprint, newToken } from '../platform/crypto';
import { Member } from './member.model';
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
  await Session.create({
    _id: fingerprint(token),
    memberId: new Types.ObjectId(memberId),
    ...device,
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
  });
  return { token, expiresAt };
}

/** Who holds a token at `now`, with the roles as they are at this moment; null where nobody does. */
export async function resolveSession(token: string, now: Date): Promise<MemberActor | null> {
  const session = await Session.findById(fingerprint(token)).lean();
  if (!session || session.expiresAt <= now) return null;
  const memberId = session.memberId.toHexString();
  const [member, employee] = await Promise.all([
    Member.findById(session.memberId, { status: 1, consents: 1 }).lean(),
    findEmployeeActor(memberId),
    touch(session, now),
  ]);
  if (member?.status !== 'active') return null;
  const consented = hasAcceptedTerms(member.consents, TERMS.version);
  return { kind: 'member', memberId, sessionId: session._id, consented, ...(employee ? { employee } : {}) };
}

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
