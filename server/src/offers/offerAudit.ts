import type { AuditActionName } from '@linzhang/shared/audit/audit.rules';
import type { ClientSession } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import type { OfferRecord } from './offer.model';

/** Writes a line about an offer; its reader is the head of its branch. */
export async function auditOffer(
  session: ClientSession,
  actor: AuditActor,
  action: AuditActionName,
  offer: Pick<OfferRecord, '_id' | 'name' | 'branchId'>,
  now: Date,
  changes: Record<string, unknown>,
  reason?: string,
): Promise<void> {
  await recordAuditBy(session, actor, {
    action,
    subject: { kind: 'offer', id: offer._id.toHexString(), name: offer.name },
    branchId: offer.branchId.toHexString(),
    at: now,
    changes,
    ...(reason ? { reason } : {}),
  });
}
