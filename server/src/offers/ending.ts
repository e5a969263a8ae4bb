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
  ending: Ending,
): Promise<void> {
  if (claims.length === 0) return;
  await closeUnused(session, claims, ending);
  await applyMovements(
    session,
    offer._id,
    claims.map((claim) => ({
      offerId: offer._id,
      kind: ending.state,
      causeId: claim._id,
      claimId: claim._id,
      change: stockChange.returned(claim.reservedFen),
      ...timesOf(claim, ending),
      ...whyOf(ending),
    })),
  );
  await recordEngagements(
    session,
    claims.map((claim) => ({
      memberId: claim.memberId.toHexString(),
      kind: ending.state === 'expired' ? ('claim_expired' as const) : ('claim_cancelled' as const),
      causeId: claim._id,
      branchId: offer.branchId.toHexString(),
      offerId: offer._id.toHexString(),
      claimId: claim._id,
      ...(offer.merchantId ? { merchantId: offer.merchantId.toHexString() } : {}),
      ...timesOf(claim, ending),
      ...whyOf(ending),
      because: ending.because ?? ending.by,
    })),
  );
}

async function closeUnused(session: ClientSession, claims: readonly ClaimRecord[], ending: Ending): Promise<void> {
  const { state, by, because, employeeId, now } = ending;
  const why = { ...(because ? { reason: because } : {}), ...(employeeId ? { endedBy: employeeId } : {}) };
  const ended = await Claim.updateMany(
    { _id: { $in: claims.map((claim) => claim._id) }, state: 'claimed' },
    {
      $set: { state, endedAt: now, ...why },
      ...(by === 'bank' || by === 'void' ? { $unset: { slot: '', daySlot: '' } } : {}),
    },
    { session },
  );
  if (ended.modifiedCount !== claims.length) throw new Error('a claim changed while it was ended');
}

/** A ticket expires when its time was up, whenever that is noticed. */
function timesOf(claim: ClaimRecord, { state, now }: Ending): { occurredAt: Date; recordedAt: Date } {
  return { occurredAt: state === 'expired' ? claim.validUntil : now, recordedAt: now };
}

function whyOf({ because, employeeId }: Ending): { because?: string; employeeId?: string } {
  return { ...(because ? { because } : {}), ...(employeeId ? { employeeId } : {}) };
}

/** Unused claims of a member, within the transaction. */
export async function openClaimsOf(session: ClientSession, memberId: string): Promise<ClaimRecord[]> {
  return Claim.find({ memberId: new Types.ObjectId(memberId), state: 'claimed' })
    .session(session)
    .lean();
}
