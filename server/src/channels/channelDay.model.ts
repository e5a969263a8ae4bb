import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** Counts of one channel on one business day: the daily cap limits `own`, the review begins by `bindings`. */
export interface ChannelDayRecord {
  _id: Types.ObjectId;
  channelId: Types.ObjectId;
  /** `YYYY-MM-DD` in Shanghai. */
  day: string;
  /** Arrivals by the code, repeated ones included. */
  scans: number;
  touches: number;
  /** Touches for the channel's own employee, which the cap limits. */
  own: number;
  /** First phone bindings after a touch by the channel. */
  bindings: number;
}

const count = { type: Number, default: 0 };

const schema = new Schema<ChannelDayRecord>(
  {
    channelId: { type: Schema.Types.ObjectId, required: true },
    day: { type: String, required: true },
    scans: count,
    touches: count,
    own: count,
    bindings: count,
  },
  { versionKey: false, strict: 'throw' },
);
// A channel has one row of counts a day.
schema.index({ channelId: 1, day: 1 }, { unique: true });

export const ChannelDay = defineModel<ChannelDayRecord>('ChannelDay', schema, 'channeldays');
