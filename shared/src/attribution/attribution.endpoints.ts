import { route } from '../kernel/endpoint';

export const getMyManager = route('get', '/me/manager');
export const getAttribution = route('get', '/members/:memberId/attribution');
export const listCredits = route('get', '/members/:memberId/credits');
export const decideOrigin = route('post', '/members/:memberId/origin-decisions');
export const getAttributionReport = route('get', '/attribution-report');
export const getAttributionPaths = route('get', '/attribution-paths');
export const listReportConversions = route('get', '/attribution-report/conversions');
export const getOriginCase = route('get', '/members/:memberId/origin-case');
export const listOriginMembers = route('get', '/origin-members');
export const listOriginChanges = route('get', '/origin-changes');
