import type { Claim as ClaimAnswer } from '@linzhang/shared/claims/claims.contract';
import type { ClaimRecord } from './claim.model';
import { type KnownOffer, knownOffer } from './offerCache';

/** A claim as its owner sees it. */
export function presentClaim(claim: ClaimRecord, { offer, merchant }: KnownOffer): ClaimAnswer {
  const { terms } = offer;
  const used = claim.state === 'redeemed' || claim.state === 'reversed';
  return {
    id: claim._id,
    offer: { id: offer._id.toHexString(), name: offer.name, terms, intro: offer.intro },
    merchant,
    state: claim.state,
    claimedAt: claim.claimedAt.toISOString(),
    validFrom: claim.validFrom.toISOString(),
    validUntil: claim.validUntil.toISOString(),
    redeemedAt: used ? (claim.redeemedAt?.toISOString() ?? null) : null,
    billFen: used ? (claim.billFen ?? null) : null,
    offFen: used ? (claim.costFen ?? null) : null,
    aumNeededFen:
      terms.kind === 'aum_threshold' && claim.baselineFen !== undefined ? claim.baselineFen + terms.riseFen : null,
  };
}

/** Several claims as their owner sees them; one that has run out by `now` is shown as expired before the job marks it. */
export function presentClaims(claims: readonly ClaimRecord[], now: Date): Promise<ClaimAnswer[]> {
  return Promise.all(
    claims.map(async (claim) => {
      const over = claim.state === 'claimed' && claim.validUntil <= now;
      const known = await knownOffer(claim.offerId.toHexString());
      return presentClaim(over ? { ...claim, state: 'expired' } : claim, known);
    }),
  );
}
