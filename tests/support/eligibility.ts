import type { OfferFields } from '@linzhang/shared/offers/workOffers.contract';

/** An offer that anybody may claim. */
export const EVERYBODY: OfferFields['eligibility'] = {
  groupIds: [],
  tiers: [],
  segments: [],
  newMembersOnly: false,
  phoneBound: false,
  stamps: null,
  aumRiseFen: null,
};
