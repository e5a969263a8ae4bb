import { AppError } from '@linzhang/shared/kernel/errors';
import { type OfferDraft, offerFaults } from '@linzhang/shared/offers/offers.rules';
import { type ClientSession, Types } from 'mongoose';
import type { AuditActor } from '../audit/audit.service';
import { getBranch } from '../branches/branches.service';
import { once } from '../db/requests';
import { inTransaction } from '../db/transaction';
import { eligibilityOf } from './claimable';
import { Offer, type OfferRecord } from './offer.model';
import { auditOffer } from './offerAudit';
import { freshOffer } from './offerCache';
import { OfferCounter } from './offerCounter.model';
import { checkReferences } from './references';
import { type OfferTexts, requirePassingTexts } from './texts';

/** An offer as its form gives it; ids are hex. */
export interface OfferFields extends OfferDraft {
  campaign: string | null;
  boothIds: string[];
}

/** One offer of any status; throws `not_found`. */
export async function getOffer(offerId: string, session: ClientSession | null = null): Promise<OfferRecord> {
  const offer = await Offer.findById(offerId).session(session).lean();
  if (!offer) throw new AppError('not_found');
  return offer;
}

/** Adds a draft to a branch. Safe to retry with the same requestId. */
export async function createOffer(
  branchId: string,
  fields: OfferFields,
  requestId: string,
  actor: AuditActor,
  now: Date,
): Promise<OfferRecord> {
  await getBranch(branchId);
  await checkReferences(branchId, fields);
  const key = { actorId: actor.actorId ?? 'cli', operation: 'createOffer', requestId, params: { branchId, fields } };
  return getOffer(
    await once(key, now, (session) => insertDraft(session, branchId, storedFields(fields).set, actor, now)),
  );
}

/** Makes a draft from an earlier offer of any status. */
export async function copyOffer(
  offerId: string,
  requestId: string,
  actor: AuditActor,
  now: Date,
): Promise<OfferRecord> {
  const from = await getOffer(offerId);
  const { _id, branchId, status, approvalId, approvalKind, publishedAt, version, createdAt, ...fields } = from;
  const key = { actorId: actor.actorId ?? 'cli', operation: 'copyOffer', requestId, params: { offerId } };
  return getOffer(await once(key, now, (session) => insertDraft(session, branchId.toHexString(), fields, actor, now)));
}

type DraftRow = Omit<OfferRecord, '_id' | 'branchId' | 'status' | 'version' | 'createdAt'>;

async function insertDraft(
  session: ClientSession,
  branchId: string,
  fields: DraftRow,
  actor: AuditActor,
  now: Date,
): Promise<string> {
  const draft = { status: 'draft' as const, version: 0, createdAt: now };
  const row = { ...fields, ...draft, branchId: new Types.ObjectId(branchId) };
  const [offer] = await Offer.create([row], { session });
  if (!offer) throw new Error('offer was not stored');
  await auditOffer(session, actor, 'offer_created', offer, now, { kind: fields.terms.kind });
  return offer._id.toHexString();
}

/**
 * Changes an offer that nobody changed since `version` was read. Once published, what members were promised and what
 * claims count by stays: only texts, campaign, booths and the end of claiming change.
 */
export async function updateOffer(
  offerId: string,
  fields: OfferFields,
  version: number,
  { actor, texts }: { actor: AuditActor; texts: OfferTexts },
  now: Date,
): Promise<OfferRecord> {
  const before = await getOffer(offerId);
  if (before.status === 'waiting' || before.status === 'ended') throw new AppError('offer_fixed');
  await checkReferences(before.branchId.toHexString(), fields);
  if (before.status !== 'draft') {
    if (promises(fieldsOf(before)) !== promises(fields)) throw new AppError('offer_fixed');
    const faults = offerFaults(fields, now).filter((fault) => fault !== 'already_closed');
    if (faults.length > 0) throw new AppError('offer_not_ready', { faults });
    await requirePassingTexts(fields, texts);
  }
  const { set, unset } = storedFields(fields);
  await inTransaction(async (session) => {
    const after = await Offer.findOneAndUpdate(
      { _id: offerId, version, status: before.status },
      { $set: set, ...(Object.keys(unset).length > 0 ? { $unset: unset } : {}), $inc: { version: 1 } },
      { session, returnDocument: 'after' },
    ).lean();
    if (!after) throw new AppError('version_conflict');
    if (after.status !== 'draft')
      await OfferCounter.updateOne({ _id: after._id }, { $set: { offerVersion: after.version } }, { session });
    await auditOffer(session, actor, 'offer_changed', after, now, {
      before: auditFields(before),
      after: auditFields(after),
    });
  });
  await freshOffer(offerId);
  return getOffer(offerId);
}

function auditFields({ name, terms, stock, budgetFen, opensAt, closesAt }: OfferRecord) {
  return { name, terms, stock, budgetFen, opensAt, closesAt };
}

/** What must stay once an offer is published, as text to compare by. */
function promises(fields: OfferFields): string {
  const { terms, merchantId, stock, perMember, perMemberDay, budgetFen, bankPercent, opensAt, validity } = fields;
  const { groupIds, tiers, segments, newMembersOnly, phoneBound, stamps, aumRiseFen } = fields.eligibility;
  const conditions = [[...groupIds].sort(), [...tiers].sort(), [...segments].sort(), newMembersOnly, phoneBound];
  const terminal = Object.entries(terms).sort(([a], [b]) => (a < b ? -1 : 1));
  const valid = validity.kind === 'days' ? [validity.days] : [validity.from.getTime(), validity.until.getTime()];
  const limits = [merchantId, stock, perMember, perMemberDay, budgetFen, bankPercent, opensAt.getTime()];
  return JSON.stringify([terminal, limits, valid, conditions, stamps?.eventId, stamps?.count, aumRiseFen]);
}

/** The form's fields of a stored offer. */
export function fieldsOf(offer: OfferRecord): OfferFields {
  const { name, intro, terms, stock, perMember, budgetFen, bankPercent, opensAt, closesAt, validity } = offer;
  return {
    name,
    intro,
    terms,
    stock,
    perMember,
    budgetFen,
    bankPercent,
    opensAt,
    closesAt,
    validity,
    campaign: offer.campaign ?? null,
    merchantId: offer.merchantId?.toHexString() ?? null,
    boothIds: offer.boothIds.map((id) => id.toHexString()),
    perMemberDay: offer.perMemberDay ?? null,
    eligibility: eligibilityOf(offer),
  };
}

function storedFields(fields: OfferFields): { set: DraftRow; unset: Record<string, ''> } {
  const { campaign, merchantId, boothIds, perMemberDay, eligibility, ...rest } = fields;
  const { groupIds, stamps, tiers, segments, ...conditions } = eligibility;
  return {
    set: {
      ...rest,
      boothIds: boothIds.map((id) => new Types.ObjectId(id)),
      eligibility: {
        ...conditions,
        tiers: [...tiers],
        segments: [...segments],
        groupIds: groupIds.map((id) => new Types.ObjectId(id)),
        stamps: stamps ? { eventId: new Types.ObjectId(stamps.eventId), count: stamps.count } : null,
      },
      ...(campaign === null ? {} : { campaign }),
      ...(merchantId === null ? {} : { merchantId: new Types.ObjectId(merchantId) }),
      ...(perMemberDay === null ? {} : { perMemberDay }),
    },
    unset: {
      ...(campaign === null ? { campaign: '' as const } : {}),
      ...(merchantId === null ? { merchantId: '' as const } : {}),
      ...(perMemberDay === null ? { perMemberDay: '' as const } : {}),
    },
  };
}
