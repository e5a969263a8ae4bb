import { POOL_PRINCIPLES, type PoolPrinciple } from '@linzhang/shared/leads/leads.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** In which order a branch asks its principles; `_id` is the branch's id. A branch without a row has the default. */
export interface PoolOrderRecord {
  _id: Types.ObjectId;
  order: PoolPrinciple[];
  version: number;
}

const schema = new Schema<PoolOrderRecord>(
  {
    _id: { type: Schema.Types.ObjectId },
    order: [{ type: String, enum: POOL_PRINCIPLES }],
    version: { type: Number, required: true },
  },
  { versionKey: false, strict: 'throw' },
);

export const PoolOrder = defineModel<PoolOrderRecord>('PoolOrder', schema, 'poolorders');
