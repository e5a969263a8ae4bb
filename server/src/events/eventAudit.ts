import type { AuditActionName } from '@linzhang/shared/audit/audit.rules';
import type { ClientSession } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import type { EventRecord } from './event.model';

/** Writes a line about an event; its reader is the head of its branch. */
export async function auditEvent(
  session: ClientSession,
  actor: AuditActor,
  action: AuditActionName,
  event: Pick<EventRecord, '_id' | 'name' | 'branchId'>,
  now: Date,
  changes: Record<string, unknown>,
): Promise<void> {
  await recordAuditBy(session, actor, {
    action,
    subject: { kind: 'event', id: event._id.toHexString(), name: event.name },
    branchId: event.branchId.toHexString(),
    at: now,
    changes,
  });
}
