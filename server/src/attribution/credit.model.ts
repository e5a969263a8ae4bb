import { Schema, type Types } from 'mongoose';
import { appendOnly } from '../db/appendOnly';
import { defineModel } from '../db/model';

/** How much of a conversion an employee gets, and why. Never changed, never removed. */
export interface CreditRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  conversionId: Types.ObjectId;
  /** Model by which it was given; `origin` is the one that counts. */
  model: string;
  employeeId: Types.ObjectId;
  /** Parts per million; negative in an entry that takes one back, so that sums need no exceptions. */
  ppm: number;
  because: string;
  ruleVersion: number;
  /** When the conversion was. */
  at: Date;
  recordedAt: Date;
  reverses?: Types.ObjectId;
  movedFrom?: Types.ObjectId;
}

const id = Schema.Types.ObjectId;

const schema = new Schema<CreditRecord>(
  {
    memberId: { type: id, required: true },
    conversionId: { type: id, required: true },
    model: { type: String, required: true },
    employeeId: { type: id, required: true },
    ppm: { type: Number, required: true },
    because: { type: String, required: true },
    ruleVersion: { type: Number, required: true },
    at: { type: Date, required: true },
    recordedAt: { type: Date, required: true },
    reverses: id,
    movedFrom: id,
  },
  { versionKey: false, strict: 'throw' },
);
// An employee is credited once with a conversion by a model, and that credit is taken back once.
schema.index({ memberId: 1, conversionId: 1, model: 1, employeeId: 1, reverses: 1 }, { unique: true });
schema.index({ memberId: 1, reverses: 1 }, { unique: true, partialFilterExpression: { reverses: { $exists: true } } });
schema.index({ employeeId: 1, at: -1 });
appendOnly(schema, 'credits');

export const Credit = defineModel<CreditRecord>('Credit', schema, 'credits');
