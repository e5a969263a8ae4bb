import type * as contract from '@linzhang/shared/leads/branchLeads.contract';
import * as routes from '@linzhang/shared/leads/leads.endpoints';
import { endpoint } from '../../lib/request';

export const getBranchLeadDesk = endpoint<typeof contract.getBranchLeadDesk>(routes.getBranchLeadDesk);
export const assignLeads = endpoint<typeof contract.assignLeads>(routes.assignLeads);
export const getLeadFigures = endpoint<typeof contract.getLeadFigures>(routes.getLeadFigures);
export const getPoolOrder = endpoint<typeof contract.getPoolOrder>(routes.getPoolOrder);
export const setPoolOrder = endpoint<typeof contract.setPoolOrder>(routes.setPoolOrder);
