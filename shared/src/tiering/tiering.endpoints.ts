import { route } from '../kernel/endpoint';

export const getMyStanding = route('get', '/me/standing');
export const chooseService = route('post', '/me/tier-choices');
export const getStanding = route('get', '/members/:memberId/standing');
export const setSupporters = route('put', '/members/:memberId/supporters');
export const listSupporterChoices = route('get', '/members/:memberId/supporter-choices');
export const recomputeStandings = route('post', '/standings/recomputations');
export const getTierTransitions = route('get', '/tier-transitions');
