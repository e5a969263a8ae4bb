import { type ClaimRefusal, claimRefusal, leftCount } from '@linzhang/shared/claims/claims.rules';
import type { UnmetCondition } from '@linzhang/shared/claims/eligibility.rules';
import { businessDay } from '@linzhang/shared/kernel/time';
import type { Offer as OfferAnswer, OfferValidity } from '@linzhang/shared/offers/offers.contract';
import { maxCostFen, type Validity } from '@linzhang/shared/offers/offers.rules';
import { claimable } from './claimable';
import { presentUnmet } from './eligibility.service';
import type { OfferRecord } from './offer.model';
import type { OfferCounterRecord } from './offerCounter.model';

/** What the member has of an offer, and what is left of it. */
export interface OfferSight {
  offer: OfferRecord;
  merchant: { id: string; name: string } | null;
  branchName: string;
  counters: OfferCounterRecord | undefined;
  /** Business days of the own claims that count. */
  ownDays: readonly string[];
  unmet: readonly UnmetCondition[];
}

/** An offer as a member sees it at `now`. */
export async function presentOffer(sight: OfferSight, now: Date): Promise<OfferAnswer> {
  const { offer, merchant, counters, ownDays } = sight;
  const obstacle = obstacleOf(sight, now);
  const unmet = await presentUnmet(sight.unmet);
  return {
    id: offer._id.toHexString(),
    name: offer.name,
    intro: offer.intro,
    terms: offer.terms,
    merchant,
    branch: { id: offer.branchId.toHexString(), name: sight.branchName },
    opensAt: offer.opensAt.toISOString(),
    closesAt: offer.closesAt.toISOString(),
    validity: presentValidity(offer.validity),
    perMember: offer.perMember,
    perMemberDay: offer.perMemberDay ?? null,
    leftCount: counters ? leftCount(counters, maxCostFen(offer.terms)) : null,
    ownClaims: ownDays.length,
    obstacle,
    unmet,
    can: { claim: obstacle === null && unmet.length === 0 },
  };
}

function obstacleOf({ offer, counters, ownDays }: OfferSight, now: Date): ClaimRefusal | 'offer_not_claimable' | null {
  if (offer.terms.kind === 'prize') return 'offer_not_claimable';
  const today = businessDay(now);
  const own = { inAll: ownDays.length, today: ownDays.filter((day) => day === today).length };
  return claimRefusal(claimable(offer), counters ?? { unitsLeft: 0, budgetLeftFen: 0 }, own, now);
}

/** Until when claims may be used, as the wire has it. */
export function presentValidity(validity: Validity): OfferValidity {
  if (validity.kind === 'days') return { kind: 'days', days: validity.days };
  return { kind: 'fixed', from: validity.from.toISOString(), until: validity.until.toISOString() };
}
