import { randomInt } from 'node:crypto';
import { H5_LOGIN_MS } from '@linzhang/shared/employees/employees.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import { Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { isDuplicateKey } from '../db/duplicateKey';
import { inTransaction } from '../db/transaction';
import type { MemberActor } from '../http/actor';
import { createSession } from '../members/sessions.service';
import { fingerprint, newToken } from '../platform/crypto';
import { H5Login } from './h5Login.model';

const CODE_DIGITS = 8;

/** Starts a login on a computer: the code to show and the secret to collect it with. */
export async function startLogin(now: Date): Promise<{ code: string; secret: string; expiresAt: Date }> {
  for (;;) {
    const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
    const secret = newToken();
    const expiresAt = new Date(now.getTime() + H5_LOGIN_MS);
    try {
      await H5Login.create({ _id: fingerprint(secret), code, expiresAt });
      return { code, secret, expiresAt };
    } catch (error) {
      if (!isDuplicateKey(error, 'code')) throw error;
    }
  }
}

/** The employee vouches for the code on the screen; it serves once. */
export async function confirmLogin(
  code: string,
  actor: MemberActor & { employee: { branchId: string } },
  audit: AuditActor,
  now: Date,
): Promise<void> {
  await inTransaction(async (session) => {
    const login = await H5Login.findOneAndUpdate(
      { code, expiresAt: { $gt: now }, memberId: { $exists: false } },
      { $set: { memberId: new Types.ObjectId(actor.memberId) } },
      { session },
    ).lean();
    if (!login) throw new AppError('login_code_invalid');
    await recordAuditBy(session, audit, {
      action: 'h5_login_confirmed',
      subject: { kind: 'member', id: actor.memberId },
      branchId: actor.employee.branchId,
      at: now,
      changes: {},
    });
  });
}

/** The session of a confirmed login, once; null while nobody has confirmed it. */
export async function claimLogin(secret: string, now: Date): Promise<{ token: string; expiresAt: Date } | null> {
  const id = fingerprint(secret);
  const taken = await H5Login.findOneAndDelete({
    _id: id,
    expiresAt: { $gt: now },
    memberId: { $exists: true },
  }).lean();
  if (taken?.memberId) return createSession(taken.memberId.toHexString(), { platform: 'h5' }, now);
  const waiting = await H5Login.exists({ _id: id, expiresAt: { $gt: now } });
  if (!waiting) throw new AppError('login_code_invalid');
  return null;
}
