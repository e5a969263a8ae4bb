import { stockChange } from '@linzhang/shared/claims/claims.rules';
import { type ClientSession, Types } from 'mongoose';
import { recordEngagements } from '../engagements/engagements.service';
import { Claim, type ClaimRecord } from './claim.model';
import { applyMovements } from './counters';

export interface Ending {
  state: 'expired' | 'cancelled';
  /** Who cancels: only what the bank cancels gives the member's slot back. */
  by: 'bank' | 'void' | 'deletion' | 'time';
  because?: string;
  employeeId?: string;
  now: Date;
}

/**
 * Ends unused claims of one offer within a transaction: the guarded update takes those that are still unused, their
 * units and budget return, ledgers say why. A claim that changed meanwhile makes the transaction fail, to be run again.
 */
export async function endClaims(
  session: ClientSession,
  offer: { _id: Types.ObjectId; branchId: Types.ObjectId; merchantId?: Types.ObjectId },
  claims: readonly ClaimRecord[],
  { state, by, because, employeeId, now }: Ending,
): Promise<void> {
  if (claims.length === 0) return;
  const ids = claims.map((claim) => claim._id);
  const ended = await Claim.updateMany(
    { _id: { $in: ids }, state: 'claimed' },
    {
      $set: {
        state,
        endedAt: now,
        ...(because ? { reason: because } : {}),
        ...(employeeId ? { endedBy: employeeId } : {}),
      },
      ...(by === 'bank' || by === 'void' ? { $unset: { slot: '', daySlot: '' } } : {}),
    },
    { session },
  );
  if (ended.modifiedCount !== claims.length) throw new Error('a claim changed while it was ended');
  await applyMovements(
    session,
    offer._id,
    claims.map((claim) => ({
      offerId: offer._id,
      kind: state,
      causeId: claim._id,
      claimId: claim._id,
      change: stockChange.returned(claim.reservedFen),
      occurredAt: state === 'expired' ? claim.validUntil : now,
      recordedAt: now,
      ...(employeeId ? { employeeId } : {}),
      ...(because ? { because } : {}),
    })),
  );
  await recordEngagements(
    session,
    claims.map((claim) => ({
      memberId: claim.memberId.toHexString(),
      kind: state === 'expired' ? ('claim_expired' as const) : ('claim_cancelled' as const),
      causeId: claim._id,
      occurredAt: state === 'expired' ? claim.validUntil : now,
      recordedAt: now,
      branchId: offer.branchId.toHexString(),
      offerId: offer._id.toHexString(),
      claimId: claim._id,
      ...(offer.merchantId ? { merchantId: offer.merchantId.toHexString() } : {}),
      ...(employeeId ? { employeeId } : {}),
      because: because ?? by,
    })),
  );
}

/** Unused claims of a member, within the transaction. */
export async function openClaimsOf(session: ClientSession, memberId: string): Promise<ClaimRecord[]> {
  return Claim.find({ memberId: new Types.ObjectId(memberId), state: 'claimed' })
    .session(session)
    .lean();
}
