import { Schema } from 'mongoose';
import { defineModel } from '../db/model';

/** Phone numbers an employee revealed on one business day; `_id` is `employeeId:day`, so the daily limit is one guarded counter. */
export interface RevealCountRecord {
  _id: string;
  count: number;
  expiresAt: Date;
}

const schema = new Schema<RevealCountRecord>(
  { _id: { type: String }, count: { type: Number, required: true }, expiresAt: { type: Date, required: true } },
  { versionKey: false, strict: 'throw' },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const RevealCount = defineModel<RevealCountRecord>('RevealCount', schema, 'revealcounts');
