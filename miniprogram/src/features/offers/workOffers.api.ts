import * as claimRoutes from '@linzhang/shared/claims/claims.endpoints';
import type * as claims from '@linzhang/shared/claims/redemptions.contract';
import * as routes from '@linzhang/shared/offers/offers.endpoints';
import type * as contract from '@linzhang/shared/offers/workOffers.contract';
import { endpoint } from '../../lib/request';

export const listWorkOffers = endpoint<typeof contract.listWorkOffers>(routes.listWorkOffers);
export const getWorkOffer = endpoint<typeof contract.getWorkOffer>(routes.getWorkOffer);
export const createOffer = endpoint<typeof contract.createOffer>(routes.createOffer);
export const updateOffer = endpoint<typeof contract.updateOffer>(routes.updateOffer);
export const copyOffer = endpoint<typeof contract.copyOffer>(routes.copyOffer);
export const changeOfferStatus = endpoint<typeof contract.changeOfferStatus>(routes.changeOfferStatus);
export const raiseOffer = endpoint<typeof contract.raiseOffer>(routes.raiseOffer);
export const listOfferClaims = endpoint<typeof claims.listOfferClaims>(claimRoutes.listOfferClaims);
export const reverseRedemption = endpoint<typeof claims.reverseRedemption>(claimRoutes.reverseRedemption);
export const cancelClaim = endpoint<typeof claims.cancelClaim>(claimRoutes.cancelClaim);
