import { AppError } from '@linzhang/shared/kernel/errors';
import type { ClientSession } from 'mongoose';
import { registerApproval, requestApproval, withdrawApproval } from '../approvals/approvals.service';
import type { AuditActor } from '../audit/audit.service';
import { isDuplicateKey } from '../db/duplicateKey';
import { once } from '../db/requests';
import type { EmployeeActor } from '../http/actor';
import { applyMovements } from './counters';
import { getOffer } from './drafting.service';
import { resetHour } from './employeeHours';
import { Offer, type OfferRecord } from './offer.model';
import { addToMonth, publishApproved } from './publishing.service';

export interface Raise {
  offerId: string;
  addStock: number;
  addBudgetFen: number;
  reason: string;
  requestId: string;
}

/** Asks a second person to add stock or budget to a published offer; one raise waits at a time. */
export async function requestRaise(
  { offerId, addStock, addBudgetFen, reason, requestId }: Raise,
  actor: AuditActor,
  now: Date,
): Promise<OfferRecord> {
  if (addStock === 0 && addBudgetFen === 0) throw new AppError('offer_raise_empty');
  const params = { offerId, addStock, addBudgetFen, reason };
  const key = { actorId: actor.actorId ?? 'cli', operation: 'raiseOffer', requestId, params };
  try {
    await once(key, now, async (session) => {
      const offer = await getOffer(offerId, session);
      if (offer.status !== 'published' && offer.status !== 'paused') throw new AppError('offer_status_fixed');
      if (offer.approvalId) throw new AppError('offer_raise_waiting');
      const subject = { kind: 'offer', id: offerId, name: offer.name };
      const facts = { stock: offer.stock, budgetFen: offer.budgetFen, addStock, addBudgetFen };
      const branchId = offer.branchId.toHexString();
      const request = {
        kind: 'offer_raise' as const,
        branchId,
        subject,
        payload: { addStock, addBudgetFen },
        facts,
        reason,
      };
      const approvalId = await requestApproval(session, request, actor, now);
      await Offer.updateOne({ _id: offer._id }, { $set: { approvalId, approvalKind: 'raise' } }, { session });
      return offerId;
    });
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('offer_raise_waiting');
    throw error;
  }
  return getOffer(offerId);
}

/** Takes the request for the second person back; only who asked may. The offer is a draft again. */
export async function withdrawPublication(
  { offerId, version, requestId }: { offerId: string; version: number; requestId: string },
  employee: EmployeeActor,
  actor: AuditActor,
  now: Date,
): Promise<OfferRecord> {
  const offer = await getOffer(offerId);
  if (offer.status !== 'waiting' || !offer.approvalId) throw new AppError('offer_status_fixed');
  if (offer.version !== version) throw new AppError('version_conflict');
  await withdrawApproval(offer.approvalId, requestId, employee, actor, now);
  return getOffer(offerId);
}

interface RaisePayload {
  addStock: number;
  addBudgetFen: number;
}

/** Adds what the second person agreed to, while claims go on: what is left grows, nothing is set. */
async function raise(
  session: ClientSession,
  offerId: string,
  approvalId: string,
  { addStock, addBudgetFen }: RaisePayload,
  now: Date,
): Promise<void> {
  const offer = await getOffer(offerId, session);
  if (offer.status !== 'published' && offer.status !== 'paused') throw new AppError('approval_outdated');
  await endWaiting(session, offerId);
  await addToMonth(session, offer, addBudgetFen, now);
  const change = { units: addStock, budgetFen: addBudgetFen, spentFen: 0 };
  const movement = { offerId: offer._id, kind: 'raised' as const, causeId: approvalId, change };
  await applyMovements(session, offer._id, [{ ...movement, occurredAt: now, recordedAt: now }], {
    stock: addStock,
    budgetFen: addBudgetFen,
  });
}

async function endWaiting(session: ClientSession, offerId: string): Promise<void> {
  await Offer.updateOne({ _id: offerId }, { $unset: { approvalId: '', approvalKind: '' } }, { session });
}

/** Says what the second person's agreement does to offers and to a cashier's full hour. Called at start. */
export function registerOfferApprovals(): void {
  registerApproval('offer_publish', {
    apply: (session, { subject }, now) => publishApproved(session, subject.id, now),
    drop: async (session, { subject }) => {
      await Offer.updateOne(
        { _id: subject.id, status: 'waiting' },
        { $set: { status: 'draft' }, $unset: { approvalId: '', approvalKind: '' }, $inc: { version: 1 } },
        { session },
      );
    },
  });
  registerApproval('offer_raise', {
    apply: (session, { _id, subject, payload }, now) =>
      raise(session, subject.id, _id.toHexString(), payload as RaisePayload, now),
    drop: (session, { subject }) => endWaiting(session, subject.id),
  });
  registerApproval('redemption_hour', {
    apply: (session, { subject }) => resetHour(session, 'redemption', subject.id),
  });
}
