import { INDUSTRIES, type Industry } from '@linzhang/shared/branches/branches.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

export interface MerchantRecord {
  _id: Types.ObjectId;
  name: string;
  branchId: Types.ObjectId;
  place: { address: string; latitude: number; longitude: number };
  industry: Industry;
  contact?: string;
  status: 'active' | 'ended';
  version: number;
  createdAt: Date;
}

const schema = new Schema<MerchantRecord>(
  {
    name: { type: String, required: true },
    branchId: { type: Schema.Types.ObjectId, required: true },
    place: {
      address: { type: String, required: true },
      latitude: { type: Number, required: true },
      longitude: { type: Number, required: true },
    },
    industry: { type: String, enum: INDUSTRIES, required: true },
    contact: String,
    status: { type: String, enum: ['active', 'ended'], required: true },
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// A branch has one partner of a name; also the order of its list.
schema.index({ branchId: 1, name: 1 }, { unique: true });
schema.index({ name: 1 });

export const Merchant = defineModel<MerchantRecord>('Merchant', schema, 'merchants');
