import { Schema } from 'mongoose';
import { defineModel } from '../db/model';

/** A device that sends kept scans: every batch of it changes this row, so that its scans of an hour are counted in order. */
export interface DeviceRecord {
  /** The name that the app gave the device. */
  _id: string;
  received: number;
}

const schema = new Schema<DeviceRecord>(
  { _id: String, received: { type: Number, required: true } },
  { versionKey: false, strict: 'throw' },
);

export const Device = defineModel<DeviceRecord>('Device', schema, 'scandevices');
