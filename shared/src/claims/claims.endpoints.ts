import { route } from '../kernel/endpoint';

export const claimOffer = route('post', '/offers/:offerId/claims');
export const listOwnClaims = route('get', '/me/claims');
export const countOwnClaims = route('get', '/me/claim-counts');
export const getOwnClaim = route('get', '/me/claims/:claimId');
export const listRedemptionRequests = route('get', '/me/redemption-requests');
export const confirmRedemption = route('post', '/me/redemption-requests/:redemptionId/confirmations');
export const lookUpClaims = route('post', '/redemption-lookups');
export const redeemClaim = route('post', '/redemptions');
export const listOwnRedemptions = route('get', '/redemptions');
export const getRedemption = route('get', '/redemptions/:redemptionId');
export const listOfferClaims = route('get', '/work/offers/:offerId/claims');
export const reverseRedemption = route('post', '/work/claims/:claimId/reversals');
export const cancelClaim = route('post', '/work/claims/:claimId/cancellations');
