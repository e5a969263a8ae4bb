import { route } from '../kernel/endpoint';

export const getSettings = route('get', '/branches/:branchId/settings');
export const changeSettings = route('put', '/branches/:branchId/settings');
