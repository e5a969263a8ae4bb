import { route } from '../kernel/endpoint';

export const listLeads = route('get', '/leads');
export const getLeadDesk = route('get', '/lead-desk');
export const getBranchLeadDesk = route('get', '/branches/:branchId/lead-desk');
export const getLead = route('get', '/leads/:leadId');
export const takeLead = route('post', '/leads/:leadId/takings');
export const releaseLead = route('post', '/leads/:leadId/releases');
export const followUpLead = route('post', '/leads/:leadId/follow-ups');
export const assignLeads = route('post', '/lead-assignments');
export const getLeadFigures = route('get', '/lead-figures');
export const getPoolOrder = route('get', '/branches/:branchId/pool-order');
export const setPoolOrder = route('put', '/branches/:branchId/pool-order');
