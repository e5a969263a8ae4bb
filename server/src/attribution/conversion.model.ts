import { CONVERSION_KINDS, type ConversionKind } from '@linzhang/shared/attribution/attribution.rules';
import { Schema, type Types } from 'mongoose';
import { appendOnly } from '../db/appendOnly';
import { defineModel } from '../db/model';
import { type StoredTouch, type StoredWay, touchSchema, waySchema } from './keptTouch';

/** A step of a member that counts for whoever brought the member. Never changed, never removed. */
export interface ConversionRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  kind: ConversionKind;
  causeId: string;
  at: Date;
  recordedAt: Date;
  branchId?: Types.ObjectId;
  groupId?: Types.ObjectId;
  eventId?: Types.ObjectId;
  offerId?: Types.ObjectId;
  /** Channel of the latest touch before it. */
  channelId?: Types.ObjectId;
  amountFen?: number;
  /** Product category of the bank's list. */
  product?: string;
  /** Touches in the window, oldest first: what the comparing credits are computed from. */
  touches?: StoredTouch[];
  /** By which way the origin manager brought the member who is credited here. */
  originWay?: StoredWay;
  /** The member's branch when it was recorded: what reports are kept apart by. */
  homeBranchId?: Types.ObjectId;
  /** Why it was credited or not; `held` where a head has to look first. In an entry that takes one back: why. */
  because: string;
  ruleVersion: number;
  reverses?: Types.ObjectId;
  movedFrom?: Types.ObjectId;
}

const id = Schema.Types.ObjectId;

const schema = new Schema<ConversionRecord>(
  {
    memberId: { type: id, required: true },
    kind: { type: String, enum: CONVERSION_KINDS, required: true },
    causeId: { type: String, required: true },
    at: { type: Date, required: true },
    recordedAt: { type: Date, required: true },
    branchId: id,
    groupId: id,
    eventId: id,
    offerId: id,
    channelId: id,
    amountFen: Number,
    product: String,
    touches: { type: [touchSchema], default: undefined },
    originWay: { type: waySchema, default: undefined },
    homeBranchId: id,
    because: { type: String, required: true },
    ruleVersion: { type: Number, required: true },
    reverses: id,
    movedFrom: id,
  },
  { versionKey: false, strict: 'throw' },
);
// What caused a conversion causes it once; an entry that takes one back has `reverses`, so it stands beside it.
schema.index({ memberId: 1, kind: 1, causeId: 1, reverses: 1 }, { unique: true });
// A conversion is taken back once.
schema.index({ memberId: 1, reverses: 1 }, { unique: true, partialFilterExpression: { reverses: { $exists: true } } });
schema.index({ memberId: 1, at: -1, _id: -1 });
// Reports of a branch and a period.
schema.index({ homeBranchId: 1, at: 1, _id: 1 });
// What came of those who came by a channel.
schema.index({ channelId: 1, at: 1 }, { partialFilterExpression: { channelId: { $exists: true } } });
appendOnly(schema, 'conversions');

export const Conversion = defineModel<ConversionRecord>('Conversion', schema, 'conversions');
