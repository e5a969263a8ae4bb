import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';
import { type StoredWay, waySchema } from './keptTouch';

/** Who brought a member and who serves the member. `_id` is the member's id. A projection of conversions and decisions. */
export interface RelationRecord {
  _id: Types.ObjectId;
  originId?: Types.ObjectId;
  /** When the touch was by which the origin manager brought the member. */
  originAt?: Date;
  originChannelId?: Types.ObjectId;
  /** By which way the origin manager brought the member; absent where no touch made the origin. */
  originWay?: StoredWay;
  /** `touch`, `assigned`, `decided` by a head and a second person, or `returned` for who had one on an earlier account. */
  originBecause?: string;
  ownerId?: Types.ObjectId;
  ownerSince?: Date;
  firstGroupBranchId?: Types.ObjectId;
  /** The member's branch: the owner's, else the origin's, else the first group's. */
  branchId?: Types.ObjectId;
}

const id = Schema.Types.ObjectId;

const schema = new Schema<RelationRecord>(
  {
    _id: { type: id },
    originId: id,
    originAt: Date,
    originChannelId: id,
    originWay: { type: waySchema, default: undefined },
    originBecause: String,
    ownerId: id,
    ownerSince: Date,
    firstGroupBranchId: id,
    branchId: id,
  },
  { versionKey: false, strict: 'throw' },
);
schema.index({ ownerId: 1 }, { partialFilterExpression: { ownerId: { $type: 'objectId' } } });
schema.index({ originId: 1 }, { partialFilterExpression: { originId: { $type: 'objectId' } } });

export const Relation = defineModel<RelationRecord>('Relation', schema, 'relations');
