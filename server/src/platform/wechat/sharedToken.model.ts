import { Schema } from 'mongoose';
import { defineModel } from '../../db/model';

/** The access token of an app, which all processes share. */
export interface SharedTokenRecord {
  /** The appid: one token for all processes. */
  _id: string;
  token?: string;
  expiresAt?: Date;
  /** The last forced refresh, and how many there were on that business day. */
  forcedAt?: Date;
  forcedOn?: string;
  forcedCount?: number;
}

const schema = new Schema<SharedTokenRecord>(
  {
    _id: String,
    token: String,
    expiresAt: Date,
    forcedAt: Date,
    forcedOn: String,
    forcedCount: Number,
  },
  { versionKey: false, strict: 'throw' },
);

export const SharedToken = defineModel<SharedTokenRecord>('WechatToken', schema, 'wechattokens');
