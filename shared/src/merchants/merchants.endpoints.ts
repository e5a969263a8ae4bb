import { route } from '../kernel/endpoint';

export const listMerchants = route('get', '/merchants');
export const createMerchant = route('post', '/merchants');
export const getMerchant = route('get', '/merchants/:merchantId');
export const updateMerchant = route('patch', '/merchants/:merchantId');
