import type * as contract from '@linzhang/shared/approvals/approvals.contract';
import * as routes from '@linzhang/shared/approvals/approvals.endpoints';
import { endpoint } from '../../lib/request';

export const listApprovals = endpoint<typeof contract.listApprovals>(routes.listApprovals);
export const decideApproval = endpoint<typeof contract.decideApproval>(routes.decideApproval);
export const withdrawApproval = endpoint<typeof contract.withdrawApproval>(routes.withdrawApproval);
