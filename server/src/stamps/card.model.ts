import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A member's card for an event: a projection of the stamps, which `verify` recomputes. */
export interface CardRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  eventId: Types.ObjectId;
  /** Stamps that are not voided. */
  stampCount: number;
  /** Rises with every change, for who waits for news. */
  version: number;
  completedAt?: Date;
  /** The stamp that completed it. */
  completedBy?: Types.ObjectId;
  createdAt: Date;
  /** The account ended; nothing is stamped any more. */
  closedAt?: Date;
}

const schema = new Schema<CardRecord>(
  {
    memberId: { type: Schema.Types.ObjectId, required: true },
    eventId: { type: Schema.Types.ObjectId, required: true },
    stampCount: { type: Number, required: true },
    version: { type: Number, required: true },
    completedAt: Date,
    completedBy: Schema.Types.ObjectId,
    createdAt: { type: Date, required: true },
    closedAt: Date,
  },
  { versionKey: false, strict: 'throw' },
);
// A member has one card for an event. Whoever stamps changes it, so of two booths at once one comes after the other.
schema.index({ memberId: 1, eventId: 1 }, { unique: true });
schema.index({ memberId: 1, _id: -1 });
schema.index({ eventId: 1, completedAt: 1 });

export const Card = defineModel<CardRecord>('Card', schema, 'cards');
