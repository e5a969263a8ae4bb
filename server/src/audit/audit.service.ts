import type { AuditEntry } from '@linzhang/shared/audit/audit.contract';
import type { AuditActionName } from '@linzhang/shared/audit/audit.rules';
import type { Page } from '@linzhang/shared/kernel/pages';
import { type ClientSession, Types } from 'mongoose';
import { pageAfter } from '../db/pages';
import { Audit, type AuditRecord } from './audit.model';

/** Writes one line of the trail in the transaction of the change it speaks of. */
export async function recordAudit(session: ClientSession, entry: Omit<AuditRecord, '_id'>): Promise<void> {
  await Audit.create([{ _id: new Types.ObjectId(), ...entry }], { session });
}

/** Who acts: an employee, or the operator at the command line (`actorId` null). */
export interface AuditActor {
  actorId: string | null;
  actorName: string;
  ip: string | null;
}

/** Writes one line on behalf of an employee or the operator. */
export async function recordAuditBy(
  session: ClientSession,
  actor: AuditActor,
  entry: Omit<AuditRecord, '_id' | keyof AuditActor>,
): Promise<void> {
  await recordAudit(session, { ...actor, ...entry });
}

/** The acting employee of a request, as the trail names them. */
export function auditActorOf(call: {
  actor: { employee: { employeeId: string; name: string } };
  ip: string;
}): AuditActor {
  return { actorId: call.actor.employee.employeeId, actorName: call.actor.employee.name, ip: call.ip };
}

export interface AuditQuery {
  /** Null reads every branch. */
  branchId: string | null;
  action?: AuditActionName;
  subjectId?: string;
  cursor?: string;
  limit: number;
}

/** Lines of the trail, newest first. */
export async function listAudits(query: AuditQuery): Promise<Page<AuditEntry>> {
  const filter = {
    ...(query.branchId === null ? {} : { branchId: query.branchId }),
    ...(query.action ? { action: query.action } : {}),
    ...(query.subjectId ? { 'subject.id': query.subjectId } : {}),
  };
  return pageAfter(Audit, filter, { field: '_id', direction: -1 }, query, presentAudit);
}

function presentAudit(entry: AuditRecord): AuditEntry {
  return {
    id: entry._id.toHexString(),
    at: entry.at.toISOString(),
    action: entry.action,
    actor: { id: entry.actorId, name: entry.actorName },
    subject: { kind: entry.subject.kind, id: entry.subject.id, name: entry.subject.name ?? null },
    reason: entry.reason ?? null,
    ip: entry.ip,
    changes: entry.changes,
  };
}
