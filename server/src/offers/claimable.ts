import type { ClaimableOffer } from '@linzhang/shared/claims/claims.rules';
import { type Eligibility, maxCostFen } from '@linzhang/shared/offers/offers.rules';
import type { OfferRecord } from './offer.model';

/** An offer's row as the rules of claiming read it. */
export function claimable(offer: OfferRecord): ClaimableOffer {
  const { status, opensAt, closesAt, validity, perMember, perMemberDay, terms } = offer;
  return {
    status,
    opensAt,
    closesAt,
    validity,
    perMember,
    perMemberDay: perMemberDay ?? null,
    unitCostFen: maxCostFen(terms),
  };
}

/** The conditions of an offer's row with hex ids, as the rules read them. */
export function eligibilityOf({ eligibility }: Pick<OfferRecord, 'eligibility'>): Eligibility {
  const { groupIds, stamps, tiers, segments, newMembersOnly, phoneBound, aumRiseFen } = eligibility;
  return {
    tiers,
    segments,
    newMembersOnly,
    phoneBound,
    aumRiseFen: aumRiseFen ?? null,
    groupIds: groupIds.map((id) => id.toHexString()),
    stamps: stamps ? { eventId: stamps.eventId.toHexString(), count: stamps.count } : null,
  };
}
