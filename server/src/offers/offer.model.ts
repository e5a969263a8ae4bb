import {
  type Eligibility,
  OFFER_STATUSES,
  type OfferStatus,
  type OfferTerms,
  type Validity,
} from '@linzhang/shared/offers/offers.rules';
import { SEGMENTS } from '@linzhang/shared/tiering/segment.rules';
import { TIERS } from '@linzhang/shared/tiering/tiers.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** What an offer is and who may claim it. What is left of it stands in its counters, so that claims never touch this row. */
export interface OfferRecord {
  _id: Types.ObjectId;
  branchId: Types.ObjectId;
  /** Absent for an offer of the bank itself. */
  merchantId?: Types.ObjectId;
  name: string;
  intro: string;
  campaign?: string;
  terms: OfferTerms;
  boothIds: Types.ObjectId[];
  /** Stock and budget as drafted; once published the counters count, raises included. */
  stock: number;
  budgetFen: number;
  perMember: number;
  perMemberDay?: number;
  /** Parts per hundred of the cost that the bank bears. */
  bankPercent: number;
  opensAt: Date;
  closesAt: Date;
  validity: Validity;
  eligibility: Omit<Eligibility, 'groupIds' | 'stamps'> & {
    groupIds: Types.ObjectId[];
    stamps: { eventId: Types.ObjectId; count: number } | null;
  };
  status: OfferStatus;
  /** The request that waits for a second person. */
  approvalId?: string;
  approvalKind?: 'publish' | 'raise';
  publishedAt?: Date;
  version: number;
  createdAt: Date;
}

const eligibility = new Schema<OfferRecord['eligibility']>(
  {
    groupIds: [Schema.Types.ObjectId],
    tiers: [{ type: String, enum: TIERS }],
    segments: [{ type: String, enum: SEGMENTS }],
    newMembersOnly: { type: Boolean, required: true },
    phoneBound: { type: Boolean, required: true },
    stamps: {
      type: new Schema({ eventId: Schema.Types.ObjectId, count: Number }, { _id: false }),
      default: null,
    },
    aumRiseFen: { type: Number, default: null },
  },
  { _id: false },
);

const schema = new Schema<OfferRecord>(
  {
    branchId: { type: Schema.Types.ObjectId, required: true },
    merchantId: Schema.Types.ObjectId,
    name: { type: String, required: true },
    intro: { type: String, default: '' },
    campaign: String,
    terms: { type: Schema.Types.Mixed, required: true },
    boothIds: [Schema.Types.ObjectId],
    stock: { type: Number, required: true },
    budgetFen: { type: Number, required: true },
    perMember: { type: Number, required: true },
    perMemberDay: Number,
    bankPercent: { type: Number, required: true },
    opensAt: { type: Date, required: true },
    closesAt: { type: Date, required: true },
    validity: { type: Schema.Types.Mixed, required: true },
    eligibility: { type: eligibility, required: true },
    status: { type: String, enum: OFFER_STATUSES, required: true },
    approvalId: String,
    approvalKind: { type: String, enum: ['publish', 'raise'] },
    publishedAt: Date,
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw', minimize: false },
);
// The head's list.
schema.index({ branchId: 1, _id: -1 });
// What members may claim, closing first.
schema.index({ status: 1, closesAt: 1, _id: 1 });
schema.index({ 'eligibility.groupIds': 1, closesAt: 1 });

export const Offer = defineModel<OfferRecord>('Offer', schema, 'offers');
