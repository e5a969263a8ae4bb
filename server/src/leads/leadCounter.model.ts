import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** How many leads a manager holds and took today; `_id` is the employee's id. A projection of leads and their steps. */
export interface LeadCounterRecord {
  _id: Types.ObjectId;
  held: number;
  /** Business day that `taken` counts, `YYYY-MM-DD`. */
  day: string;
  taken: number;
  lastAssignedAt?: Date;
}

const schema = new Schema<LeadCounterRecord>(
  {
    _id: { type: Schema.Types.ObjectId },
    held: { type: Number, required: true },
    day: { type: String, default: '' },
    taken: { type: Number, required: true },
    lastAssignedAt: Date,
  },
  { versionKey: false, strict: 'throw' },
);

export const LeadCounter = defineModel<LeadCounterRecord>('LeadCounter', schema, 'leadcounters');
