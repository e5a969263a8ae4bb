import { route } from '../kernel/endpoint';

export const listAudits = route('get', '/audits');
