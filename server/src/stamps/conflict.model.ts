import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

export const CONFLICT_KINDS = ['code_two_booths', 'many_scans', 'friends'] as const;
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

/** Something odd at an event that people decide. */
export interface ConflictRecord {
  _id: Types.ObjectId;
  kind: ConflictKind;
  eventId: Types.ObjectId;
  branchId: Types.ObjectId;
  memberId: Types.ObjectId;
  boothId: Types.ObjectId;
  employeeId: Types.ObjectId;
  at: Date;
  receivedAt: Date;
  /** The scan that waits; for `friends` the one that gave the stamp. */
  scanId: Types.ObjectId;
  /** The stamp in question: the one given, or the one an acceptance gave. */
  stampId?: Types.ObjectId;
  /** The stamp it collides with. */
  other?: { boothId: Types.ObjectId; employeeId: Types.ObjectId; at: Date };
  status: 'open' | 'accepted' | 'rejected';
  decidedBy?: Types.ObjectId;
  decidedAt?: Date;
  note?: string;
}

const schema = new Schema<ConflictRecord>(
  {
    kind: { type: String, enum: CONFLICT_KINDS, required: true },
    eventId: { type: Schema.Types.ObjectId, required: true },
    branchId: { type: Schema.Types.ObjectId, required: true },
    memberId: { type: Schema.Types.ObjectId, required: true },
    boothId: { type: Schema.Types.ObjectId, required: true },
    employeeId: { type: Schema.Types.ObjectId, required: true },
    at: { type: Date, required: true },
    receivedAt: { type: Date, required: true },
    scanId: { type: Schema.Types.ObjectId, required: true },
    stampId: Schema.Types.ObjectId,
    other: {
      type: new Schema(
        {
          boothId: { type: Schema.Types.ObjectId, required: true },
          employeeId: { type: Schema.Types.ObjectId, required: true },
          at: { type: Date, required: true },
        },
        { _id: false },
      ),
    },
    status: { type: String, enum: ['open', 'accepted', 'rejected'], required: true },
    decidedBy: Schema.Types.ObjectId,
    decidedAt: Date,
    note: String,
  },
  { versionKey: false, strict: 'throw' },
);
// A scan is in question once.
schema.index({ scanId: 1 }, { unique: true });
schema.index({ branchId: 1, status: 1, _id: -1 });
schema.index({ eventId: 1, status: 1, _id: -1 });
schema.index({ boothId: 1, status: 1 });
schema.index({ stampId: 1 }, { partialFilterExpression: { stampId: { $exists: true } } });

export const Conflict = defineModel<ConflictRecord>('Conflict', schema, 'conflicts');
