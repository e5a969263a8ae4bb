import { Schema } from 'mongoose';
import { defineModel } from '../../db/model';

/** One push of the platform, kept so that its retries are known. `_id` is the key of its type. */
export interface PushDeliveryRecord {
  _id: string;
  at: Date;
}

const KEEP_DAYS = 7;
const schema = new Schema<PushDeliveryRecord>(
  { _id: String, at: { type: Date, required: true } },
  { versionKey: false },
);
schema.index({ at: 1 }, { expireAfterSeconds: KEEP_DAYS * 86_400 });

export const PushDelivery = defineModel<PushDeliveryRecord>('PushDelivery', schema, 'pushdeliveries');
