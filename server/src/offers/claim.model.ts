import { CLAIM_STATES, type ClaimState } from '@linzhang/shared/claims/claims.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** What one member holds of an offer. `_id` is the code that is read out or typed. */
export interface ClaimRecord {
  _id: string;
  memberId: Types.ObjectId;
  offerId: Types.ObjectId;
  state: ClaimState;
  /** Retry key of the request, or id of the reward's grant: with the member and the offer it names the request. */
  causeId: string;
  /** The grant of a reward that it came with; such a claim is asked for by nobody. */
  grantId?: string;
  /** Which of the member's `perMember` this is; given back only when the bank cancels. */
  slot?: number;
  /** Business day of the claim and which of its `perMemberDay` this is. */
  day: string;
  daySlot?: number;
  claimedAt: Date;
  validFrom: Date;
  /** Not included. */
  validUntil: Date;
  /** What it keeps back of the budget until it is settled. */
  reservedFen: number;
  /** AUM offers: from where the rise is counted; absent while the AUM is not known. */
  baselineFen?: number;
  ruleVersion: string;
  redeemedAt?: Date;
  /** Employee who redeemed it. */
  redeemedBy?: string;
  billFen?: number;
  costFen?: number;
  /** When and why it expired, was cancelled or reversed. */
  endedAt?: Date;
  endedBy?: string;
  reason?: string;
  /** The account, since closed, that claimed it. */
  movedFrom?: Types.ObjectId;
}

const schema = new Schema<ClaimRecord>(
  {
    _id: String,
    memberId: { type: Schema.Types.ObjectId, required: true },
    offerId: { type: Schema.Types.ObjectId, required: true },
    state: { type: String, enum: CLAIM_STATES, required: true },
    causeId: { type: String, required: true },
    grantId: String,
    slot: Number,
    day: { type: String, required: true },
    daySlot: Number,
    claimedAt: { type: Date, required: true },
    validFrom: { type: Date, required: true },
    validUntil: { type: Date, required: true },
    reservedFen: { type: Number, required: true },
    baselineFen: Number,
    ruleVersion: { type: String, required: true },
    redeemedAt: Date,
    redeemedBy: String,
    billFen: Number,
    costFen: Number,
    endedAt: Date,
    endedBy: String,
    reason: String,
    movedFrom: Schema.Types.ObjectId,
  },
  { versionKey: false, strict: 'throw' },
);
// A member holds each of the `perMember` slots of an offer once; also how the own claims of an offer are found.
schema.index({ memberId: 1, offerId: 1, slot: 1 }, { unique: true, partialFilterExpression: { slot: { $gt: 0 } } });
// The same for each day, of offers that have a limit by day.
schema.index(
  { memberId: 1, offerId: 1, day: 1, daySlot: 1 },
  { unique: true, partialFilterExpression: { daySlot: { $gt: 0 } } },
);
// A request (or a reward's grant) makes one claim, however often it is retried. Also the member's own list.
schema.index({ memberId: 1, causeId: 1 }, { unique: true });
// A reward's claim is found by its grant when the stamp behind it is voided.
schema.index({ grantId: 1 }, { partialFilterExpression: { grantId: { $exists: true } } });
// What expires next.
schema.index({ validUntil: 1 }, { partialFilterExpression: { state: 'claimed' } });
// The head's list of an offer.
schema.index({ offerId: 1, claimedAt: -1, _id: -1 });

export const Claim = defineModel<ClaimRecord>('Claim', schema, 'claims');
