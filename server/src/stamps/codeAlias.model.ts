import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** The opaque name under which a member's codes travel: one for each event, and one to redeem with. */
export interface CodeAliasRecord {
  /** 96 random bits in base64url. */
  _id: string;
  memberId: Types.ObjectId;
  /** Null for redeeming. */
  eventId: Types.ObjectId | null;
  /** False once the account moved to one that has its own; codes fetched before still name the person. */
  current: boolean;
  createdAt: Date;
}

const schema = new Schema<CodeAliasRecord>(
  {
    _id: String,
    memberId: { type: Schema.Types.ObjectId, required: true },
    eventId: { type: Schema.Types.ObjectId, default: null },
    current: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// A member is minted codes under one name for an event (null: for redeeming), also from two phones at once.
schema.index({ memberId: 1, eventId: 1 }, { unique: true, partialFilterExpression: { current: true } });

export const CodeAlias = defineModel<CodeAliasRecord>('CodeAlias', schema, 'codealiases');
