import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** That a member is, or once was, in a group. Never removed, so that joining anew is known for what it is. */
export interface MembershipRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  groupId: Types.ObjectId;
  active: boolean;
  /** The first time; what the person joined and left since is in the ledger. */
  joinedAt: Date;
  leftAt?: Date;
  /** The account that this was of before it moved. */
  movedFrom?: Types.ObjectId;
}

const id = Schema.Types.ObjectId;

const schema = new Schema<MembershipRecord>(
  {
    memberId: { type: id, required: true },
    groupId: { type: id, required: true },
    active: { type: Boolean, required: true },
    joinedAt: { type: Date, required: true },
    leftAt: Date,
    movedFrom: id,
  },
  { versionKey: false, strict: 'throw' },
);
// A member is in a group once, however often a phone retries.
schema.index({ memberId: 1, groupId: 1 }, { unique: true });
schema.index({ memberId: 1, active: 1, joinedAt: -1, _id: -1 });
schema.index({ groupId: 1, active: 1, joinedAt: -1, _id: -1 });

export const Membership = defineModel<MembershipRecord>('Membership', schema, 'memberships');
