import { inTransaction } from '../db/transaction';
import { cancelPrize, grantPrize } from '../offers/offers.service';
import { Card } from './card.model';
import { Grant, type GrantRecord } from './grant.model';

/**
 * Issues the claim of a grant that waits for it, and keeps what became of it. Safe to repeat: the offer answers a
 * grant once, and the answer is kept once. Gives the grant back as it is then.
 */
export async function settleGrant(grantId: string, now: Date): Promise<GrantRecord | null> {
  const grant = await Grant.findById(grantId).lean();
  if (grant?.state !== 'pending' || !grant.offerId || !grant.active) return grant;
  const answer = await grantPrize({
    offerId: grant.offerId.toHexString(),
    memberId: grant.memberId.toHexString(),
    grantId,
    now,
  });
  const became =
    'claimId' in answer ? { state: 'granted', claimId: answer.claimId } : { state: 'none', because: answer.refusal };
  const settled = await Grant.findOneAndUpdate(
    { _id: grant._id, state: 'pending', active: true },
    { $set: became },
    { returnDocument: 'after' },
  ).lean();
  if (settled) {
    await Card.updateOne({ memberId: settled.memberId, eventId: settled.eventId }, { $inc: { version: 1 } });
    return settled;
  }
  const after = await Grant.findById(grantId).lean();
  // The stamp was voided while the offer was asked: what it issued meanwhile goes back.
  if (after && !after.active) await inTransaction((session) => cancelPrize(session, grantId, now));
  return after;
}

/** Does what a process that died left undone. */
export async function workPrizeOutbox(payload: unknown, now: Date): Promise<void> {
  await settleGrant((payload as { grantId: string }).grantId, now);
}
