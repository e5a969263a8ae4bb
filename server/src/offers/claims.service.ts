import type { Claim as ClaimAnswer } from '@linzhang/shared/claims/claims.contract';
import { AppError, type ErrorCode } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import { maxCostFen } from '@linzhang/shared/offers/offers.rules';
import { Types } from 'mongoose';
import { pageAfter } from '../db/pages';
import { Claim, type ClaimRecord } from './claim.model';
import { queueClaim } from './claimQueue';
import { presentClaim, presentClaims } from './claims.presenter';
import { type KnownMember, knowMember, presentUnmet, unmetOf } from './eligibility.service';
import { type KnownOffer, knownOffer } from './offerCache';
import { findRiskRefusal, type RiskDeps } from './risk';

export interface ClaimWish {
  offerId: string;
  memberId: string;
  requestId: string;
  /** Works here. */
  insider: boolean;
  ip: string;
}

/**
 * A member takes one of an offer. Safe to retry with the same requestId: conditions and risk are found out first, but
 * refuse only a request that was not answered before.
 */
export async function claimOffer(wish: ClaimWish, deps: RiskDeps, now: Date): Promise<ClaimAnswer> {
  const { offerId, memberId, requestId, insider } = wish;
  const [known, member] = await Promise.all([visibleOffer(offerId), knowMember(memberId, now)]);
  const { refusal, details } = await refusalBefore(known, member, wish.ip, deps, now);
  const claim = await queueClaim(offerId, {
    memberId,
    limitIds: member.account.limitIds,
    causeId: requestId,
    isGrant: false,
    insider,
    refusal,
    ...(details ? { details } : {}),
    baselineFen: await baselineOf(known, member),
    now,
  });
  return presentClaim(claim, known);
}

/** An offer that members may know of; a draft is nobody's business. */
export async function visibleOffer(offerId: string): Promise<KnownOffer> {
  const known = await knownOffer(offerId);
  const { status } = known.offer;
  if (status === 'draft' || status === 'waiting') throw new AppError('not_found');
  return known;
}

interface Refused {
  refusal: ErrorCode | null;
  details?: Record<string, unknown>;
}

async function refusalBefore(
  { offer }: KnownOffer,
  member: KnownMember,
  ip: string,
  deps: RiskDeps,
  now: Date,
): Promise<Refused> {
  if (offer.terms.kind === 'prize') return { refusal: 'offer_not_claimable' };
  const unmet = await unmetOf(offer, member, now);
  if (unmet.length > 0) return { refusal: 'offer_not_eligible', details: { unmet: await presentUnmet(unmet) } };
  if (maxCostFen(offer.terms) === 0) return { refusal: null };
  const { memberId, account } = member;
  return { refusal: await findRiskRefusal({ memberId, phoneBound: account.phoneBound, ip }, deps) };
}

/** AUM offers count the rise from the higher of the AUM now and the 90-day average before. */
async function baselineOf({ offer }: KnownOffer, member: KnownMember): Promise<number | null> {
  if (offer.terms.kind !== 'aum_threshold') return null;
  const standing = await member.standing();
  return standing ? Math.max(standing.aumFen, standing.average90Fen) : null;
}

const STATES = {
  usable: ['claimed'],
  used: ['redeemed', 'reversed'],
  ended: ['expired', 'cancelled'],
} as const;

/** The own claims, newest first; what has run out but is not marked yet counts as ended. */
export async function listOwnClaims(
  memberId: string,
  query: { state?: keyof typeof STATES; cursor?: string; limit: number },
  now: Date,
): Promise<Page<ClaimAnswer>> {
  const filter = { memberId: new Types.ObjectId(memberId), ...stateFilter(query.state, now) };
  const page = await pageAfter(
    Claim,
    filter,
    { field: 'claimedAt', direction: -1 },
    query,
    (row) => row as ClaimRecord,
  );
  return { items: await presentClaims(page.items, now), nextCursor: page.nextCursor };
}

/** How many of the own claims each of the wallet's tabs holds. */
export async function countOwnClaims(memberId: string, now: Date): Promise<Record<keyof typeof STATES, number>> {
  const count = (state: keyof typeof STATES) =>
    Claim.countDocuments({ memberId: new Types.ObjectId(memberId), ...stateFilter(state, now) });
  const [usable, used, ended] = await Promise.all([count('usable'), count('used'), count('ended')]);
  return { usable, used, ended };
}

function stateFilter(state: keyof typeof STATES | undefined, now: Date): Record<string, unknown> {
  if (state === undefined) return {};
  if (state === 'usable') return { state: 'claimed', validUntil: { $gt: now } };
  if (state === 'used') return { state: { $in: STATES.used } };
  return { $or: [{ state: { $in: STATES.ended } }, { state: 'claimed', validUntil: { $lte: now } }] };
}

/** One of the own claims; `not_found` for anybody else's. */
export async function getOwnClaim(memberId: string, claimId: string, now: Date): Promise<ClaimAnswer> {
  const claim = await Claim.findOne({ _id: claimId, memberId: new Types.ObjectId(memberId) }).lean();
  const [answer] = claim ? await presentClaims([claim], now) : [];
  if (!answer) throw new AppError('not_found');
  return answer;
}
