import { route } from '../kernel/endpoint';

export const uploadAumImport = route('post', '/aum-imports');
export const listAumImports = route('get', '/aum-imports');
export const getAumImport = route('get', '/aum-imports/:importId');
export const listAumFaults = route('get', '/aum-imports/:importId/faults');
export const getAumFaultFile = route('get', '/aum-imports/:importId/fault-file');
export const getAumTemplate = route('get', '/aum-import-template');
export const listAumDoubts = route('get', '/aum-doubts');
export const getAumDoubtFile = route('get', '/aum-doubt-file');
export const decideAumDoubt = route('post', '/aum-doubts/:accountId/decisions');
export const assignOwners = route('post', '/owner-assignments');
export const readRoster = route('post', '/owner-rosters');
export const listOwnerHoldings = route('get', '/owner-transfers');
export const transferOwners = route('post', '/owner-transfers');
