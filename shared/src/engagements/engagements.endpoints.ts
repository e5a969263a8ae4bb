import { route } from '../kernel/endpoint';

export const listMyEngagements = route('get', '/me/engagements');
export const listMemberEngagements = route('get', '/members/:memberId/engagements');
