import type * as contract from '@linzhang/shared/audit/audit.contract';
import * as routes from '@linzhang/shared/audit/audit.endpoints';
import { endpoint } from '../../lib/request';

export const listAudits = endpoint<typeof contract.listAudits>(routes.listAudits);
