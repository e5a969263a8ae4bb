import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** That the members of a group were told of an event. */
export interface AnnouncementRecord {
  _id: Types.ObjectId;
  eventId: string;
  groupId: Types.ObjectId;
  at: Date;
  /** Members it was said to; those without consent to messages were passed over later. */
  memberCount: number;
}

const schema = new Schema<AnnouncementRecord>(
  {
    eventId: { type: String, required: true },
    groupId: { type: Schema.Types.ObjectId, required: true },
    at: { type: Date, required: true },
    memberCount: { type: Number, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// An event is announced to a group once.
schema.index({ eventId: 1, groupId: 1 }, { unique: true });

export const Announcement = defineModel<AnnouncementRecord>('Announcement', schema, 'announcements');
