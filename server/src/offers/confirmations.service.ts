import type { Claim as ClaimAnswer, RedemptionRequest } from '@linzhang/shared/claims/claims.contract';
import { AppError } from '@linzhang/shared/kernel/errors';
import { Types } from 'mongoose';
import { once } from '../db/requests';
import { settingsOf } from '../settings/settings.service';
import { Claim } from './claim.model';
import { getOwnClaim } from './claims.service';
import { knownOffer } from './offerCache';
import { Redemption } from './redemption.model';
import { isFullHour } from './redemptions.service';
import { settle } from './settling';

/** What waits for the member's tap at `now`. */
export async function listRedemptionRequests(memberId: string, now: Date): Promise<RedemptionRequest[]> {
  const waiting = { memberId: new Types.ObjectId(memberId), state: 'waiting', confirmBefore: { $gt: now } } as const;
  const rows = await Redemption.find(waiting).sort({ createdAt: -1 }).limit(20).lean();
  return Promise.all(
    rows.map(async (row) => {
      const { offer, merchant } = await knownOffer(row.offerId.toHexString());
      return {
        id: row._id.toHexString(),
        claim: { id: row.claimId, name: offer.name, terms: offer.terms },
        merchant,
        billFen: row.billFen ?? null,
        offFen: row.costFen,
        askedAt: row.createdAt.toISOString(),
        confirmBefore: (row.confirmBefore ?? row.createdAt).toISOString(),
      };
    }),
  );
}

/** The customer confirms: the claim is used now. Safe to retry with the same requestId. */
export async function confirmRedemption(
  { memberId, redemptionId, requestId }: { memberId: string; redemptionId: string; requestId: string },
  now: Date,
): Promise<ClaimAnswer> {
  const own = { _id: new Types.ObjectId(redemptionId), memberId: new Types.ObjectId(memberId) };
  const asked = await Redemption.findOne(own).lean();
  if (!asked) throw new AppError('not_found');
  const { offer } = await knownOffer(asked.offerId.toHexString());
  const { redemptionsPerHour: limit } = await settingsOf(offer.branchId.toHexString());
  const key = { actorId: memberId, operation: 'confirmRedemption', requestId, params: { redemptionId } };
  try {
    await once(key, now, async (session) => {
      // The tap counts until the last instant; of two taps one finds it waiting.
      const row = await Redemption.findOneAndUpdate(
        { ...own, state: 'waiting', confirmBefore: { $gt: now } },
        { $set: { state: 'redeemed', redeemedAt: now } },
        { session, returnDocument: 'after' },
      ).lean();
      const claim = await Claim.findById(asked.claimId).session(session).lean();
      if (!row || !claim)
        throw new AppError(claim?.state === 'redeemed' ? 'claim_already_redeemed' : 'redemption_lapsed');
      await settle(session, { row, claim, offer, limit, now });
      return redemptionId;
    });
  } catch (error) {
    if (isFullHour(error)) throw new AppError('redemption_limit_reached', { limit });
    throw error;
  }
  return getOwnClaim(memberId, asked.claimId, now);
}
