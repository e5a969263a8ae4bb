import { CONSENT_PURPOSES, type ConsentPurpose } from '@linzhang/shared/members/members.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';
import type { Sealed } from '../platform/crypto';

export interface ConsentRecord {
  purpose: ConsentPurpose;
  version: string;
  grantedAt: Date;
  withdrawnAt?: Date;
}

/** A person in the product. What identifies the person is removed when the account is deleted; the id stays. */
export interface MemberRecord {
  _id: Types.ObjectId;
  status: 'active' | 'closed' | 'deleted';
  nickname?: string;
  /** The phone as it is read back and as it is shown; found through the phone bindings. */
  phone?: Sealed & { masked: string; boundAt: Date };
  /** Every consent ever given; withdrawing marks the entry, nothing is removed. */
  consents: ConsentRecord[];
  /** The account that a moved one went into. */
  movedTo?: Types.ObjectId;
  /** The earlier account of the same WeChat account or phone: limits count over both. */
  returnsFrom?: Types.ObjectId[];
  createdAt: Date;
  endedAt?: Date;
}

const sealedPhone = new Schema(
  {
    keyId: { type: String, required: true },
    box: { type: String, required: true },
    masked: { type: String, required: true },
    boundAt: { type: Date, required: true },
  },
  { _id: false },
);

const consent = new Schema<ConsentRecord>(
  {
    purpose: { type: String, enum: CONSENT_PURPOSES, required: true },
    version: { type: String, required: true },
    grantedAt: { type: Date, required: true },
    withdrawnAt: Date,
  },
  { _id: false },
);

const schema = new Schema<MemberRecord>(
  {
    status: { type: String, enum: ['active', 'closed', 'deleted'], required: true },
    nickname: String,
    phone: sealedPhone,
    consents: { type: [consent], default: [] },
    movedTo: Schema.Types.ObjectId,
    returnsFrom: { type: [Schema.Types.ObjectId], default: undefined },
    createdAt: { type: Date, required: true },
    endedAt: Date,
  },
  { versionKey: false, strict: 'throw' },
);

export const Member = defineModel<MemberRecord>('Member', schema, 'members');
