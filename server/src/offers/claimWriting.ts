import { randomBytes } from 'node:crypto';
import type { Decision } from '@linzhang/shared/claims/batch.rules';
import { claimCodeOf, OFFER_RULE_VERSION, stockChange, validityOf } from '@linzhang/shared/claims/claims.rules';
import { maxCostFen } from '@linzhang/shared/offers/offers.rules';
import { type ClientSession, Types } from 'mongoose';
import { inTransaction } from '../db/transaction';
import { recordEngagements } from '../engagements/engagements.service';
import { Claim, type ClaimRecord } from './claim.model';
import type { ClaimRequest } from './claimQueue';
import { recordMovements } from './counters';
import type { OfferRecord } from './offer.model';
import { OfferCounter } from './offerCounter.model';

/** What a batch of one offer is granted: claims by the index of their request. */
export interface Grants {
  offer: OfferRecord;
  requests: readonly ClaimRequest[];
  decisions: readonly Decision[];
  claims: ReadonlyMap<number, ClaimRecord>;
}

const CODE_BYTES = 11;
/** Longest pause before a batch that met another process's is tried again. */
const JITTER_MS = 5;
const MOST_JITTER_STEPS = 8;

/** The claims that decisions make, with new codes. */
export function grantsOf(
  offer: OfferRecord,
  requests: readonly ClaimRequest[],
  decisions: readonly Decision[],
): Grants {
  const claims = new Map<number, ClaimRecord>();
  for (const [index, decision] of decisions.entries()) {
    const request = requests[index];
    if (decision.kind === 'granted' && request) claims.set(index, claimOf(offer, request, decision));
  }
  return { offer, requests, decisions, claims };
}

function claimOf(
  offer: OfferRecord,
  { memberId, causeId, isGrant, baselineFen, now }: ClaimRequest,
  { slot, day, daySlot }: Extract<Decision, { kind: 'granted' }>,
): ClaimRecord {
  return {
    _id: claimCodeOf(randomBytes(CODE_BYTES)),
    memberId: new Types.ObjectId(memberId),
    offerId: offer._id,
    state: 'claimed',
    causeId,
    ...(isGrant ? { grantId: causeId } : {}),
    slot,
    day,
    ...(daySlot === null ? {} : { daySlot }),
    claimedAt: now,
    ...validityOf(offer.validity, now),
    reservedFen: maxCostFen(offer.terms),
    ...(baselineFen === null ? {} : { baselineFen }),
    ruleVersion: OFFER_RULE_VERSION,
  };
}

/** The driver runs a conflicting transaction again at once; a short pause lets the other process finish first. */
export function inJitteredTransaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
  let tries = 0;
  return inTransaction(async (session) => {
    if (tries > 0) await jitter(tries);
    tries += 1;
    return work(session);
  });
}

/** Another process is changing the same counters: what was not written waits in the queue, and others join it. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** Weight of the newest batch in the time that batches take, and the most that is believed of it. */
const NEWEST = 0.2;
const MOST_USUAL_MS = 50;
let usualMs = JITTER_MS;

/** About how long a batch takes, in milliseconds. */
export const usualBatchMs = (): number => Math.min(usualMs, MOST_USUAL_MS);

/** Runs `work` in one transaction, which gives up where another process is in its way instead of running again. */
export async function inOneGo<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
  const from = performance.now();
  const done = await inTransaction((session) =>
    work(session).catch((error: unknown) => {
      throw isConflict(error) ? new Overtaken('another process was first') : error;
    }),
  );
  usualMs += NEWEST * (performance.now() - from - usualMs);
  return done;
}

/**
 * Resolves when the transactions that are changing the counters of these offers have ended: a write outside of
 * transactions waits for them in the database, which wakes it at once.
 */
export async function awaitTurn(offerIds: readonly string[]): Promise<void> {
  const _id = { $in: offerIds.map((id) => new Types.ObjectId(id)) };
  await OfferCounter.collection.updateMany({ _id }, { $inc: { waits: 1 } });
}

const WRITE_CONFLICT = 112;

function isConflict(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === WRITE_CONFLICT;
}

/** A pause before the `tries`-th time, so that the other process can finish first. */
function jitter(tries: number): Promise<void> {
  const longest = JITTER_MS * Math.min(tries, MOST_JITTER_STEPS);
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
}

/** A guard did not confirm what was decided by: the transaction is given up and decided anew. */
export class GuardRefused extends Error {
  override readonly name = 'GuardRefused';
}

/** Writes what several offers grant, within the transaction; throws `GuardRefused` where one of them cannot. */
export async function writeGrants(session: ClientSession, all: readonly Grants[]): Promise<void> {
  await reserve(session, all);
  const claims = all.flatMap((grants) => [...grants.claims.values()]);
  await Claim.collection.insertMany(claims as never, { session });
  await recordMovements(
    session,
    claims.map((claim) => ({
      offerId: claim.offerId,
      kind: 'claimed',
      causeId: claim._id,
      claimId: claim._id,
      change: stockChange.claimed(claim.reservedFen),
      occurredAt: claim.claimedAt,
      recordedAt: claim.claimedAt,
    })),
  );
  await recordEngagements(session, all.flatMap(engagementsOf));
}

/** Takes units and cost of every offer, where all are there and each offer is still the one that was read. */
async function reserve(session: ClientSession, all: readonly Grants[]): Promise<void> {
  const writes = all.map(({ offer, claims: { size: count } }) => {
    const costFen = count * maxCostFen(offer.terms);
    return {
      updateOne: {
        filter: {
          _id: offer._id,
          claimable: true,
          offerVersion: offer.version,
          unitsLeft: { $gte: count },
          budgetLeftFen: { $gte: costFen },
        },
        update: { $inc: { unitsLeft: -count, budgetLeftFen: -costFen, claimedCount: count } },
      },
    };
  });
  const { matchedCount } = await OfferCounter.collection.bulkWrite(writes, { session });
  if (matchedCount !== all.length) throw new GuardRefused('what is left changed');
}

function engagementsOf({ offer, requests, claims }: Grants) {
  const facts = {
    branchId: offer.branchId.toHexString(),
    offerId: offer._id.toHexString(),
    ...(offer.merchantId ? { merchantId: offer.merchantId.toHexString() } : {}),
  };
  return [...claims.entries()].map(([index, claim]) => ({
    ...facts,
    memberId: claim.memberId.toHexString(),
    kind: 'claimed' as const,
    causeId: claim._id,
    claimId: claim._id,
    occurredAt: claim.claimedAt,
    recordedAt: claim.claimedAt,
    ...(requests[index]?.insider ? { insider: true } : {}),
  }));
}
