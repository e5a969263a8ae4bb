import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A member let in at the entrance. */
export interface CheckInRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  eventId: Types.ObjectId;
  /** Who scanned. */
  employeeId: Types.ObjectId;
  at: Date;
  movedFrom?: Types.ObjectId;
}

const schema = new Schema<CheckInRecord>(
  {
    memberId: { type: Schema.Types.ObjectId, required: true },
    eventId: { type: Schema.Types.ObjectId, required: true },
    employeeId: { type: Schema.Types.ObjectId, required: true },
    at: { type: Date, required: true },
    movedFrom: Schema.Types.ObjectId,
  },
  { versionKey: false, strict: 'throw' },
);
// A member is let in once.
schema.index({ memberId: 1, eventId: 1 }, { unique: true });
schema.index({ eventId: 1, at: 1 });

export const CheckIn = defineModel<CheckInRecord>('CheckIn', schema, 'checkins');
