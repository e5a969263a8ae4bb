import { leftCount } from '@linzhang/shared/claims/claims.rules';
import { AppError, type ErrorCode } from '@linzhang/shared/kernel/errors';
import { maxCostFen, type OfferKind } from '@linzhang/shared/offers/offers.rules';
import { type ClientSession, Types } from 'mongoose';
import { isInsider } from '../members/insiders.service';
import { memberFactsOf } from '../members/memberFacts.service';
import { Claim } from './claim.model';
import { queueClaim } from './claimQueue';
import { visibleOffer } from './claims.service';
import { countersOf } from './counters';
import { endClaims } from './ending';
import { Offer, type OfferRecord } from './offer.model';

export type OfferRow = OfferRecord & { kind: OfferKind };

/** Offers by id, of any status, in no order; unknown ids are left out. */
export async function findOffers(ids: readonly string[]): Promise<OfferRow[]> {
  const rows = await Offer.find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } }).lean();
  return rows.map((row) => ({ ...row, kind: row.terms.kind }));
}

/** Names of offers by id, for pages that show them. */
export async function offerNames(ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await Offer.find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } }, { name: 1 }).lean();
  return new Map(rows.map((row) => [row._id.toHexString(), row.name]));
}

/** Units of an offer that are left: the stock's, or as many as the budget pays for; null for one not published. */
export async function prizesLeft(offerId: string): Promise<number | null> {
  const id = new Types.ObjectId(offerId);
  const [offer, counters] = await Promise.all([Offer.findById(id, { terms: 1 }).lean(), countersOf([id])]);
  const left = counters.get(offerId);
  if (!offer || !left) return null;
  return leftCount(left, maxCostFen(offer.terms));
}

export interface PrizeGrant {
  /** A prize, or whatever offer a booth gives with its stamp. */
  offerId: string;
  memberId: string;
  /** The grant that earned it: one claim per member and grant, however often this is called. */
  grantId: string;
  now: Date;
}

/**
 * Issues the claim that a reward or a booth gives. All limits of the offer hold; its conditions do not apply, the stamp
 * was the condition. Who works here wins nothing that has a stock. Must not be called inside a transaction.
 */
export async function grantPrize(grant: PrizeGrant): Promise<{ claimId: string } | { refusal: ErrorCode }> {
  const { offerId, memberId, grantId, now } = grant;
  try {
    const [, { limitIds }, insider] = await Promise.all([
      visibleOffer(offerId),
      memberFactsOf(memberId),
      isInsider(memberId),
    ]);
    const claim = await queueClaim(offerId, {
      memberId,
      limitIds,
      causeId: grantId,
      isGrant: true,
      insider,
      refusal: insider ? 'offer_not_claimable' : null,
      baselineFen: null,
      now,
    });
    return { claimId: claim._id };
  } catch (error) {
    if (error instanceof AppError) return { refusal: error.code };
    throw error;
  }
}

/** Takes back what a grant issued, where it was not used yet: unit and budget return. Says what it found. */
export async function cancelPrize(
  session: ClientSession,
  grantId: string,
  now: Date,
): Promise<'cancelled' | 'used' | 'none'> {
  const claim = await Claim.findOne({ grantId }).session(session).lean();
  if (!claim) return 'none';
  if (claim.state !== 'claimed') return claim.state === 'redeemed' ? 'used' : 'none';
  const offer = await Offer.findById(claim.offerId).session(session).lean();
  if (!offer) throw new Error(`claim ${claim._id} has no offer`);
  await endClaims(session, offer, [claim], { state: 'cancelled', by: 'void', because: 'stamp_voided', now });
  return 'cancelled';
}
