import { canDecideApproval, canWithdrawApproval } from '@linzhang/shared/approvals/approvals.policy';

const worker = (employeeId: string, branchId: string, ...roles: string[]) => ({ employeeId, branchId, roles });
const approval = { branchId: 'b', requestedBy: 'h', status: 'open' };

describe('the second person', () => {
  it.each([
    ['who asked, though head', worker('h', 'b', 'head'), approval, false, true],
    ['who asked, though admin', worker('h', 'b', 'admin'), approval, false, true],
    ['another head of the branch', worker('i', 'b', 'head'), approval, true, false],
    ['an admin of another branch', worker('a', 'c', 'admin'), approval, true, false],
    ['the head of another branch', worker('x', 'c', 'head'), approval, false, false],
    ['a manager of the branch', worker('m', 'b', 'manager'), approval, false, false],
    ['another head, once it is decided', worker('i', 'b', 'head'), { ...approval, status: 'approved' }, false, false],
    ['who asked, once it is decided', worker('h', 'b', 'head'), { ...approval, status: 'rejected' }, false, false],
  ] as const)('%s', (_case, actor, subject, decides, withdraws) => {
    expect([canDecideApproval(actor, subject), canWithdrawApproval(actor, subject)]).toEqual([decides, withdraws]);
  });
});
