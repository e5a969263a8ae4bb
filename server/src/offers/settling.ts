import { redeemRefusal, stockChange } from '@linzhang/shared/claims/claims.rules';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { ClientSession } from 'mongoose';
import { recordConversion } from '../attribution/attribution.service';
import { recordEngagements } from '../engagements/engagements.service';
import { isInsider } from '../members/insiders.service';
import { Claim, type ClaimRecord } from './claim.model';
import { applyMovements } from './counters';
import { countRedemption } from './employeeHours';
import type { OfferRecord } from './offer.model';
import type { RedemptionRecord } from './redemption.model';
import { tellRedeemed } from './redemptionNotices';

export interface Settlement {
  row: RedemptionRecord;
  claim: ClaimRecord;
  offer: OfferRecord;
  /** Redemptions an hour of the employee. */
  limit: number;
  now: Date;
}

/**
 * Uses a claim once and for all, within the transaction: the guarded update takes it, the budget pays what it really
 * cost, ledgers and credit follow, the customer is told. Of several at once one passes.
 */
export async function settle(session: ClientSession, { row, claim, offer, limit, now }: Settlement): Promise<void> {
  const { costFen, billFen, employeeId } = row;
  const used = await Claim.updateOne(
    { _id: claim._id, state: 'claimed', validFrom: { $lte: now }, validUntil: { $gt: now } },
    {
      $set: {
        state: 'redeemed',
        redeemedAt: now,
        redeemedBy: employeeId,
        costFen,
        ...(billFen === undefined ? {} : { billFen }),
      },
    },
    { session },
  );
  if (used.matchedCount !== 1) {
    const current = await Claim.findById(claim._id).session(session).lean();
    throw new AppError((current && redeemRefusal(current, now)) ?? 'claim_ended');
  }
  await countRedemption(session, employeeId, limit, now);
  const movement = { offerId: offer._id, kind: 'redeemed' as const, causeId: claim._id, claimId: claim._id };
  const change = stockChange.redeemed(claim.reservedFen, costFen);
  await applyMovements(session, offer._id, [{ ...movement, change, occurredAt: now, recordedAt: now, employeeId }], {
    redeemedCount: 1,
  });
  await record(session, { row, claim, offer, now });
  await tellRedeemed(session, row, offer, now);
}

async function record(
  session: ClientSession,
  { row, claim, offer, now }: Pick<Settlement, 'row' | 'claim' | 'offer' | 'now'>,
): Promise<void> {
  const memberId = claim.memberId.toHexString();
  const facts = {
    branchId: offer.branchId.toHexString(),
    offerId: offer._id.toHexString(),
    ...(row.billFen === undefined ? {} : { amountFen: row.billFen }),
  };
  await recordEngagements(session, [
    {
      ...facts,
      memberId,
      kind: 'redeemed',
      causeId: claim._id,
      claimId: claim._id,
      occurredAt: now,
      recordedAt: now,
      employeeId: row.employeeId,
      ...(offer.merchantId ? { merchantId: offer.merchantId.toHexString() } : {}),
      ...(row.boothId ? { boothId: row.boothId } : {}),
      ...((await isInsider(memberId, session)) ? { insider: true } : {}),
    },
  ]);
  await recordConversion(session, { ...facts, memberId, kind: 'claim_redeemed', causeId: claim._id, at: now, now });
}
