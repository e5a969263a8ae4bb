import { canManageBranchOf, type EmployeeSubject } from '../employees/employees.policy';

/** Facts of a request that decide who may act on it. */
export interface ApprovalSubject {
  branchId: string;
  requestedBy: string;
  status: string;
}

/** The second person is another head of the branch, or an admin; never who asked. */
export function canDecideApproval(actor: EmployeeSubject, approval: ApprovalSubject): boolean {
  const open = approval.status === 'open' && approval.requestedBy !== actor.employeeId;
  return open && canManageBranchOf(actor, approval.branchId);
}

/** Who asked may take an open request back. */
export function canWithdrawApproval(actor: EmployeeSubject, approval: ApprovalSubject): boolean {
  return approval.status === 'open' && approval.requestedBy === actor.employeeId;
}
