import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** `badge` and `gift` (without stock) need nothing else; `prize` and `booth_offer` become claims of an offer. */
export const GRANT_PARTS = ['badge', 'gift', 'prize', 'booth_offer'] as const;
export type GrantPart = (typeof GRANT_PARTS)[number];

/** Something that a stamp earned. */
export interface GrantRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  eventId: Types.ObjectId;
  /** Id of the reward; of the booth for a booth's own offer. */
  rewardId: Types.ObjectId;
  part: GrantPart;
  name: string;
  offerId?: Types.ObjectId;
  /** The stamp that earned it, where and when. */
  stampId: Types.ObjectId;
  boothId: Types.ObjectId;
  at: Date;
  /** `pending` until the offer has answered. */
  state: 'pending' | 'granted' | 'none';
  claimId?: string;
  /** Why there is none. */
  because?: string;
  /** False once what caused it was voided. */
  active: boolean;
  voidedAt?: Date;
  movedFrom?: Types.ObjectId;
}

const schema = new Schema<GrantRecord>(
  {
    memberId: { type: Schema.Types.ObjectId, required: true },
    eventId: { type: Schema.Types.ObjectId, required: true },
    rewardId: { type: Schema.Types.ObjectId, required: true },
    part: { type: String, enum: GRANT_PARTS, required: true },
    name: { type: String, required: true },
    offerId: Schema.Types.ObjectId,
    stampId: { type: Schema.Types.ObjectId, required: true },
    boothId: { type: Schema.Types.ObjectId, required: true },
    at: { type: Date, required: true },
    state: { type: String, enum: ['pending', 'granted', 'none'], required: true },
    claimId: String,
    because: String,
    active: { type: Boolean, required: true },
    voidedAt: Date,
    movedFrom: Schema.Types.ObjectId,
  },
  { versionKey: false, strict: 'throw' },
);
// A member earns each part of a reward once at an event.
schema.index(
  { memberId: 1, eventId: 1, rewardId: 1, part: 1 },
  { unique: true, partialFilterExpression: { active: true } },
);
schema.index({ stampId: 1 });
// The own badges, newest first.
schema.index({ memberId: 1, part: 1, _id: -1 });
schema.index({ eventId: 1, rewardId: 1, active: 1 });

export const Grant = defineModel<GrantRecord>('Grant', schema, 'rewardgrants');
