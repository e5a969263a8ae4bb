import * as routes from '@linzhang/shared/claims/claims.endpoints';
import type * as contract from '@linzhang/shared/claims/redemptions.contract';
import { endpoint } from '../../lib/request';

export const lookUpClaims = endpoint<typeof contract.lookUpClaims>(routes.lookUpClaims);
export const redeemClaim = endpoint<typeof contract.redeemClaim>(routes.redeemClaim);
export const getRedemption = endpoint<typeof contract.getRedemption>(routes.getRedemption);
export const listOwnRedemptions = endpoint<typeof contract.listOwnRedemptions>(routes.listOwnRedemptions);
