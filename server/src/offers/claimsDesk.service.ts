import type { ClaimState } from '@linzhang/shared/claims/claims.rules';
import { redeemRefusal, reversalRefusal, stockChange } from '@linzhang/shared/claims/claims.rules';
import type { OfferClaim } from '@linzhang/shared/claims/redemptions.contract';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import { HOUR_MS } from '@linzhang/shared/kernel/time';
import type { ClientSession } from 'mongoose';
import { reverseConversion } from '../attribution/attribution.service';
import type { AuditActor } from '../audit/audit.service';
import { pageAfter } from '../db/pages';
import { once } from '../db/requests';
import { employeeNames } from '../employees/employees.service';
import { reverseEngagement } from '../engagements/engagements.service';
import { settingsOf } from '../settings/settings.service';
import { Claim, type ClaimRecord } from './claim.model';
import { counterMembers } from './counterMember';
import { applyMovements } from './counters';
import { getOffer } from './drafting.service';
import { endClaims } from './ending';
import type { OfferRecord } from './offer.model';
import { auditOffer } from './offerAudit';
import { Redemption } from './redemption.model';
import { tellEnded } from './redemptionNotices';

/** A claim and its offer for a head; throws `not_found`. */
export async function getClaimWithOffer(claimId: string): Promise<{ claim: ClaimRecord; offer: OfferRecord }> {
  const claim = await Claim.findById(claimId).lean();
  if (!claim) throw new AppError('not_found');
  return { claim, offer: await getOffer(claim.offerId.toHexString()) };
}

/** Claims of an offer, newest first. */
export async function listOfferClaims(
  offer: OfferRecord,
  query: { state?: ClaimState; cursor?: string; limit: number },
  mayManage: boolean,
  now: Date,
): Promise<Page<OfferClaim>> {
  const filter = { offerId: offer._id, ...(query.state ? { state: query.state } : {}) };
  const page = await pageAfter(
    Claim,
    filter,
    { field: 'claimedAt', direction: -1 },
    query,
    (row) => row as ClaimRecord,
  );
  return { items: await present(page.items, offer, mayManage, now), nextCursor: page.nextCursor };
}

export interface Correction {
  claimId: string;
  reason: string;
  requestId: string;
}

/**
 * Takes a redemption back within the time the branch allows: what it spent and the credit return, the unit only where
 * the goods came back. Final: the claim is not usable again, and counts toward the member's limits.
 */
export async function reverseRedemption(
  { claimId, reason, requestId, goodsReturned }: Correction & { goodsReturned: boolean },
  offer: OfferRecord,
  actor: AuditActor,
  now: Date,
): Promise<OfferClaim> {
  const { reversalHours } = await settingsOf(offer.branchId.toHexString());
  const params = { claimId, reason, goodsReturned };
  const key = { actorId: actor.actorId ?? 'cli', operation: 'reverseRedemption', requestId, params };
  await once(key, now, async (session) => {
    const claim = await Claim.findById(claimId).session(session).lean();
    if (!claim) throw new AppError('not_found');
    const state = { state: claim.state, redeemedAt: claim.redeemedAt ?? null };
    const refusal = reversalRefusal(state, now, reversalHours * HOUR_MS);
    if (refusal) throw new AppError(refusal, { hours: reversalHours });
    await reverse(session, claim, offer, { reason, goodsReturned, actor, now });
    return claimId;
  });
  return getOfferClaim(claimId, offer, now);
}

async function reverse(
  session: ClientSession,
  claim: ClaimRecord,
  offer: OfferRecord,
  how: { reason: string; goodsReturned: boolean; actor: AuditActor; now: Date },
): Promise<void> {
  const { reason, goodsReturned, actor, now } = how;
  const employeeId = actor.actorId ?? 'cli';
  const changed = await Claim.updateOne(
    { _id: claim._id, state: 'redeemed' },
    { $set: { state: 'reversed', endedAt: now, endedBy: employeeId, reason } },
    { session },
  );
  if (changed.matchedCount !== 1) throw new AppError('claim_not_redeemed');
  await Redemption.updateOne({ claimId: claim._id, state: 'redeemed' }, { $set: { state: 'reversed' } }, { session });
  const change = stockChange.reversed(claim.costFen ?? 0, goodsReturned);
  const movement = { offerId: offer._id, kind: 'reversed' as const, causeId: claim._id, claimId: claim._id, change };
  const why = { occurredAt: now, recordedAt: now, employeeId, because: reason };
  await applyMovements(session, offer._id, [{ ...movement, ...why }], { redeemedCount: -1 });
  const cause = { memberId: claim.memberId.toHexString(), causeId: claim._id };
  await reverseEngagement(session, { ...cause, kind: 'redeemed' }, { because: reason, employeeId, now });
  await reverseConversion(session, { ...cause, kind: 'claim_redeemed' }, { because: 'redemption_reversed', now });
  await tellEnded(session, claim, offer, 'claim_reversed', now);
  await auditOffer(session, actor, 'redemption_reversed', offer, now, { claimId: claim._id, goodsReturned }, reason);
}

/** Cancels an unused claim on behalf of the bank: unit and budget return, and the member may claim again. */
export async function cancelClaim(
  { claimId, reason, requestId }: Correction,
  offer: OfferRecord,
  actor: AuditActor,
  now: Date,
): Promise<OfferClaim> {
  const key = { actorId: actor.actorId ?? 'cli', operation: 'cancelClaim', requestId, params: { claimId, reason } };
  await once(key, now, async (session) => {
    const claim = await Claim.findById(claimId).session(session).lean();
    if (!claim) throw new AppError('not_found');
    const refusal = redeemRefusal(claim, now);
    if (refusal && refusal !== 'claim_not_yet_valid') throw new AppError(refusal);
    const who = { by: 'bank' as const, because: reason, employeeId: actor.actorId ?? 'cli' };
    await endClaims(session, offer, [claim], { state: 'cancelled', ...who, now });
    await tellEnded(session, claim, offer, 'claim_cancelled', now);
    await auditOffer(session, actor, 'claim_cancelled', offer, now, { claimId }, reason);
    return claimId;
  });
  return getOfferClaim(claimId, offer, now);
}

async function getOfferClaim(claimId: string, offer: OfferRecord, now: Date): Promise<OfferClaim> {
  const claim = await Claim.findById(claimId).lean();
  const [answer] = claim ? await present([claim], offer, true, now) : [];
  if (!answer) throw new AppError('not_found');
  return answer;
}

async function present(
  claims: readonly ClaimRecord[],
  offer: OfferRecord,
  mayManage: boolean,
  now: Date,
): Promise<OfferClaim[]> {
  const [members, employees, settings] = await Promise.all([
    counterMembers(claims.map((claim) => claim.memberId.toHexString())),
    employeeNames([...new Set(claims.flatMap(({ redeemedBy }) => (redeemedBy ? [redeemedBy] : [])))]),
    settingsOf(offer.branchId.toHexString()),
  ]);
  return claims.map((claim) => {
    const over = claim.state === 'claimed' && claim.validUntil <= now;
    const state = { state: claim.state, redeemedAt: claim.redeemedAt ?? null };
    return {
      id: claim._id,
      member: members.get(claim.memberId.toHexString()) ?? { name: null, number: '' },
      state: over ? 'expired' : claim.state,
      claimedAt: claim.claimedAt.toISOString(),
      validUntil: claim.validUntil.toISOString(),
      redeemedAt: claim.redeemedAt?.toISOString() ?? null,
      redeemedBy: claim.redeemedBy ? (employees.get(claim.redeemedBy) ?? null) : null,
      billFen: claim.billFen ?? null,
      offFen: claim.costFen ?? null,
      reason: claim.reason ?? null,
      can: {
        reverse: mayManage && reversalRefusal(state, now, settings.reversalHours * HOUR_MS) === null,
        cancel: mayManage && claim.state === 'claimed' && !over,
      },
    };
  });
}
