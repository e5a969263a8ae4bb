import { AppError } from '@linzhang/shared/kernel/errors';
import { businessDay } from '@linzhang/shared/kernel/time';
import { canMoveOffer, maxCostFen, type OfferStatus, offerFaults } from '@linzhang/shared/offers/offers.rules';
import type { ClientSession } from 'mongoose';
import { requestApproval } from '../approvals/approvals.service';
import type { AuditActor } from '../audit/audit.service';
import { isDuplicateKey } from '../db/duplicateKey';
import { once } from '../db/requests';
import { settingsOf } from '../settings/settings.service';
import { recordMovements } from './counters';
import { fieldsOf, getOffer } from './drafting.service';
import { MonthlyCost } from './monthlyCost.model';
import { Offer, type OfferRecord } from './offer.model';
import { auditOffer } from './offerAudit';
import { freshOffer } from './offerCache';
import { OfferCounter } from './offerCounter.model';
import { type OfferTexts, requirePassingTexts } from './texts';

export interface StatusChange {
  offerId: string;
  status: Exclude<OfferStatus, 'waiting' | 'draft'>;
  version: number;
  requestId: string;
}

/**
 * Publishes, pauses, goes on or ends. A draft is published when nothing is wrong with it and WeChat lets its texts
 * pass; over the month's cost limit of its merchant it waits for a second person instead.
 */
export async function changeOfferStatus(
  { offerId, status, version, requestId }: StatusChange,
  { actor, texts }: { actor: AuditActor; texts: OfferTexts },
  now: Date,
): Promise<OfferRecord> {
  const offer = await getOffer(offerId);
  const key = { actorId: actor.actorId ?? 'cli', operation: 'changeOfferStatus', requestId };
  const publishes = offer.status === 'draft' && status === 'published';
  if (publishes) {
    const faults = offerFaults(fieldsOf(offer), now);
    if (faults.length > 0) throw new AppError('offer_not_ready', { faults });
    await requirePassingTexts(offer, texts);
  }
  const limitFen = (await settingsOf(offer.branchId.toHexString())).offerCostLimitFen;
  const run = (overLimit: boolean) =>
    once({ ...key, params: { offerId, status, version } }, now, async (session) => {
      const current = await getOffer(offerId, session);
      if (current.version !== version) throw new AppError('version_conflict');
      if (!canMoveOffer(current.status, status)) throw new AppError('offer_status_fixed');
      if (current.status !== 'draft') await setLive(session, current, status, actor, now);
      else if (overLimit) await askSecondPerson(session, current, limitFen, actor, now);
      else await publish(session, current, limitFen, actor, now);
      return offerId;
    });
  // A full month aborts the transaction by its unique _id; what is asked then is another one.
  await run(false).catch((error: unknown) => {
    if (publishes && isDuplicateKey(error)) return run(true);
    throw error;
  });
  await freshOffer(offerId);
  return getOffer(offerId);
}

function monthOf(offer: OfferRecord, now: Date): string {
  const payer = offer.merchantId ?? offer.branchId;
  return `${payer.toHexString()}:${businessDay(now).slice(0, 7)}`;
}

/** What an offer may cost at most: its budget, or all its units, whichever is less. */
function possibleCostFen({ budgetFen, stock, terms }: OfferRecord): number {
  return Math.min(budgetFen, stock * maxCostFen(terms));
}

/** Publishes within the limit: the month's row does not match when it would be exceeded, and its upsert then fails. */
async function publish(
  session: ClientSession,
  offer: OfferRecord,
  limitFen: number,
  actor: AuditActor,
  now: Date,
): Promise<void> {
  const costFen = possibleCostFen(offer);
  if (costFen > limitFen) return askSecondPerson(session, offer, limitFen, actor, now);
  await MonthlyCost.updateOne(
    { _id: monthOf(offer, now), budgetFen: { $lte: limitFen - costFen } },
    { $inc: { budgetFen: costFen } },
    { session, upsert: true },
  );
  await open(session, offer, now);
  await auditOffer(session, actor, 'offer_status_changed', offer, now, { before: offer.status, after: 'published' });
}

async function open(session: ClientSession, offer: OfferRecord, now: Date): Promise<void> {
  const after = await Offer.findOneAndUpdate(
    { _id: offer._id, version: offer.version, status: offer.status },
    {
      $set: { status: 'published', publishedAt: now },
      $unset: { approvalId: '', approvalKind: '' },
      $inc: { version: 1 },
    },
    { session, returnDocument: 'after' },
  ).lean();
  if (!after) throw new AppError('version_conflict');
  const { stock, budgetFen } = after;
  await OfferCounter.create(
    [
      {
        _id: after._id,
        claimable: true,
        offerVersion: after.version,
        stock,
        budgetFen,
        unitsLeft: stock,
        budgetLeftFen: budgetFen,
        spentFen: 0,
        claimedCount: 0,
        redeemedCount: 0,
      },
    ],
    { session },
  );
  await recordMovements(session, [
    {
      offerId: after._id,
      kind: 'published',
      causeId: after._id.toHexString(),
      change: { units: stock, budgetFen, spentFen: 0 },
      occurredAt: now,
      recordedAt: now,
    },
  ]);
}

async function askSecondPerson(
  session: ClientSession,
  offer: OfferRecord,
  limitFen: number,
  actor: AuditActor,
  now: Date,
): Promise<void> {
  const month = await MonthlyCost.findById(monthOf(offer, now)).session(session).lean();
  const approvalId = await requestApproval(
    session,
    {
      kind: 'offer_publish',
      branchId: offer.branchId.toHexString(),
      subject: { kind: 'offer', id: offer._id.toHexString(), name: offer.name },
      payload: {},
      facts: {
        stock: offer.stock,
        costFen: possibleCostFen(offer),
        monthFen: month?.budgetFen ?? 0,
        limitFen,
      },
    },
    actor,
    now,
  );
  const changed = await Offer.updateOne(
    { _id: offer._id, version: offer.version, status: 'draft' },
    { $set: { status: 'waiting', approvalId, approvalKind: 'publish' }, $inc: { version: 1 } },
    { session },
  );
  if (changed.matchedCount !== 1) throw new AppError('version_conflict');
}

/** Publishes what the second person agreed to; the month counts it too. Throws `approval_outdated` where it is over. */
export async function publishApproved(session: ClientSession, offerId: string, now: Date): Promise<void> {
  const offer = await getOffer(offerId, session);
  if (offer.status !== 'waiting' || offerFaults(fieldsOf(offer), now).length > 0)
    throw new AppError('approval_outdated');
  await addToMonth(session, offer, possibleCostFen(offer), now);
  await open(session, offer, now);
}

/** Adds to the month what a second person agreed to. */
export async function addToMonth(
  session: ClientSession,
  offer: OfferRecord,
  costFen: number,
  now: Date,
): Promise<void> {
  await MonthlyCost.updateOne(
    { _id: monthOf(offer, now) },
    { $inc: { budgetFen: costFen } },
    { session, upsert: true },
  );
}

async function setLive(
  session: ClientSession,
  offer: OfferRecord,
  status: OfferStatus,
  actor: AuditActor,
  now: Date,
): Promise<void> {
  const changed = await Offer.updateOne(
    { _id: offer._id, version: offer.version, status: offer.status },
    { $set: { status }, $inc: { version: 1 } },
    { session },
  );
  if (changed.matchedCount !== 1) throw new AppError('version_conflict');
  await OfferCounter.updateOne(
    { _id: offer._id },
    { $set: { claimable: status === 'published', offerVersion: offer.version + 1 } },
    { session },
  );
  await auditOffer(session, actor, 'offer_status_changed', offer, now, { before: offer.status, after: status });
}
