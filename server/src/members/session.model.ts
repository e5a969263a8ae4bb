import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A signed-in device. `_id` is the SHA-256 of its token; the token itself is stored nowhere. */
export interface SessionRecord {
  _id: string;
  memberId: Types.ObjectId;
  platform: 'weapp' | 'h5';
  model?: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

const schema = new Schema<SessionRecord>(
  {
    _id: { type: String },
    memberId: { type: Schema.Types.ObjectId, required: true },
    platform: { type: String, enum: ['weapp', 'h5'], required: true },
    model: String,
    createdAt: { type: Date, required: true },
    lastSeenAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
schema.index({ memberId: 1, lastSeenAt: -1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const Session = defineModel<SessionRecord>('Session', schema, 'sessions');
