import { Schema, type Types } from 'mongoose';
import { appendOnly } from '../db/appendOnly';
import { defineModel } from '../db/model';

/** A head and a second person gave a member another origin manager. Never changed, never removed. */
export interface OriginChangeRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  fromId: Types.ObjectId | null;
  toId: Types.ObjectId;
  reason: string;
  /** The request that a second person agreed to; names both. */
  approvalId: Types.ObjectId;
  /** Conversions recorded from then on are the new one's. */
  at: Date;
  movedFrom?: Types.ObjectId;
}

const id = Schema.Types.ObjectId;

const schema = new Schema<OriginChangeRecord>(
  {
    memberId: { type: id, required: true },
    fromId: { type: id, default: null },
    toId: { type: id, required: true },
    reason: { type: String, required: true },
    approvalId: { type: id, required: true },
    at: { type: Date, required: true },
    movedFrom: id,
  },
  { versionKey: false, strict: 'throw' },
);
// An agreement changes an origin once.
schema.index({ approvalId: 1 }, { unique: true });
schema.index({ memberId: 1, at: -1 });
appendOnly(schema, 'originchanges');

export const OriginChange = defineModel<OriginChangeRecord>('OriginChange', schema, 'originchanges');
