import { TIER_CHOICES, type TierChoice } from '@linzhang/shared/tiering/service.rules';
import { TIERS, type Tier } from '@linzhang/shared/tiering/tiers.rules';
import { Schema, type Types } from 'mongoose';
import { appendOnly } from '../db/appendOnly';
import { defineModel } from '../db/model';

/** What a member chose when the tier rose. Never changed, never removed. */
export interface TierChoiceRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  tier: Tier;
  /** Day of the rise, `YYYY-MM-DD`. */
  risenOn: string;
  choice: TierChoice;
  /** The specialist, or the new manager. */
  employeeId?: Types.ObjectId;
  at: Date;
  movedFrom?: Types.ObjectId;
}

const id = Schema.Types.ObjectId;

const schema = new Schema<TierChoiceRecord>(
  {
    memberId: { type: id, required: true },
    tier: { type: String, enum: TIERS, required: true },
    risenOn: { type: String, required: true },
    choice: { type: String, enum: TIER_CHOICES, required: true },
    employeeId: id,
    at: { type: Date, required: true },
    movedFrom: id,
  },
  { versionKey: false, strict: 'throw' },
);
// A rise is answered once.
schema.index({ memberId: 1, tier: 1, risenOn: 1, movedFrom: 1 }, { unique: true });
appendOnly(schema, 'tierchoices');

export const TierChoiceEntry = defineModel<TierChoiceRecord>('TierChoice', schema, 'tierchoices');
