import { hasAnyRole } from '@linzhang/shared/employees/employees.policy';
import type { Inbox } from '@linzhang/shared/inbox/inbox.contract';
import { requestsToDecide } from '../approvals/approvalLookups.service';
import { countDoubts } from '../aum/doubts.service';
import { countOpenReviews } from '../channels/reviews.service';
import type { EmployeeActor } from '../http/actor';
import { countOnHeadsDesk } from '../leads/leads.service';
import { countOpenConflicts } from '../stamps/conflictLists.service';

/** How much waits for a decision of an employee: of an admin what is asked in any branch, and what lies in the own one. */
export async function inboxOf(employee: EmployeeActor): Promise<Inbox> {
  if (!hasAnyRole(employee, ['head', 'admin'])) {
    const conflicts = await countOpenConflicts(employee);
    return { approvals: null, conflicts, channelReviews: null, doubts: null, deskLeads: null, total: conflicts };
  }
  const branchId = hasAnyRole(employee, ['admin']) ? null : employee.branchId;
  const [approvals, conflicts, channelReviews, doubts, deskLeads] = await Promise.all([
    requestsToDecide(employee),
    countOpenConflicts(employee),
    countOpenReviews(branchId),
    countDoubts(employee.branchId),
    countOnHeadsDesk(employee.branchId),
  ]);
  const total = approvals + conflicts + channelReviews + doubts + deskLeads;
  return { approvals, conflicts, channelReviews, doubts, deskLeads, total };
}
