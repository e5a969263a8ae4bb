import { splitCostFen } from '@linzhang/shared/offers/offers.rules';
import { Types } from 'mongoose';
import { Claim } from './claim.model';
import { Offer } from './offer.model';

/** What redeemed claims cost the bank, in fen, by claim; one that was not redeemed, or reversed since, is left out. */
export async function settledCosts(claimIds: readonly string[]): Promise<Map<string, number>> {
  const where = { _id: { $in: [...claimIds] }, state: 'redeemed' as const };
  const claims = await Claim.find(where, { offerId: 1, costFen: 1 }).lean();
  const offers = await Offer.find({ _id: { $in: claims.map((claim) => claim.offerId) } }, { bankPercent: 1 }).lean();
  const percents = new Map(offers.map((offer) => [offer._id.toHexString(), offer.bankPercent]));
  return new Map(
    claims.map(({ _id, offerId, costFen }) => [
      _id,
      splitCostFen(costFen ?? 0, percents.get(offerId.toHexString()) ?? 0).bankFen,
    ]),
  );
}

/** Campaigns of offers by offer; an offer of no campaign is left out. */
export async function campaignsOf(offerIds: readonly string[]): Promise<Map<string, string>> {
  const where = { _id: { $in: offerIds.map((id) => new Types.ObjectId(id)) }, campaign: { $type: 'string' as const } };
  const offers = await Offer.find(where, { campaign: 1 }).lean();
  return new Map(offers.flatMap(({ _id, campaign }) => (campaign ? [[_id.toHexString(), campaign] as const] : [])));
}
