import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** Bindings of one channel and day past the daily number, which count only after a head has looked. */
export interface ChannelReviewRecord {
  _id: Types.ObjectId;
  channelId: Types.ObjectId;
  employeeId: Types.ObjectId;
  branchId: Types.ObjectId;
  day: string;
  /** Bindings that wait or waited. */
  count: number;
  limit: number;
  status: 'open' | 'accepted' | 'rejected';
  createdAt: Date;
  decidedBy?: Types.ObjectId;
  decidedAt?: Date;
  note?: string;
}

const id = Schema.Types.ObjectId;

const schema = new Schema<ChannelReviewRecord>(
  {
    channelId: { type: id, required: true },
    employeeId: { type: id, required: true },
    branchId: { type: id, required: true },
    day: { type: String, required: true },
    count: { type: Number, required: true },
    limit: { type: Number, required: true },
    status: { type: String, enum: ['open', 'accepted', 'rejected'], required: true },
    createdAt: { type: Date, required: true },
    decidedBy: id,
    decidedAt: Date,
    note: String,
  },
  { versionKey: false, strict: 'throw' },
);
// A channel's day has one open review, which later bindings join.
schema.index({ channelId: 1, day: 1 }, { unique: true, partialFilterExpression: { status: 'open' } });
schema.index({ branchId: 1, _id: -1 });

export const ChannelReview = defineModel<ChannelReviewRecord>('ChannelReview', schema, 'channelreviews');

/** One binding that waits, or waited, for a review. */
export interface HeldBindingRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  conversionId: Types.ObjectId;
  reviewId: Types.ObjectId;
  at: Date;
  movedFrom?: Types.ObjectId;
}

const heldSchema = new Schema<HeldBindingRecord>(
  {
    memberId: { type: id, required: true },
    conversionId: { type: id, required: true },
    reviewId: { type: id, required: true },
    at: { type: Date, required: true },
    movedFrom: id,
  },
  { versionKey: false, strict: 'throw' },
);
// A conversion waits once.
heldSchema.index({ memberId: 1, conversionId: 1 }, { unique: true });
heldSchema.index({ reviewId: 1, _id: -1 });

export const HeldBinding = defineModel<HeldBindingRecord>('HeldBinding', heldSchema, 'heldbindings');
