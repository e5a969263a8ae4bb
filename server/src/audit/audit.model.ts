import { AUDIT_ACTIONS, type AuditActionName } from '@linzhang/shared/audit/audit.rules';
import { Schema, type Types } from 'mongoose';
import { appendOnly } from '../db/appendOnly';
import { defineModel } from '../db/model';

/** One line of the audit trail: who did what to whom, when, from where and why. Never changed, never removed. */
export interface AuditRecord {
  _id: Types.ObjectId;
  action: AuditActionName;
  /** Id of the employee, or of the member for what members do to their own account; null for the command line. */
  actorId: string | null;
  actorName: string;
  subject: { kind: string; id: string; name?: string };
  /** Branch whose head may read the line; null where only an admin may. */
  branchId: string | null;
  reason?: string;
  ip: string | null;
  at: Date;
  /** What changed, without secrets. */
  changes: Record<string, unknown>;
}

const schema = new Schema<AuditRecord>(
  {
    action: { type: String, enum: AUDIT_ACTIONS, required: true },
    actorId: { type: String, default: null },
    actorName: { type: String, required: true },
    subject: { kind: { type: String, required: true }, id: { type: String, required: true }, name: String },
    branchId: { type: String, default: null },
    reason: String,
    ip: { type: String, default: null },
    at: { type: Date, required: true },
    changes: { type: Schema.Types.Mixed, default: {} },
  },
  { versionKey: false, strict: 'throw', minimize: false },
);
schema.index({ branchId: 1, _id: -1 });
schema.index({ 'subject.id': 1, _id: -1 });
schema.index({ action: 1, _id: -1 });
appendOnly(schema, 'audits');

export const Audit = defineModel<AuditRecord>('Audit', schema, 'audits');
