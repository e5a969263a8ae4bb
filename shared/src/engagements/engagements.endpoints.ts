import { route } from '../kernel/endpoint';

export const listMyEngagements = route('get', '/me/engagements');
