import { EVENT_STATUSES, type EventStatus } from '@linzhang/shared/events/events.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

export interface RewardRecord {
  _id: Types.ObjectId;
  /** Stamps that earn it. */
  at: number;
  name: string;
  badge: boolean;
  /** Offer of kind `prize` whose stock it takes from; absent for a reward without stock. */
  offerId?: Types.ObjectId;
}

export interface SignupTermsRecord {
  /** Absent for no limit. */
  capacity?: number;
  opensAt: Date;
  closesAt: Date;
}

export interface EventRecord {
  _id: Types.ObjectId;
  branchId: Types.ObjectId;
  groupIds: Types.ObjectId[];
  name: string;
  startsAt: Date;
  /** The first instant after the event. */
  endsAt: Date;
  place: { address: string; latitude: number; longitude: number };
  organizerId: Types.ObjectId;
  intro: string;
  /** Name under which offers and events are counted together. */
  campaign?: string;
  cardRule: {
    /** Stamps that complete the card. */
    needed: number;
  };
  /** By rising number of stamps. */
  rewards: RewardRecord[];
  signup?: SignupTermsRecord;
  status: EventStatus;
  version: number;
  createdAt: Date;
}

const reward = new Schema<RewardRecord>({
  at: { type: Number, required: true },
  name: { type: String, required: true },
  badge: { type: Boolean, required: true },
  offerId: Schema.Types.ObjectId,
});

const signup = new Schema<SignupTermsRecord>(
  {
    capacity: Number,
    opensAt: { type: Date, required: true },
    closesAt: { type: Date, required: true },
  },
  { _id: false },
);

const schema = new Schema<EventRecord>(
  {
    branchId: { type: Schema.Types.ObjectId, required: true },
    groupIds: { type: [Schema.Types.ObjectId], required: true },
    name: { type: String, required: true },
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    place: {
      address: { type: String, required: true },
      latitude: { type: Number, required: true },
      longitude: { type: Number, required: true },
    },
    organizerId: { type: Schema.Types.ObjectId, required: true },
    intro: { type: String },
    campaign: String,
    cardRule: { needed: { type: Number, required: true } },
    rewards: { type: [reward], required: true },
    signup,
    status: { type: String, enum: EVENT_STATUSES, required: true },
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// The list of a branch, and the list of a customer: by the beginning.
schema.index({ branchId: 1, startsAt: -1, _id: -1 });
schema.index({ status: 1, startsAt: 1, _id: 1 });
schema.index({ groupIds: 1, startsAt: 1 });

export const Event = defineModel<EventRecord>('Event', schema, 'events');
