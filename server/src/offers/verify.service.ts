import type { ClaimState } from '@linzhang/shared/claims/claims.rules';
import type { Types } from 'mongoose';
import type { Difference } from '../db/difference';
import { standingEngagements } from '../engagements/standing.service';
import { Claim, type ClaimRecord } from './claim.model';
import { Offer, type OfferRecord } from './offer.model';
import { OfferCounter, type OfferCounterRecord } from './offerCounter.model';
import { StockMovement } from './stockMovement.model';
import { monthsDiffer, offersWithoutCounters, redemptionsDiffer } from './verifyLimits';

/**
 * Recomputes the counters of every offer from the stock movements, compares movements with claims and claims with the
 * engagements, and looks for anybody over a limit and anything issued beyond stock or budget.
 */
export async function* verifyOffers(): AsyncIterable<Difference> {
  const ledger = await sumsByOffer();
  const claims = await claimsByOffer();
  for await (const row of OfferCounter.find().lean().cursor()) {
    const counters = row as OfferCounterRecord;
    const id = counters._id.toHexString();
    const offer = await Offer.findById(counters._id).lean();
    yield* countersDiffer(counters, ledger.get(id) ?? {}, claims.get(id) ?? {}, offer);
  }
  yield* offersWithoutCounters();
  yield* monthsDiffer();
  yield* redemptionsDiffer();
  yield* claimsOverLimit();
  yield* claimsWithoutMovement();
  yield* claimsWithoutEngagement();
}

type Sums = Partial<Record<string, number>>;

interface MovementSum {
  _id: { offerId: Types.ObjectId; kind: string };
  units: number;
  budgetFen: number;
  spentFen: number;
  count: number;
}

/** What the ledger gives by offer: the sums of its changes, and how many there are of each kind. */
async function sumsByOffer(): Promise<Map<string, Sums>> {
  const rows = await StockMovement.aggregate<MovementSum>([
    {
      $group: {
        _id: { offerId: '$offerId', kind: '$kind' },
        units: { $sum: '$units' },
        budgetFen: { $sum: '$budgetFen' },
        spentFen: { $sum: '$spentFen' },
        count: { $sum: 1 },
      },
    },
  ]);
  const sums = new Map<string, Sums>();
  for (const { _id, units, budgetFen, spentFen, count } of rows) {
    const id = _id.offerId.toHexString();
    const sum = sums.get(id) ?? {};
    sums.set(id, {
      ...sum,
      units: (sum['units'] ?? 0) + units,
      budgetFen: (sum['budgetFen'] ?? 0) + budgetFen,
      spentFen: (sum['spentFen'] ?? 0) + spentFen,
      ...(_id.kind === 'published' || _id.kind === 'raised'
        ? { stock: (sum['stock'] ?? 0) + units, givenFen: (sum['givenFen'] ?? 0) + budgetFen }
        : {}),
      [_id.kind]: count,
    });
  }
  return sums;
}

async function claimsByOffer(): Promise<Map<string, Sums>> {
  const rows = await Claim.aggregate<{ _id: { offerId: Types.ObjectId; state: ClaimState }; count: number }>([
    { $group: { _id: { offerId: '$offerId', state: '$state' }, count: { $sum: 1 } } },
  ]);
  const counts = new Map<string, Sums>();
  for (const { _id, count } of rows) {
    const id = _id.offerId.toHexString();
    counts.set(id, { ...counts.get(id), [_id.state]: count });
  }
  return counts;
}

function* countersDiffer(
  counters: OfferCounterRecord,
  ledger: Sums,
  claims: Sums,
  offer: OfferRecord | null,
): Iterable<Difference> {
  const id = counters._id.toHexString();
  const claimed = Object.values(claims).reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const facts: [string, unknown, unknown][] = [
    ['offerCounters.stock', ledger['stock'] ?? 0, counters.stock],
    ['offerCounters.budgetFen', ledger['givenFen'] ?? 0, counters.budgetFen],
    ['offerCounters.unitsLeft', ledger['units'] ?? 0, counters.unitsLeft],
    ['offerCounters.budgetLeftFen', ledger['budgetFen'] ?? 0, counters.budgetLeftFen],
    ['offerCounters.spentFen', ledger['spentFen'] ?? 0, counters.spentFen],
    ['offerCounters.claimedCount', claimed, counters.claimedCount],
    ['offerCounters.redeemedCount', claims['redeemed'] ?? 0, counters.redeemedCount],
    ['offerCounters.offerVersion', offer?.version, counters.offerVersion],
    ['offerCounters.claimable', offer?.status === 'published', counters.claimable],
    ['offerCounters.overIssued', false, counters.unitsLeft < 0 || counters.budgetLeftFen < 0],
    ['stockMovements.claimed', claimed, ledger['claimed'] ?? 0],
    ['stockMovements.expired', claims['expired'] ?? 0, ledger['expired'] ?? 0],
    ['stockMovements.cancelled', claims['cancelled'] ?? 0, ledger['cancelled'] ?? 0],
    ['stockMovements.redeemed', (claims['redeemed'] ?? 0) + (claims['reversed'] ?? 0), ledger['redeemed'] ?? 0],
    ['stockMovements.reversed', claims['reversed'] ?? 0, ledger['reversed'] ?? 0],
  ];
  for (const [projection, expected, found] of facts) if (expected !== found) yield { projection, id, expected, found };
}

/** Members with more counted claims of an offer than it allows; a merged account may have brought its own along. */
async function* claimsOverLimit(): AsyncIterable<Difference> {
  const rows = await Claim.aggregate<{ _id: { offerId: Types.ObjectId; memberId: Types.ObjectId }; count: number }>([
    { $match: { slot: { $gt: 0 }, movedFrom: { $exists: false } } },
    { $group: { _id: { offerId: '$offerId', memberId: '$memberId' }, count: { $sum: 1 } } },
    { $lookup: { from: Offer.collection.name, localField: '_id.offerId', foreignField: '_id', as: 'offer' } },
    { $match: { $expr: { $gt: ['$count', { $first: '$offer.perMember' }] } } },
  ]);
  for (const { _id, count } of rows)
    yield {
      projection: 'claims.overLimit',
      id: _id.memberId.toHexString(),
      expected: 'within perMember',
      found: count,
    };
}

async function* claimsWithoutMovement(): AsyncIterable<Difference> {
  const rows = await Claim.aggregate<{ _id: string }>([
    { $project: { movementId: { $concat: ['$_id', ':claimed'] } } },
    { $lookup: { from: StockMovement.collection.name, localField: 'movementId', foreignField: '_id', as: 'movement' } },
    { $match: { movement: { $size: 0 } } },
    { $project: { _id: 1 } },
  ]);
  for (const { _id } of rows) yield { projection: 'claims.movement', id: _id, expected: 'one', found: 'none' };
}

/** Every claim is an engagement that holds, every redeemed one a second; and nothing else is. */
async function* claimsWithoutEngagement(): AsyncIterable<Difference> {
  const claimed = new Set<string>();
  const redeemed = new Set<string>();
  for await (const row of Claim.find({}, { state: 1 }).lean().cursor()) {
    const { _id, state } = row as Pick<ClaimRecord, '_id' | 'state'>;
    claimed.add(_id);
    if (state === 'redeemed') redeemed.add(_id);
  }
  yield* compare('claimed', claimed);
  yield* compare('redeemed', redeemed);
}

async function* compare(kind: 'claimed' | 'redeemed', expected: ReadonlySet<string>): AsyncIterable<Difference> {
  const found = new Set<string>();
  for await (const { causeId } of standingEngagements(kind)) found.add(causeId);
  for (const id of expected)
    if (!found.has(id)) yield { projection: `engagements.${kind}`, id, expected: 'one', found: 'none' };
  for (const id of found)
    if (!expected.has(id)) yield { projection: `engagements.${kind}`, id, expected: 'none', found: 'one' };
}
