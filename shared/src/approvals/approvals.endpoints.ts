import { route } from '../kernel/endpoint';

export const listApprovals = route('get', '/approvals');
export const decideApproval = route('post', '/approvals/:approvalId/decisions');
export const withdrawApproval = route('post', '/approvals/:approvalId/withdrawals');
