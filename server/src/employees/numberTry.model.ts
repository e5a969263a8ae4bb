import { Schema } from 'mongoose';
import { defineModel } from '../db/model';

/** Wrong tries with a number for which no code is out. `_id` is the number's fingerprint. */
export interface NumberTryRecord {
  _id: string;
  count: number;
  expiresAt: Date;
}

const schema = new Schema<NumberTryRecord>(
  { _id: { type: String }, count: { type: Number, required: true }, expiresAt: { type: Date, required: true } },
  { versionKey: false, strict: 'throw' },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const NumberTry = defineModel<NumberTryRecord>('NumberTry', schema, 'numbertries');
