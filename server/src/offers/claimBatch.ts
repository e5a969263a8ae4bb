import { type CountedClaim, type Decision, decideBatch } from '@linzhang/shared/claims/batch.rules';
import type { OfferLeft } from '@linzhang/shared/claims/claims.rules';
import { AppError, type ErrorCode } from '@linzhang/shared/kernel/errors';
import { Types } from 'mongoose';
import { Claim, type ClaimRecord } from './claim.model';
import { claimable } from './claimable';
import type { ClaimRequest } from './claimQueue';
import { type Grants, GuardRefused, grantsOf, inJitteredTransaction, inOneGo, writeGrants } from './claimWriting';
import { Offer } from './offer.model';
import { freshOffer, knownOffer } from './offerCache';
import { OfferCounter } from './offerCounter.model';

/** Requests of one offer that are decided together. */
export interface Batch {
  offerId: string;
  requests: readonly ClaimRequest[];
}

/** What became of one request: its claim, or why there is none. */
export type ClaimOutcome = { claim: ClaimRecord } | { refusal: ErrorCode };

const UNLIMITED: OfferLeft = { unitsLeft: Number.MAX_SAFE_INTEGER, budgetLeftFen: Number.MAX_SAFE_INTEGER };

/**
 * Decides batches of several offers by what is known of the offers, which the guards confirm, and writes what they
 * grant in one transaction: a guarded `$inc` of each offer's counters, claims, ledgers. A batch gives null where it
 * needs a closer look: nothing was granted, or a guard refused. Throws a duplicate key where a request was answered
 * meanwhile, or a member's slot was taken, and `Overtaken` where another process is changing the same counters.
 */
export async function writeTogether(batches: readonly Batch[]): Promise<(ClaimOutcome[] | null)[]> {
  const [known, counted] = await Promise.all([
    Promise.all(batches.map(({ offerId }) => knownOffer(offerId))),
    countedClaims(batches),
  ]);
  const all = batches.map(({ offerId, requests }, index) => {
    const offer = known[index]?.offer;
    if (!offer) throw new Error(`offer ${offerId} was not read`);
    return grantsOf(offer, requests, decideBatch(claimable(offer), UNLIMITED, counted.get(offerId) ?? [], requests));
  });
  const granting = all.filter(({ claims }) => claims.size > 0);
  if (granting.length === 0 || !(await tryWrite(granting))) return batches.map(() => null);
  return Promise.all(all.map((grants) => (grants.claims.size > 0 ? outcomesOf(grants) : null)));
}

async function tryWrite(all: readonly Grants[]): Promise<boolean> {
  try {
    await inOneGo((session) => writeGrants(session, all));
    return true;
  } catch (error) {
    if (error instanceof GuardRefused) return false;
    throw error;
  }
}

/** Decides one batch by offer and counters as they are read in the transaction that writes. */
export async function writeByFresh({ offerId, requests }: Batch): Promise<ClaimOutcome[]> {
  const counted = (await countedClaims([{ offerId, requests }])).get(offerId) ?? [];
  const grants = await inJitteredTransaction(async (session) => {
    const offer = await Offer.findById(offerId).session(session).lean();
    if (!offer) throw new AppError('not_found');
    const counters = await OfferCounter.findById(offerId).session(session).lean();
    const left = counters ?? { unitsLeft: 0, budgetLeftFen: 0 };
    const decided = grantsOf(offer, requests, decideBatch(claimable(offer), left, counted, requests));
    if (decided.claims.size > 0) await writeGrants(session, [decided]);
    return decided;
  });
  await freshOffer(offerId);
  return outcomesOf(grants);
}

/** Own claims of the batches' members that count, by offer, in one read. */
async function countedClaims(batches: readonly Batch[]): Promise<Map<string, CountedClaim[]>> {
  const each = batches.map(({ offerId, requests }) => ({
    memberId: { $in: [...new Set(requests.flatMap(({ limitIds }) => limitIds))].map((id) => new Types.ObjectId(id)) },
    offerId: new Types.ObjectId(offerId),
    slot: { $gt: 0 },
  }));
  const [only] = each;
  const fields = { memberId: 1, offerId: 1, causeId: 1, slot: 1, day: 1, daySlot: 1 };
  const where = each.length === 1 && only ? only : { $or: each };
  const rows = await Claim.collection.find<ClaimRecord>(where as never, { projection: fields }).toArray();
  const byOffer = new Map<string, CountedClaim[]>(batches.map(({ offerId }) => [offerId, []]));
  for (const { _id, offerId, memberId, causeId, slot = 0, day, daySlot } of rows)
    byOffer
      .get(offerId.toHexString())
      ?.push({ id: _id, memberId: memberId.toHexString(), causeId, slot, day, daySlot: daySlot ?? null });
  return byOffer;
}

/** Every request's answer, in order; refused ones are looked up first, since a repeat gets the answer it had. */
async function outcomesOf({ offer, requests, decisions, claims }: Grants): Promise<ClaimOutcome[]> {
  const unsure = requests.filter((_request, index) => isUnsure(decisions[index]));
  const stored = unsure.length === 0 ? [] : await storedAnswers(unsure);
  return requests.map(({ memberId, causeId }, index) => {
    const decision = decisions[index];
    const granted = claims.get(decision?.kind === 'twin' ? decision.index : index);
    if (granted) return { claim: granted };
    const before = stored.find((claim) => claim.causeId === causeId && claim.memberId.toHexString() === memberId);
    if (before) return before.offerId.equals(offer._id) ? { claim: before } : { refusal: 'request_reused' };
    return { refusal: decision?.kind === 'refused' ? decision.refusal : 'internal' };
  });
}

function isUnsure(decision: Decision | undefined): boolean {
  return decision?.kind === 'refused' || decision?.kind === 'answered';
}

/** Claims that answered these requests before, of whatever offer. */
export async function storedAnswers(
  requests: readonly Pick<ClaimRequest, 'memberId' | 'causeId'>[],
): Promise<ClaimRecord[]> {
  const memberId = { $in: requests.map((request) => new Types.ObjectId(request.memberId)) };
  return Claim.find({ memberId, causeId: { $in: requests.map(({ causeId }) => causeId) } }).lean();
}
