import { route } from '../kernel/endpoint';

export const listProspects = route('get', '/prospects');
export const createProspect = route('post', '/prospects');
export const getProspect = route('get', '/prospects/:prospectId');
export const updateProspect = route('patch', '/prospects/:prospectId');
export const revealProspectPhone = route('post', '/prospects/:prospectId/phone-reveals');
export const uploadProspectImport = route('post', '/prospect-imports');
export const listProspectImports = route('get', '/prospect-imports');
export const getProspectImport = route('get', '/prospect-imports/:importId');
export const listProspectFaults = route('get', '/prospect-imports/:importId/faults');
export const getProspectFaultFile = route('get', '/prospect-imports/:importId/fault-file');
export const getProspectTemplate = route('get', '/prospect-import-template');
