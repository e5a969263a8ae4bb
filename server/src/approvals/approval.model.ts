import {
  APPROVAL_KINDS,
  APPROVAL_STATUSES,
  type ApprovalKind,
  type ApprovalStatus,
} from '@linzhang/shared/approvals/approvals.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** Something a head may not do alone: what was asked, by whom, and what became of it. */
export interface ApprovalRecord {
  _id: Types.ObjectId;
  kind: ApprovalKind;
  branchId: Types.ObjectId;
  subject: { kind: string; id: string; name: string };
  /** What the domain needs to carry it out. */
  payload: unknown;
  /** Numbers that the decision rests on; amounts in fen end in `Fen`. */
  facts: Record<string, number>;
  reason?: string;
  status: ApprovalStatus;
  /** `kind:subject` while open, so that one thing is asked once at a time. */
  openKey?: string;
  requestedBy: { id: string; name: string };
  requestedAt: Date;
  decidedBy?: { id: string; name: string };
  decidedAt?: Date;
  note?: string;
}

const who = new Schema(
  { id: { type: String, required: true }, name: { type: String, required: true } },
  { _id: false },
);
const subject = new Schema(
  {
    kind: { type: String, required: true },
    id: { type: String, required: true },
    name: { type: String, required: true },
  },
  { _id: false },
);

const schema = new Schema<ApprovalRecord>(
  {
    kind: { type: String, enum: APPROVAL_KINDS, required: true },
    branchId: { type: Schema.Types.ObjectId, required: true },
    subject: { type: subject, required: true },
    payload: { type: Schema.Types.Mixed },
    facts: { type: Schema.Types.Mixed, required: true },
    reason: String,
    status: { type: String, enum: APPROVAL_STATUSES, required: true },
    openKey: String,
    requestedBy: { type: who, required: true },
    requestedAt: { type: Date, required: true },
    decidedBy: who,
    decidedAt: Date,
    note: String,
  },
  { versionKey: false, strict: 'throw', minimize: false },
);
// One thing waits for its second person once at a time.
schema.index({ openKey: 1 }, { unique: true, partialFilterExpression: { openKey: { $exists: true } } });
schema.index({ branchId: 1, status: 1, _id: -1 });
schema.index({ status: 1, _id: -1 });

export const Approval = defineModel<ApprovalRecord>('Approval', schema, 'approvals');
