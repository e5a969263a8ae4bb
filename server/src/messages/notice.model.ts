import { MESSAGE_KINDS, type MessageKind, NOTICE_DAYS } from '@linzhang/shared/messages/messages.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** One thing a member was told, as the list in the mini-program shows it. */
export interface NoticeRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  kind: MessageKind;
  /** What made us say it: said once. */
  dedupeKey: string;
  title: string;
  text: string;
  page?: string;
  /** True for offers and announcements, which need the member's consent to marketing. */
  marketing: boolean;
  at: Date;
  readAt?: Date;
  /** Template whose credit was taken for the subscription message. */
  creditOf?: string;
}

const schema = new Schema<NoticeRecord>(
  {
    memberId: { type: Schema.Types.ObjectId, required: true },
    kind: { type: String, enum: MESSAGE_KINDS, required: true },
    dedupeKey: { type: String, required: true },
    title: { type: String, required: true },
    text: { type: String, required: true },
    page: String,
    marketing: { type: Boolean, required: true },
    at: { type: Date, required: true },
    readAt: Date,
    creditOf: String,
  },
  { versionKey: false, strict: 'throw' },
);
// A member is told once of one thing.
schema.index({ memberId: 1, dedupeKey: 1 }, { unique: true });
schema.index({ memberId: 1, _id: -1 });
// What is unread is counted at every visit.
schema.index({ memberId: 1, readAt: 1 });
schema.index({ at: 1 }, { expireAfterSeconds: NOTICE_DAYS * 86_400 });

export const Notice = defineModel<NoticeRecord>('Notice', schema, 'notices');
