import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Id, Instant, RequestId } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line } from '../kernel/text';
import * as routes from './approvals.endpoints';
import { APPROVAL_KINDS, APPROVAL_STATUSES } from './approvals.rules';

export const Approval = z.object({
  id: Id,
  kind: z.enum(APPROVAL_KINDS),
  branch: z.object({ id: Id, name: z.string() }),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  /** Numbers that the decision rests on, by name; amounts in fen end in `Fen`. */
  facts: z.record(z.string(), z.number()),
  reason: z.string().nullable(),
  status: z.enum(APPROVAL_STATUSES),
  requestedBy: z.object({ id: Id, name: z.string() }),
  requestedAt: Instant,
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  note: z.string().nullable(),
  can: z.object({ decide: z.boolean(), withdraw: z.boolean() }),
});
export type Approval = z.infer<typeof Approval>;

export const listApprovals = contract(routes.listApprovals, {
  summary: 'What waits for a second person in the own branch (admin: in all), newest first.',
  access: 'employee',
  query: PageQuery.extend({ status: z.enum(['open', 'closed']).default('open') }),
  response: pageOf(Approval),
});

const ApprovalParams = z.object({ approvalId: Id });

export const decideApproval = contract(routes.decideApproval, {
  summary: 'The second person agrees or sends back; agreeing does what was asked in the same step.',
  access: 'employee',
  params: ApprovalParams,
  body: z.strictObject({ approve: z.boolean(), note: line(0, 100), requestId: RequestId }),
  response: Approval,
  errors: ['not_found', 'own_request', 'approval_closed', 'approval_outdated', 'request_reused'],
});

export const withdrawApproval = contract(routes.withdrawApproval, {
  summary: 'Who asked takes the request back.',
  access: 'employee',
  params: ApprovalParams,
  body: z.strictObject({ requestId: RequestId }),
  response: Approval,
  errors: ['not_found', 'approval_closed', 'request_reused'],
});
