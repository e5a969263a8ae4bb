import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

export const VOID_CAUSES = ['undone', 'voided', 'conflict', 'moved'] as const;
export type VoidCause = (typeof VOID_CAUSES)[number];

/** One stamp of one booth on one member's card. It is never removed; voiding marks it. */
export interface StampRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  eventId: Types.ObjectId;
  boothId: Types.ObjectId;
  branchId: Types.ObjectId;
  employeeId: Types.ObjectId;
  /** The how many-th of the card when it was given. */
  ordinal: number;
  /** When the code was scanned. */
  at: Date;
  /** When the server learned it; later than `at` for a scan without network. */
  recordedAt: Date;
  /** The code that earned it; absent where the organizer accepted a second stamp for the same code. */
  code?: string;
  /** False once voided. */
  active: boolean;
  voidedAt?: Date;
  voidedBy?: Types.ObjectId;
  voidCause?: VoidCause;
  voidReason?: string;
  movedFrom?: Types.ObjectId;
}

const schema = new Schema<StampRecord>(
  {
    memberId: { type: Schema.Types.ObjectId, required: true },
    eventId: { type: Schema.Types.ObjectId, required: true },
    boothId: { type: Schema.Types.ObjectId, required: true },
    branchId: { type: Schema.Types.ObjectId, required: true },
    employeeId: { type: Schema.Types.ObjectId, required: true },
    ordinal: { type: Number, required: true },
    at: { type: Date, required: true },
    recordedAt: { type: Date, required: true },
    code: String,
    active: { type: Boolean, required: true },
    voidedAt: Date,
    voidedBy: Schema.Types.ObjectId,
    voidCause: { type: String, enum: VOID_CAUSES },
    voidReason: String,
    movedFrom: Schema.Types.ObjectId,
  },
  { versionKey: false, strict: 'throw' },
);
/** Key of the index by which a card's stamps are found; an event has many more. */
export const BY_CARD = { memberId: 1, eventId: 1, boothId: 1 } as const;
// One stamp per booth and card among those not voided.
schema.index(BY_CARD, { unique: true, partialFilterExpression: { active: true } });
// A code earns one stamp, at whichever booth it was shown first.
schema.index(
  { memberId: 1, code: 1 },
  { unique: true, partialFilterExpression: { active: true, code: { $type: 'string' } } },
);
// The last stamp that somebody gave.
schema.index({ employeeId: 1, recordedAt: -1 });
// Counts of an event by booth, and of a booth's day.
schema.index({ eventId: 1, active: 1, boothId: 1, recordedAt: -1 });
// The list that a head looks through, whole or of one booth.
schema.index({ eventId: 1, _id: -1 });

export const Stamp = defineModel<StampRecord>('Stamp', schema, 'stamps');
