import { ENGAGEMENT_KINDS, type EngagementKind } from '@linzhang/shared/engagements/engagements.rules';
import { Schema, type Types } from 'mongoose';
import { appendOnly } from '../db/appendOnly';
import { defineModel } from '../db/model';

/** One thing a member did. Never changed, never removed; a correction is a row of its own that names the one it takes back. */
export interface EngagementRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  kind: EngagementKind;
  /** What made it happen: with the kind it names the row. */
  causeId: string;
  occurredAt: Date;
  recordedAt: Date;
  branchId?: Types.ObjectId;
  groupId?: Types.ObjectId;
  eventId?: Types.ObjectId;
  boothId?: Types.ObjectId;
  offerId?: Types.ObjectId;
  /** A claim's id is its code. */
  claimId?: string;
  merchantId?: Types.ObjectId;
  channelId?: Types.ObjectId;
  employeeId?: Types.ObjectId;
  amountFen?: number;
  /** Done by somebody who works here: credits nobody. */
  insider?: boolean;
  because?: string;
  ruleVersion: number;
  /** The row that this one takes back. */
  reverses?: Types.ObjectId;
  /** The account, since closed, for which the row was written. */
  movedFrom?: Types.ObjectId;
}

const id = Schema.Types.ObjectId;

const schema = new Schema<EngagementRecord>(
  {
    memberId: { type: id, required: true },
    kind: { type: String, enum: ENGAGEMENT_KINDS, required: true },
    causeId: { type: String, required: true },
    occurredAt: { type: Date, required: true },
    recordedAt: { type: Date, required: true },
    branchId: id,
    groupId: id,
    eventId: id,
    boothId: id,
    offerId: id,
    claimId: String,
    merchantId: id,
    channelId: id,
    employeeId: id,
    amountFen: Number,
    insider: Boolean,
    because: String,
    ruleVersion: { type: Number, required: true },
    reverses: id,
    movedFrom: id,
  },
  { versionKey: false, strict: 'throw' },
);
// What caused a row causes it once; a row that takes one back has `reverses`, so it stands beside it.
schema.index({ memberId: 1, kind: 1, causeId: 1, reverses: 1 }, { unique: true });
// A row is taken back once.
schema.index({ memberId: 1, reverses: 1 }, { unique: true, partialFilterExpression: { reverses: { $exists: true } } });
// The own timeline.
schema.index({ memberId: 1, occurredAt: -1, _id: -1 });
appendOnly(schema, 'engagements');

export const Engagement = defineModel<EngagementRecord>('Engagement', schema, 'engagements');
