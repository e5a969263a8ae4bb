import { Schema } from 'mongoose';
import { defineModel } from '../../db/model';

/** One push of the platform, kept so that its retries are known. `_id` is the fingerprint of the key of its type. */
export interface PushDeliveryRecord {
  _id: string;
  at: Date;
}

/** The platform retries within minutes; what is older than this is not believed to be new. */
export const DELIVERY_KEPT_MS = 7 * 86_400_000;
const schema = new Schema<PushDeliveryRecord>(
  { _id: String, at: { type: Date, required: true } },
  { versionKey: false },
);
schema.index({ at: 1 }, { expireAfterSeconds: (2 * DELIVERY_KEPT_MS) / 1000 });

export const PushDelivery = defineModel<PushDeliveryRecord>('PushDelivery', schema, 'pushdeliveries');
