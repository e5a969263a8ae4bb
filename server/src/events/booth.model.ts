import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

export interface BoothRecord {
  _id: Types.ObjectId;
  eventId: Types.ObjectId;
  number: number;
  name: string;
  /** The two characters of its stamp. */
  sealText: string;
  /** Absent for the bank's own booth. */
  merchantId?: Types.ObjectId;
  /** What is done for the stamp. */
  task: string;
  /** Where it stands. */
  spot: string;
  /** Offer given with the stamp. */
  offerId?: Types.ObjectId;
  version: number;
}

const schema = new Schema<BoothRecord>(
  {
    eventId: { type: Schema.Types.ObjectId, required: true },
    number: { type: Number, required: true },
    name: { type: String, required: true },
    sealText: { type: String, required: true },
    merchantId: Schema.Types.ObjectId,
    task: { type: String, required: true },
    spot: { type: String },
    offerId: Schema.Types.ObjectId,
    version: { type: Number, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// A number names one booth of an event; also the order of the card.
schema.index({ eventId: 1, number: 1 }, { unique: true });

export const Booth = defineModel<BoothRecord>('Booth', schema, 'booths');
