import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** One use of a claim at a counter, or the asking for it: a typed code waits for the customer's tap. */
export interface RedemptionRecord {
  _id: Types.ObjectId;
  claimId: string;
  memberId: Types.ObjectId;
  offerId: Types.ObjectId;
  employeeId: string;
  boothId?: string;
  by: 'member_code' | 'claim_code';
  state: 'waiting' | 'redeemed' | 'lapsed' | 'reversed';
  billFen?: number;
  costFen: number;
  createdAt: Date;
  /** Until when the customer's tap counts. */
  confirmBefore?: Date;
  redeemedAt?: Date;
}

const schema = new Schema<RedemptionRecord>(
  {
    claimId: { type: String, required: true },
    memberId: { type: Schema.Types.ObjectId, required: true },
    offerId: { type: Schema.Types.ObjectId, required: true },
    employeeId: { type: String, required: true },
    boothId: String,
    by: { type: String, enum: ['member_code', 'claim_code'], required: true },
    state: { type: String, enum: ['waiting', 'redeemed', 'lapsed', 'reversed'], required: true },
    billFen: Number,
    costFen: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    confirmBefore: Date,
    redeemedAt: Date,
  },
  { versionKey: false, strict: 'throw' },
);
// One counter asks for a claim at a time: the customer is never shown two questions about one claim.
schema.index({ claimId: 1 }, { unique: true, partialFilterExpression: { state: 'waiting' } });
schema.index({ memberId: 1, state: 1 });
schema.index({ employeeId: 1, createdAt: -1 });

export const Redemption = defineModel<RedemptionRecord>('Redemption', schema, 'redemptions');

/** What an employee found by a code, kept for the minutes in which a claim is picked and the amount typed. */
export interface LookupRecord {
  _id: Types.ObjectId;
  employeeId: string;
  memberId: Types.ObjectId;
  by: 'member_code' | 'claim_code';
  claimIds: string[];
  expiresAt: Date;
}

const lookupSchema = new Schema<LookupRecord>(
  {
    employeeId: { type: String, required: true },
    memberId: { type: Schema.Types.ObjectId, required: true },
    by: { type: String, enum: ['member_code', 'claim_code'], required: true },
    claimIds: { type: [String], required: true },
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// Long after it can be used; kept a while for whoever looks into a complaint.
lookupSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 30 * 86_400 });

export const Lookup = defineModel<LookupRecord>('Lookup', lookupSchema, 'redemptionlookups');
