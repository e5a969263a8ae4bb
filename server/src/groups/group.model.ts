import { INDUSTRIES, type Industry } from '@linzhang/shared/branches/branches.rules';
import { GROUP_KINDS, GROUP_STATUSES, type GroupKind, type GroupStatus } from '@linzhang/shared/groups/groups.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A welfare group of a branch, with a merchant or a neighbourhood. */
export interface GroupRecord {
  _id: Types.ObjectId;
  branchId: Types.ObjectId;
  kind: GroupKind;
  merchantId?: Types.ObjectId;
  name: string;
  notice: string;
  /** What a member reads after joining. */
  welcome: string;
  /** The first one is named on the group's card. */
  managerIds: Types.ObjectId[];
  place: { address: string; latitude: number; longitude: number };
  industry: Industry;
  memberLimit: number;
  /** Members now; a projection of the memberships. */
  memberCount: number;
  status: GroupStatus;
  version: number;
  createdAt: Date;
  /** When it was opened first; a draft has none. */
  openedAt?: Date;
}

const id = Schema.Types.ObjectId;

const schema = new Schema<GroupRecord>(
  {
    branchId: { type: id, required: true },
    kind: { type: String, enum: GROUP_KINDS, required: true },
    merchantId: id,
    name: { type: String, required: true },
    notice: { type: String, default: '' },
    welcome: { type: String, default: '' },
    managerIds: { type: [id], default: [] },
    place: {
      address: { type: String, required: true },
      latitude: { type: Number, required: true },
      longitude: { type: Number, required: true },
    },
    industry: { type: String, enum: INDUSTRIES, required: true },
    memberLimit: { type: Number, required: true },
    memberCount: { type: Number, required: true },
    status: { type: String, enum: GROUP_STATUSES, required: true },
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    openedAt: Date,
  },
  { versionKey: false, strict: 'throw' },
);
// A branch has one group of a name; also the order of its list.
schema.index({ branchId: 1, name: 1 }, { unique: true });
schema.index({ name: 1 });
// What is open around a place, and what was opened last.
schema.index({ status: 1, 'place.latitude': 1 });
schema.index({ status: 1, openedAt: -1, _id: -1 });

export const Group = defineModel<GroupRecord>('Group', schema, 'groups');
