import type * as claims from '@linzhang/shared/claims/claims.contract';
import { claimOffer as claimOfferRoute } from '@linzhang/shared/claims/claims.endpoints';
import type * as contract from '@linzhang/shared/offers/offers.contract';
import * as routes from '@linzhang/shared/offers/offers.endpoints';
import { endpoint } from '../../lib/request';

export const listOffers = endpoint<typeof contract.listOffers>(routes.listOffers);
export const getOffer = endpoint<typeof contract.getOffer>(routes.getOffer);
export const claimOffer = endpoint<typeof claims.claimOffer>(claimOfferRoute);
