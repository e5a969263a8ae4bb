import { AppError } from '@linzhang/shared/kernel/errors';
import { type ClientSession, Types } from 'mongoose';
import { type ApprovalRecord, requestApproval } from '../approvals/approvals.service';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { refuseDuplicate } from '../db/refuseDuplicate';
import { once } from '../db/requests';
import { employeeNames, findEmployees } from '../employees/employees.service';
import { isInsider } from '../members/insiders.service';
import { maskedNames } from '../members/members.service';
import { tellAttributionChanged } from './attributionChanged.service';
import { OriginChange } from './originChange.model';
import { Relation, type RelationRecord } from './relation.model';

export interface OriginWish {
  memberId: string;
  employeeId: string;
  reason: string;
  requestId: string;
}

/** What a second person is asked to agree to. */
export interface OriginPayload {
  fromId: string | null;
  toId: string;
}

/** Asks a second person for another origin manager of a member; one such request waits at a time. Gives back its id. */
export async function requestOrigin(
  { memberId, employeeId, reason, requestId }: OriginWish,
  branchId: string,
  actor: AuditActor,
  now: Date,
): Promise<string> {
  const params = { memberId, employeeId, reason };
  const key = { actorId: actor.actorId ?? 'cli', operation: 'decideOrigin', requestId, params };
  return refuseDuplicate('openKey', 'origin_waiting', () =>
    once(key, now, async (session) => {
      const relation = await Relation.findById(memberId).session(session).lean();
      const fromId = relation?.originId?.toHexString() ?? null;
      if (!relation || !(await mayBecome(session, relation, employeeId))) throw new AppError('origin_invalid');
      const payload: OriginPayload = { fromId, toId: employeeId };
      const request = { kind: 'origin_change' as const, branchId, payload, facts: {}, reason };
      const subject = { kind: 'member', id: memberId, name: await titleOf(memberId, payload) };
      return requestApproval(session, { ...request, subject }, actor, now);
    }),
  );
}

/** Another manager or head at work in the member's branch; who works here is brought by nobody. */
async function mayBecome(session: ClientSession, relation: RelationRecord, employeeId: string): Promise<boolean> {
  const [employee] = await findEmployees([employeeId]);
  if (employee?.status !== 'active' || relation.originId?.equals(employeeId)) return false;
  const brings = employee.roles.includes('manager') || employee.roles.includes('head');
  const here = relation.branchId !== undefined && employee.branchId.equals(relation.branchId);
  return brings && here && !(await isInsider(relation._id.toHexString(), session));
}

/** `陈**：周敏 → 李娜`: what the second person reads. */
async function titleOf(memberId: string, { fromId, toId }: OriginPayload): Promise<string> {
  const [members, names] = [await maskedNames([memberId]), await employeeNames(fromId ? [fromId, toId] : [toId])];
  return `${members.get(memberId) ?? ''}：${names.get(fromId ?? '') ?? '—'} → ${names.get(toId) ?? ''}`;
}

/**
 * Carries out what a second person agreed to: conversions recorded from now on are the new origin manager's, credit that
 * was given stays where it is. The origin becomes owner where there is none.
 */
export async function applyOrigin(session: ClientSession, approval: ApprovalRecord, now: Date): Promise<void> {
  const { fromId, toId } = approval.payload as OriginPayload;
  const _id = new Types.ObjectId(approval.subject.id);
  const relation = await Relation.findById(_id).session(session).lean();
  const same = (relation?.originId?.toHexString() ?? null) === fromId;
  if (!relation || !same || !(await mayBecome(session, relation, toId))) throw new AppError('approval_outdated');
  const to = new Types.ObjectId(toId);
  const owner = relation.ownerId ? {} : { ownerId: to, ownerSince: now };
  // Of two at once one finds another origin than it has read, and its transaction begins again.
  await Relation.updateOne(
    { _id, originId: relation.originId ?? null },
    {
      $set: { originId: to, originAt: now, originBecause: 'decided', ...owner },
      $unset: { originChannelId: '', originWay: '' },
    },
    { session },
  );
  await tellAttributionChanged(session, approval.subject.id, 'relation', now);
  const from = fromId === null ? null : new Types.ObjectId(fromId);
  const reason = approval.reason ?? '';
  await OriginChange.create(
    [{ _id: new Types.ObjectId(), memberId: _id, fromId: from, toId: to, reason, approvalId: approval._id, at: now }],
    { session },
  );
  const { id: actorId, name: actorName } = approval.requestedBy;
  await recordAuditBy(
    session,
    { actorId, actorName, ip: null },
    {
      action: 'origin_changed',
      subject: approval.subject,
      branchId: approval.branchId.toHexString(),
      at: now,
      reason,
      changes: { approvalId: approval._id.toHexString(), fromId, toId },
    },
  );
}
