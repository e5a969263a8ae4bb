import type * as contract from '@linzhang/shared/merchants/merchants.contract';
import * as routes from '@linzhang/shared/merchants/merchants.endpoints';
import { endpoint } from '../../lib/request';

export const listMerchants = endpoint<typeof contract.listMerchants>(routes.listMerchants);
export const getMerchant = endpoint<typeof contract.getMerchant>(routes.getMerchant);
export const createMerchant = endpoint<typeof contract.createMerchant>(routes.createMerchant);
export const updateMerchant = endpoint<typeof contract.updateMerchant>(routes.updateMerchant);
