import { route } from '../kernel/endpoint';

export const getGroupsTab = route('get', '/tabs/groups');
export const getStampsTab = route('get', '/tabs/stamps');
export const getClaimsTab = route('get', '/tabs/claims');
