import { INDUSTRIES, type Industry } from '@linzhang/shared/branches/branches.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

export interface PlaceRecord {
  address: string;
  latitude: number;
  longitude: number;
}

export interface BranchRecord {
  _id: Types.ObjectId;
  name: string;
  place: PlaceRecord;
  industries: Industry[];
  version: number;
  createdAt: Date;
}

const place = new Schema<PlaceRecord>(
  {
    address: { type: String, required: true },
    latitude: { type: Number, required: true },
    longitude: { type: Number, required: true },
  },
  { _id: false },
);

const schema = new Schema<BranchRecord>(
  {
    name: { type: String, required: true },
    place: { type: place, required: true },
    industries: [{ type: String, enum: INDUSTRIES }],
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// Two branches never share a name.
schema.index({ name: 1 }, { unique: true });

export const Branch = defineModel<BranchRecord>('Branch', schema, 'branches');
