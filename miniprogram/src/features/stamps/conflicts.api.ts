import type * as contract from '@linzhang/shared/stamps/scans.contract';
import * as routes from '@linzhang/shared/stamps/stamps.endpoints';
import { endpoint } from '../../lib/request';

export const listConflicts = endpoint<typeof contract.listConflicts>(routes.listConflicts);
export const decideConflict = endpoint<typeof contract.decideConflict>(routes.decideConflict);
