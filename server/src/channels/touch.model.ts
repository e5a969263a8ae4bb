import {
  CHANNEL_SOURCES,
  type ChannelSource,
  TARGET_KINDS,
  type TargetKind,
} from '@linzhang/shared/channels/channels.rules';
import { Schema, type Types } from 'mongoose';
import { appendOnly } from '../db/appendOnly';
import { defineModel } from '../db/model';

/** One member reached through one channel at one time. Never changed, never removed. */
export interface TouchRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  /** Who is credited with it. */
  employeeId: Types.ObjectId;
  branchId: Types.ObjectId;
  source: ChannelSource;
  /** How it came about: by the code, by the code for the backup, by a share card, by a contact added at a booth. */
  because: 'channel' | 'backup' | 'share' | 'contact';
  channelId?: Types.ObjectId;
  /** The member whose share card it was. */
  inviterId?: Types.ObjectId;
  eventId?: Types.ObjectId;
  /** What the share card led to; of a code it is what its channel leads to. */
  target?: { kind: TargetKind; id: Types.ObjectId };
  at: Date;
  recordedAt: Date;
  movedFrom?: Types.ObjectId;
}

const id = Schema.Types.ObjectId;

const schema = new Schema<TouchRecord>(
  {
    memberId: { type: id, required: true },
    employeeId: { type: id, required: true },
    branchId: { type: id, required: true },
    source: { type: String, enum: CHANNEL_SOURCES, required: true },
    because: { type: String, enum: ['channel', 'backup', 'share', 'contact'], required: true },
    channelId: id,
    inviterId: id,
    eventId: id,
    target: {
      type: new Schema(
        { kind: { type: String, enum: TARGET_KINDS, required: true }, id: { type: id, required: true } },
        { _id: false },
      ),
      default: undefined,
    },
    at: { type: Date, required: true },
    recordedAt: { type: Date, required: true },
    movedFrom: id,
  },
  { versionKey: false, strict: 'throw' },
);
// What a conversion is attributed by.
schema.index({ memberId: 1, at: -1 });
// Who came by a channel.
schema.index({ channelId: 1, at: -1, _id: -1 }, { partialFilterExpression: { channelId: { $exists: true } } });
schema.index({ employeeId: 1, at: -1 });
// The paths of a branch and a period.
schema.index({ branchId: 1, at: 1 });
appendOnly(schema, 'touches');

export const Touch = defineModel<TouchRecord>('Touch', schema, 'touches');

/** The last touch of a member by one way: what makes a second visit within 30 minutes the same touch. */
export interface TouchStateRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  /** The channel, or the sharer or employee where there is none: `channel:<id>`, `share:<id>`, `contact:<id>`. */
  way: string;
  at: Date;
}

const stateSchema = new Schema<TouchStateRecord>(
  { memberId: { type: id, required: true }, way: { type: String, required: true }, at: { type: Date, required: true } },
  { versionKey: false, strict: 'throw' },
);
// A member has one last touch by each way, so that two scans at once conflict instead of both counting.
stateSchema.index({ memberId: 1, way: 1 }, { unique: true });

export const TouchState = defineModel<TouchStateRecord>('TouchState', stateSchema, 'touchstates');
