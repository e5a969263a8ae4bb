import { route } from '../kernel/endpoint';

export const listBranches = route('get', '/branches');
export const createBranch = route('post', '/branches');
export const updateBranch = route('patch', '/branches/:branchId');
