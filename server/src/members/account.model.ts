import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';
import type { Sealed } from '../platform/crypto';

/** Who held the account before, so that coming back renews no limit. */
export interface FormerHolder {
  memberId: Types.ObjectId;
  until: Date;
}

/** One WeChat account. `_id` is the keyed hash of its openid: it states that there is one member per openid. */
export interface AccountRecord {
  _id: string;
  /** Null after its member was deleted or closed; the next login makes a new member. */
  memberId: Types.ObjectId | null;
  /** Needed to send messages; removed with the member. */
  openid?: Sealed;
  former: FormerHolder[];
  /** When an account without a member is forgotten (24 months after the deletion). */
  keptUntil?: Date;
  createdAt: Date;
}

/** One phone number. `_id` is its keyed hash: it states that there is one member per phone. */
export interface PhoneBindingRecord {
  _id: string;
  memberId: Types.ObjectId | null;
  boundAt: Date;
  former: FormerHolder[];
  keptUntil?: Date;
}

const formerHolder = new Schema<FormerHolder>(
  { memberId: { type: Schema.Types.ObjectId, required: true }, until: { type: Date, required: true } },
  { _id: false },
);
const sealed = new Schema<Sealed>(
  { keyId: { type: String, required: true }, box: { type: String, required: true } },
  { _id: false },
);

const accountSchema = new Schema<AccountRecord>(
  {
    _id: { type: String },
    memberId: { type: Schema.Types.ObjectId, default: null },
    openid: sealed,
    former: { type: [formerHolder], default: [] },
    keptUntil: Date,
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
accountSchema.index({ memberId: 1 });
// The hash of a deleted account is forgotten after 24 months.
accountSchema.index({ keptUntil: 1 }, { expireAfterSeconds: 0 });

const bindingSchema = new Schema<PhoneBindingRecord>(
  {
    _id: { type: String },
    memberId: { type: Schema.Types.ObjectId, default: null },
    boundAt: { type: Date, required: true },
    former: { type: [formerHolder], default: [] },
    keptUntil: Date,
  },
  { versionKey: false, strict: 'throw' },
);
// A member has one phone: the number bound before is given back in the same transaction.
bindingSchema.index({ memberId: 1 }, { unique: true, partialFilterExpression: { memberId: { $type: 'objectId' } } });
bindingSchema.index({ keptUntil: 1 }, { expireAfterSeconds: 0 });

export const Account = defineModel<AccountRecord>('Account', accountSchema, 'accounts');
export const PhoneBinding = defineModel<PhoneBindingRecord>('PhoneBinding', bindingSchema, 'phonebindings');
