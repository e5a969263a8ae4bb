import type * as decisions from '@linzhang/shared/attribution/attribution.contract';
import * as routes from '@linzhang/shared/attribution/attribution.endpoints';
import type * as origins from '@linzhang/shared/attribution/origins.contract';
import type * as report from '@linzhang/shared/attribution/report.contract';
import { endpoint } from '../../lib/request';

export const getAttributionReport = endpoint<typeof report.getAttributionReport>(routes.getAttributionReport);
export const listReportConversions = endpoint<typeof report.listReportConversions>(routes.listReportConversions);
export const getAttributionPaths = endpoint<typeof report.getAttributionPaths>(routes.getAttributionPaths);
export const getOriginCase = endpoint<typeof origins.getOriginCase>(routes.getOriginCase);
export const listOriginMembers = endpoint<typeof origins.listOriginMembers>(routes.listOriginMembers);
export const listOriginChanges = endpoint<typeof origins.listOriginChanges>(routes.listOriginChanges);
export const decideOrigin = endpoint<typeof decisions.decideOrigin>(routes.decideOrigin);
