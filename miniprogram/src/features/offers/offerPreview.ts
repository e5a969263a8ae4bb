import type { Offer } from '@linzhang/shared/offers/offers.contract';
import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';

/** An offer of the branch as a customer who meets all conditions sees it. */
export function asCustomerSees(offer: WorkOffer): Offer {
  const { id, name, intro, terms, merchant, branch, opensAt, closesAt, validity, perMember, perMemberDay } = offer;
  const seen = { id, name, intro, terms, merchant, branch, opensAt, closesAt, validity, perMember, perMemberDay };
  const isPrize = terms.kind === 'prize';
  return {
    ...seen,
    leftCount: offer.stock,
    ownClaims: 0,
    obstacle: isPrize ? 'offer_not_claimable' : null,
    unmet: [],
    can: { claim: !isPrize },
  };
}
