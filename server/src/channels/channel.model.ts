import {
  CHANNEL_SOURCES,
  type ChannelSource,
  type Opening,
  PLACEMENTS,
  type Placement,
  TARGET_KINDS,
  type TargetKind,
} from '@linzhang/shared/channels/channels.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A code that belongs to an employee and leads to a group, event or offer. */
export interface ChannelRecord {
  _id: Types.ObjectId;
  /** What the printed code carries: 10 characters of Crockford's base32. */
  code: string;
  name: string;
  employeeId: Types.ObjectId;
  /** Whose it was before, the first one first. */
  formerOwners?: { employeeId: Types.ObjectId; until: Date }[];
  branchId: Types.ObjectId;
  target: { kind: TargetKind; id: Types.ObjectId };
  source: ChannelSource;
  placement: Placement;
  window?: { startsAt: Date; endsAt: Date };
  /** Empty means always. */
  schedule: Opening[];
  /** Most touches a business day; beyond it the backup gets them. */
  dailyCap?: number;
  backupEmployeeId?: Types.ObjectId;
  status: 'active' | 'paused';
  version: number;
  createdAt: Date;
}

const id = Schema.Types.ObjectId;

const opening = new Schema<Opening>(
  {
    weekday: { type: Number, required: true },
    from: { type: Number, required: true },
    to: { type: Number, required: true },
  },
  { _id: false },
);

const formerOwner = new Schema(
  { employeeId: { type: id, required: true }, until: { type: Date, required: true } },
  { _id: false },
);

const schema = new Schema<ChannelRecord>(
  {
    code: { type: String, required: true },
    name: { type: String, required: true },
    employeeId: { type: id, required: true },
    formerOwners: { type: [formerOwner], default: undefined },
    branchId: { type: id, required: true },
    target: { kind: { type: String, enum: TARGET_KINDS, required: true }, id: { type: id, required: true } },
    source: { type: String, enum: CHANNEL_SOURCES, required: true },
    placement: { type: String, enum: PLACEMENTS, required: true },
    window: {
      type: new Schema(
        { startsAt: { type: Date, required: true }, endsAt: { type: Date, required: true } },
        { _id: false },
      ),
      default: undefined,
    },
    schedule: { type: [opening], default: [] },
    dailyCap: Number,
    backupEmployeeId: id,
    status: { type: String, enum: ['active', 'paused'], required: true },
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// A code leads to one channel.
schema.index({ code: 1 }, { unique: true });
schema.index({ employeeId: 1, createdAt: -1, _id: -1 });
schema.index({ branchId: 1, createdAt: -1, _id: -1 });
// Whose backup leaves.
schema.index({ backupEmployeeId: 1 }, { partialFilterExpression: { backupEmployeeId: { $exists: true } } });

export const Channel = defineModel<ChannelRecord>('Channel', schema, 'channels');
