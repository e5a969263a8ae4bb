import type * as contract from '@linzhang/shared/claims/claims.contract';
import * as routes from '@linzhang/shared/claims/claims.endpoints';
import { endpoint } from '../../lib/request';

export const listOwnClaims = endpoint<typeof contract.listOwnClaims>(routes.listOwnClaims);
export const countOwnClaims = endpoint<typeof contract.countOwnClaims>(routes.countOwnClaims);
export const getOwnClaim = endpoint<typeof contract.getOwnClaim>(routes.getOwnClaim);
export const listRedemptionRequests = endpoint<typeof contract.listRedemptionRequests>(routes.listRedemptionRequests);
export const confirmRedemption = endpoint<typeof contract.confirmRedemption>(routes.confirmRedemption);
