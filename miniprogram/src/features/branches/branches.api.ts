import type * as contract from '@linzhang/shared/branches/branches.contract';
import * as routes from '@linzhang/shared/branches/branches.endpoints';
import { endpoint } from '../../lib/request';

export const listBranches = endpoint<typeof contract.listBranches>(routes.listBranches);
export const createBranch = endpoint<typeof contract.createBranch>(routes.createBranch);
export const updateBranch = endpoint<typeof contract.updateBranch>(routes.updateBranch);
