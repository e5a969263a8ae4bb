import { route } from '../kernel/endpoint';

export const listProspects = route('get', '/prospects');
export const createProspect = route('post', '/prospects');
export const getProspect = route('get', '/prospects/:prospectId');
export const updateProspect = route('patch', '/prospects/:prospectId');
export const revealProspectPhone = route('post', '/prospects/:prospectId/phone-reveals');
