import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A branch that counts other parts as AUM than before, whose accounts are still to follow. `_id` is the branch. */
export interface AumRecountRecord {
  _id: Types.ObjectId;
  /** Version of the branch's numbers that asked for it last. */
  version: number;
  /** Last account that has followed, in the order of their ids. */
  after?: Types.ObjectId;
}

const schema = new Schema<AumRecountRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    version: { type: Number, required: true },
    after: Schema.Types.ObjectId,
  },
  { versionKey: false, strict: 'throw' },
);

export const AumRecount = defineModel<AumRecountRecord>('AumRecount', schema, 'aumrecounts');
