import { TOPICS, type Topic } from '@linzhang/shared/messages/messages.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** How many subscription messages of a template a member has agreed to and not yet got. */
export interface MessageCreditRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  templateId: string;
  topic: Topic;
  left: number;
}

const schema = new Schema<MessageCreditRecord>(
  {
    memberId: { type: Schema.Types.ObjectId, required: true },
    templateId: { type: String, required: true },
    topic: { type: String, enum: TOPICS, required: true },
    left: { type: Number, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// A member has one count per template; sending takes one by a guard on `left`.
schema.index({ memberId: 1, templateId: 1 }, { unique: true });

export const MessageCredit = defineModel<MessageCreditRecord>('MessageCredit', schema, 'messagecredits');
