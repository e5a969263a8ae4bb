import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A customer who added an employee as a contact at the bank's booth. */
export interface ContactRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  employeeId: Types.ObjectId;
  eventId: Types.ObjectId;
  boothId: Types.ObjectId;
  at: Date;
  movedFrom?: Types.ObjectId;
}

const schema = new Schema<ContactRecord>(
  {
    memberId: { type: Schema.Types.ObjectId, required: true },
    employeeId: { type: Schema.Types.ObjectId, required: true },
    eventId: { type: Schema.Types.ObjectId, required: true },
    boothId: { type: Schema.Types.ObjectId, required: true },
    at: { type: Date, required: true },
    movedFrom: Schema.Types.ObjectId,
  },
  { versionKey: false, strict: 'throw' },
);
// A member and an employee become contacts once at an event.
schema.index({ memberId: 1, eventId: 1, employeeId: 1 }, { unique: true });
schema.index({ boothId: 1, at: -1 });

export const Contact = defineModel<ContactRecord>('Contact', schema, 'contacts');
