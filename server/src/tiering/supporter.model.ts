import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** Who serves a member beside the owner. `_id` is the member's id; the member counts for the owner alone. */
export interface SupporterRecord {
  _id: Types.ObjectId;
  employeeIds: Types.ObjectId[];
  changedAt: Date;
}

const schema = new Schema<SupporterRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    employeeIds: { type: [Schema.Types.ObjectId], required: true },
    changedAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
schema.index({ employeeIds: 1 });

export const Supporter = defineModel<SupporterRecord>('Supporter', schema, 'supporters');
