import type { ApprovalKind } from '@linzhang/shared/approvals/approvals.rules';
import { hasAnyRole } from '@linzhang/shared/employees/employees.policy';
import type { Page } from '@linzhang/shared/kernel/pages';
import { Types } from 'mongoose';
import { pageAfter } from '../db/pages';
import type { EmployeeActor } from '../http/actor';
import { Approval, type ApprovalRecord } from './approval.model';

/** What waits for a second person about a subject; null where nothing does. */
export async function openRequestOf(kind: ApprovalKind, subjectId: string): Promise<ApprovalRecord | null> {
  return Approval.findOne({ openKey: `${kind}:${subjectId}` }).lean();
}

/** Requests by their ids. */
export async function requestsById(ids: readonly string[]): Promise<Map<string, ApprovalRecord>> {
  const rows = await Approval.find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } }).lean();
  return new Map(rows.map((row) => [row._id.toHexString(), row]));
}

/** Requests of one kind that were agreed to in a branch, newest first. */
export async function agreedRequests(
  kind: ApprovalKind,
  query: { branchId: string; cursor?: string; limit: number },
): Promise<Page<ApprovalRecord>> {
  const filter = { branchId: new Types.ObjectId(query.branchId), status: 'approved', kind };
  return pageAfter(Approval, filter, { field: '_id', direction: -1 }, query, (row) => row);
}

/** How many requests wait for this person as the second one. */
export async function requestsToDecide(employee: EmployeeActor): Promise<number> {
  const where = hasAnyRole(employee, ['admin']) ? {} : { branchId: new Types.ObjectId(employee.branchId) };
  return Approval.countDocuments({ ...where, status: 'open', 'requestedBy.id': { $ne: employee.employeeId } });
}
