import { businessDay } from '@linzhang/shared/kernel/time';
import { maxCostFen } from '@linzhang/shared/offers/offers.rules';
import type { Difference } from '../db/difference';
import { Claim } from './claim.model';
import { MonthlyCost } from './monthlyCost.model';
import { Offer, type OfferRecord } from './offer.model';
import { OfferCounter } from './offerCounter.model';
import { Redemption } from './redemption.model';
import { StockMovement } from './stockMovement.model';

/** Recomputes what the offers of a month may cost from what was published and raised in it. */
export async function* monthsDiffer(): AsyncIterable<Difference> {
  const expected = await costsByMonth();
  for await (const { _id, budgetFen } of MonthlyCost.find().lean().cursor()) {
    const cost = expected.get(_id) ?? 0;
    expected.delete(_id);
    if (cost !== budgetFen)
      yield { projection: 'offerMonthlyCosts.budgetFen', id: _id, expected: cost, found: budgetFen };
  }
  for (const [id, cost] of expected)
    if (cost !== 0) yield { projection: 'offerMonthlyCosts.budgetFen', id, expected: cost, found: null };
}

/** At its publishing an offer counts with what it can cost at most, at a raise with the budget that was added. */
async function costsByMonth(): Promise<Map<string, number>> {
  const costs = new Map<string, number>();
  const offers = new Map<string, OfferRecord | null>();
  for await (const row of StockMovement.find({ kind: { $in: ['published', 'raised'] } })
    .lean()
    .cursor()) {
    const offerId = row.offerId.toHexString();
    if (!offers.has(offerId)) offers.set(offerId, await Offer.findById(offerId).lean());
    const offer = offers.get(offerId);
    if (!offer) continue;
    const month = `${(offer.merchantId ?? offer.branchId).toHexString()}:${businessDay(row.recordedAt).slice(0, 7)}`;
    const most = Math.min(row.budgetFen, row.units * maxCostFen(offer.terms));
    costs.set(month, (costs.get(month) ?? 0) + (row.kind === 'published' ? most : row.budgetFen));
  }
  return costs;
}

/** Offers that are or were published and have no counters. */
export async function* offersWithoutCounters(): AsyncIterable<Difference> {
  for await (const { _id } of Offer.find({ publishedAt: { $exists: true } }, { _id: 1 })
    .lean()
    .cursor())
    if (!(await OfferCounter.exists({ _id })))
      yield { projection: 'offerCounters', id: _id.toHexString(), expected: 'counters', found: null };
}

/** Every used claim has the one redemption that used it, in the same state; and no other is. */
export async function* redemptionsDiffer(): AsyncIterable<Difference> {
  const found = new Map<string, string[]>();
  for await (const { claimId, state } of Redemption.find({ state: { $in: ['redeemed', 'reversed'] } })
    .lean()
    .cursor())
    found.set(claimId, [...(found.get(claimId) ?? []), state]);
  for await (const { _id, state } of Claim.find({ state: { $in: ['redeemed', 'reversed'] } }, { state: 1 })
    .lean()
    .cursor()) {
    const states = found.get(_id) ?? [];
    found.delete(_id);
    if (states.join() !== state) yield { projection: 'redemptions.state', id: _id, expected: state, found: states };
  }
  for (const [id, states] of found) yield { projection: 'redemptions.state', id, expected: 'none', found: states };
}
