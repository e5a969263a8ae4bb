import { route } from '../kernel/endpoint';

export const getMyManager = route('get', '/me/manager');
export const getAttribution = route('get', '/members/:memberId/attribution');
