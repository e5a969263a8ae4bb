import type { Approval as ApprovalAnswer } from '@linzhang/shared/approvals/approvals.contract';
import { canDecideApproval, canWithdrawApproval } from '@linzhang/shared/approvals/approvals.policy';
import type { ApprovalKind } from '@linzhang/shared/approvals/approvals.rules';
import { canManageBranchOf } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { Page } from '@linzhang/shared/kernel/pages';
import { type ClientSession, Types } from 'mongoose';
import { type AuditActor, recordAuditBy } from '../audit/audit.service';
import { branchNames } from '../branches/branches.service';
import { pageAfter } from '../db/pages';
import { once } from '../db/requests';
import type { EmployeeActor } from '../http/actor';
import { Approval, type ApprovalRecord } from './approval.model';

export type { ApprovalRecord } from './approval.model';

/** What a domain does once the second person has spoken, within the transaction of the decision. */
export interface ApprovalHandler {
  /** Carries out what was asked; throws `approval_outdated` where it no longer can. */
  apply: (session: ClientSession, approval: ApprovalRecord, now: Date) => Promise<void>;
  /** Undoes the waiting after a refusal or a withdrawal. */
  drop?: (session: ClientSession, approval: ApprovalRecord, now: Date) => Promise<void>;
}

const handlers = new Map<ApprovalKind, ApprovalHandler>();

/** Domains register at start what an agreement does. */
export function registerApproval(kind: ApprovalKind, handler: ApprovalHandler): void {
  handlers.set(kind, handler);
}

export interface ApprovalRequest {
  kind: ApprovalKind;
  branchId: string;
  subject: { kind: string; id: string; name: string };
  payload: unknown;
  facts: Record<string, number>;
  reason?: string;
}

/** Asks for the second person in the transaction of the change that waits; a twin breaks the unique index. Gives back the id. */
export async function requestApproval(
  session: ClientSession,
  request: ApprovalRequest,
  actor: AuditActor,
  now: Date,
): Promise<string> {
  const { branchId, ...rest } = request;
  const row: ApprovalRecord = {
    _id: new Types.ObjectId(),
    ...rest,
    branchId: new Types.ObjectId(branchId),
    status: 'open',
    openKey: `${request.kind}:${request.subject.id}`,
    requestedBy: { id: actor.actorId ?? 'cli', name: actor.actorName },
    requestedAt: now,
  };
  await Approval.create([row], { session });
  await recordAuditBy(session, actor, {
    action: 'approval_requested',
    subject: request.subject,
    branchId,
    at: now,
    changes: { kind: request.kind, ...request.facts },
    ...(request.reason ? { reason: request.reason } : {}),
  });
  return row._id.toHexString();
}

/** Requests of a branch (null: of all), newest first. */
export async function listApprovals(
  query: { branchId: string | null; status: 'open' | 'closed'; cursor?: string; limit: number },
  reader: EmployeeActor,
): Promise<Page<ApprovalAnswer>> {
  const filter = {
    ...(query.branchId === null ? {} : { branchId: new Types.ObjectId(query.branchId) }),
    status: query.status === 'open' ? 'open' : { $ne: 'open' },
  };
  const page = await pageAfter(Approval, filter, { field: '_id', direction: -1 }, query, (row) => row);
  return { items: await present(page.items, reader), nextCursor: page.nextCursor };
}

/** True where the subject waits for a second person. */
export async function isWaiting(kind: ApprovalKind, subjectId: string): Promise<boolean> {
  return (await Approval.exists({ openKey: `${kind}:${subjectId}` })) !== null;
}

/** The second person's word. Of two at once one wins, the other reads `approval_closed`. */
export async function decideApproval(
  approvalId: string,
  decision: { approve: boolean; note: string; requestId: string },
  employee: EmployeeActor,
  actor: AuditActor,
  now: Date,
): Promise<ApprovalAnswer> {
  const { requestId, ...params } = decision;
  const key = { actorId: employee.employeeId, operation: 'decideApproval', requestId };
  await once({ ...key, params: { approvalId, ...params } }, now, async (session) => {
    const approval = await visible(approvalId, employee, session);
    if (approval.status !== 'open') throw new AppError('approval_closed');
    if (approval.requestedBy.id === employee.employeeId) throw new AppError('own_request');
    if (!canDecideApproval(employee, facts(approval))) throw new AppError('forbidden');
    await close(session, approval, decision.approve ? 'approved' : 'rejected', employee, decision.note, now);
    const handler = handlers.get(approval.kind);
    if (decision.approve) await handler?.apply(session, approval, now);
    else await handler?.drop?.(session, approval, now);
    await recordAuditBy(session, actor, {
      action: 'approval_decided',
      subject: approval.subject,
      branchId: approval.branchId.toHexString(),
      at: now,
      changes: { kind: approval.kind, approved: decision.approve, requestedBy: approval.requestedBy.name },
      ...(decision.note ? { reason: decision.note } : {}),
    });
    return approvalId;
  });
  return getApproval(approvalId, employee);
}

/** Who asked takes an open request back. */
export async function withdrawApproval(
  approvalId: string,
  requestId: string,
  employee: EmployeeActor,
  actor: AuditActor,
  now: Date,
): Promise<ApprovalAnswer> {
  const key = { actorId: employee.employeeId, operation: 'withdrawApproval', requestId, params: { approvalId } };
  await once(key, now, async (session) => {
    const approval = await visible(approvalId, employee, session);
    if (approval.requestedBy.id !== employee.employeeId) throw new AppError('forbidden');
    if (!canWithdrawApproval(employee, facts(approval))) throw new AppError('approval_closed');
    await close(session, approval, 'withdrawn', employee, '', now);
    await handlers.get(approval.kind)?.drop?.(session, approval, now);
    await recordAuditBy(session, actor, {
      action: 'approval_withdrawn',
      subject: approval.subject,
      branchId: approval.branchId.toHexString(),
      at: now,
      changes: { kind: approval.kind },
    });
    return approvalId;
  });
  return getApproval(approvalId, employee);
}

async function close(
  session: ClientSession,
  approval: ApprovalRecord,
  status: 'approved' | 'rejected' | 'withdrawn',
  employee: EmployeeActor,
  note: string,
  now: Date,
): Promise<void> {
  const decided = { decidedBy: { id: employee.employeeId, name: employee.name }, decidedAt: now };
  const closed = await Approval.updateOne(
    { _id: approval._id, status: 'open' },
    { $set: { status, ...decided, ...(note ? { note } : {}) }, $unset: { openKey: '' } },
    { session },
  );
  if (closed.modifiedCount !== 1) throw new AppError('approval_closed');
}

async function visible(approvalId: string, employee: EmployeeActor, session: ClientSession): Promise<ApprovalRecord> {
  const approval = await Approval.findById(approvalId).session(session).lean();
  const own = approval?.requestedBy.id === employee.employeeId;
  if (!approval || !(own || canManageBranchOf(employee, approval.branchId.toHexString())))
    throw new AppError('not_found');
  return approval;
}

function facts(approval: ApprovalRecord) {
  return {
    branchId: approval.branchId.toHexString(),
    requestedBy: approval.requestedBy.id,
    status: approval.status,
  };
}

async function getApproval(approvalId: string, reader: EmployeeActor): Promise<ApprovalAnswer> {
  const row = await Approval.findById(approvalId).lean();
  const [answer] = row ? await present([row], reader) : [];
  if (!answer) throw new AppError('not_found');
  return answer;
}

async function present(rows: readonly ApprovalRecord[], reader: EmployeeActor): Promise<ApprovalAnswer[]> {
  const names = await branchNames([...new Set(rows.map((row) => row.branchId.toHexString()))]);
  return rows.map((row) => {
    const branchId = row.branchId.toHexString();
    const { kind, id, name } = row.subject;
    return {
      id: row._id.toHexString(),
      kind: row.kind,
      branch: { id: branchId, name: names.get(branchId) ?? '' },
      subject: { kind, id, name },
      facts: row.facts,
      reason: row.reason ?? null,
      status: row.status,
      requestedBy: { id: row.requestedBy.id, name: row.requestedBy.name },
      requestedAt: row.requestedAt.toISOString(),
      decidedBy: row.decidedBy?.name ?? null,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      note: row.note ?? null,
      can: { decide: canDecideApproval(reader, facts(row)), withdraw: canWithdrawApproval(reader, facts(row)) },
    };
  });
}
