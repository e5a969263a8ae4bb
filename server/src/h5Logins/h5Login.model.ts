import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A login started on a computer. `_id` is the hash of the secret that collects it; the code is what the screen shows. */
export interface H5LoginRecord {
  _id: string;
  code: string;
  /** The employee's member account, once confirmed in the mini-program. */
  memberId?: Types.ObjectId;
  expiresAt: Date;
}

const schema = new Schema<H5LoginRecord>(
  {
    _id: { type: String },
    code: { type: String, required: true },
    memberId: Schema.Types.ObjectId,
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// A code on a screen stands for one login.
schema.index({ code: 1 }, { unique: true });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const H5Login = defineModel<H5LoginRecord>('H5Login', schema, 'h5logins');
