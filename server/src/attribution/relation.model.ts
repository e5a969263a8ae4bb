import { ORIGIN_REASONS, type OriginReason } from '@linzhang/shared/attribution/attribution.rules';
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
  originBecause?: OriginReason;
  ownerId?: Types.ObjectId;
  ownerSince?: Date;
  firstGroupBranchId?: Types.ObjectId;
  /** The member's branch: the owner's, else the origin's, else the first group's. */
  branchId?: Types.ObjectId;
  /** Rises with every change elsewhere that rests on the relation, so that the database puts the two in order. */
  holds?: number;
}

const id = Schema.Types.ObjectId;

const schema = new Schema<RelationRecord>(
  {
    _id: { type: id },
    originId: id,
    originAt: Date,
    originChannelId: id,
    originWay: { type: waySchema, default: undefined },
    originBecause: { type: String, enum: ORIGIN_REASONS },
    ownerId: id,
    ownerSince: Date,
    firstGroupBranchId: id,
    branchId: id,
    holds: Number,
  },
  { versionKey: false, strict: 'throw' },
);
schema.index({ ownerId: 1 }, { partialFilterExpression: { ownerId: { $exists: true } } });
schema.index({ originId: 1 }, { partialFilterExpression: { originId: { $exists: true } } });

// Members of a branch, newest first.
schema.index({ branchId: 1, _id: -1 }, { partialFilterExpression: { branchId: { $exists: true } } });

export const Relation = defineModel<RelationRecord>('Relation', schema, 'relations');
