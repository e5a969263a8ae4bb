import { AppError } from '@linzhang/shared/kernel/errors';
import { recordAudit } from '../audit/audit.service';
import { forgetAnswers, once } from '../db/requests';
import { inTransaction } from '../db/transaction';
import { isLinkedEmployee } from '../employees/employees.service';
import { keptUntil, releaseAccount } from './accounts.service';
import { eraseHoldings, exportHoldings } from './holdings.service';
import { Member } from './member.model';
import { getActiveMember } from './members.service';
import { releasePhone } from './phone.service';
import type { MemberSecrets } from './secrets';
import { listSessions, revokeAllSessions } from './sessions.service';

/** All that is stored of a member, by domain; recorded, since it leaves the house. */
export async function exportOwnData(
  memberId: string,
  secrets: MemberSecrets,
  ip: string,
  now: Date,
): Promise<Record<string, unknown>> {
  const member = await getActiveMember(memberId);
  const sessions = await listSessions(memberId, now);
  const sections = {
    profile: {
      id: memberId,
      nickname: member.nickname ?? null,
      phone: member.phone ? secrets.openPhone(member.phone) : null,
      joinedAt: member.createdAt,
    },
    consents: member.consents,
    sessions: sessions.map(({ platform, model, createdAt, lastSeenAt }) => ({
      platform,
      model,
      createdAt,
      lastSeenAt,
    })),
    ...(await exportHoldings(memberId)),
  };
  await inTransaction((session) =>
    recordAudit(session, {
      action: 'data_exported',
      actorId: memberId,
      actorName: '会员本人',
      subject: { kind: 'member', id: memberId },
      branchId: null,
      ip,
      at: now,
      changes: {},
    }),
  );
  return JSON.parse(JSON.stringify(sections));
}

/** Removes the person; the ledger stays, keyed hashes stay for 24 months. An employee's account is unlinked by a head first. */
export async function deleteAccount(
  memberId: string,
  requestId: string,
  ip: string,
  now: Date,
): Promise<{ deletedAt: string; hashesKeptUntil: string }> {
  return once({ actorId: memberId, operation: 'deleteAccount', requestId, params: {} }, now, async (session) => {
    await getActiveMember(memberId, session);
    if (await isLinkedEmployee(memberId)) throw new AppError('employee_linked_elsewhere');
    await eraseHoldings(session, memberId, now);
    await releasePhone(session, memberId, now);
    await releaseAccount(session, memberId, now);
    await revokeAllSessions(session, memberId);
    await forgetAnswers(session, memberId);
    await Member.updateOne(
      { _id: memberId },
      { $set: { status: 'deleted', endedAt: now }, $unset: { nickname: '', phone: '' } },
      { session },
    );
    await recordAudit(session, {
      action: 'account_deleted',
      actorId: memberId,
      actorName: '会员本人',
      subject: { kind: 'member', id: memberId },
      branchId: null,
      ip,
      at: now,
      changes: {},
    });
    return { deletedAt: now.toISOString(), hashesKeptUntil: keptUntil(now).toISOString() };
  });
}
