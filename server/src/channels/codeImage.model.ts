import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** The mini-program code of a channel as the platform drew it. `_id` is the channel's id: a code is drawn once. */
export interface CodeImageRecord {
  _id: Types.ObjectId;
  /** Page that the code opens; another one draws it anew. */
  page: string;
  mime: 'image/png' | 'image/jpeg';
  image: Buffer;
  at: Date;
}

const schema = new Schema<CodeImageRecord>(
  {
    _id: { type: Schema.Types.ObjectId },
    page: { type: String, required: true },
    mime: { type: String, enum: ['image/png', 'image/jpeg'], required: true },
    image: { type: Buffer, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);

export const CodeImage = defineModel<CodeImageRecord>('CodeImage', schema, 'codeimages');
