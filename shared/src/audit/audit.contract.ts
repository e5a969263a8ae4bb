import { z } from 'zod';
import { contract } from '../kernel/contract';
import { Id, Instant } from '../kernel/ids';
import { PageQuery, pageOf } from '../kernel/pages';
import { line } from '../kernel/text';
import * as routes from './audit.endpoints';
import { AUDIT_ACTIONS } from './audit.rules';

export const AuditAction = z.enum(AUDIT_ACTIONS);

export const AuditEntry = z.object({
  id: Id,
  at: Instant,
  action: AuditAction,
  actor: z.object({ id: Id.nullable(), name: z.string() }),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
  reason: z.string().nullable(),
  ip: z.string().nullable(),
  changes: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const listAudits = contract(routes.listAudits, {
  summary: 'The audit trail of the own branch (admin: of all), newest first.',
  access: 'employee',
  query: PageQuery.extend({
    branchId: Id.optional(),
    action: AuditAction.optional(),
    subjectId: line(1, 64).optional(),
  }),
  response: pageOf(AuditEntry),
});
