import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/**
 * The counters of an event's sign-ups, and the terms that guard them: whoever takes or gives back a place changes
 * this row, so of two at once one comes after the other.
 */
export interface SignupSheetRecord {
  /** Id of the event. */
  _id: Types.ObjectId;
  /** False for an event that is not published, ended or cancelled, or takes no sign-ups. */
  open: boolean;
  /** Absent for no limit. */
  capacity?: number;
  opensAt: Date;
  closesAt: Date;
  lastNumber: number;
  confirmedCount: number;
  waitingCount: number;
}

const schema = new Schema<SignupSheetRecord>(
  {
    _id: Schema.Types.ObjectId,
    open: { type: Boolean, required: true },
    capacity: Number,
    opensAt: { type: Date, required: true },
    closesAt: { type: Date, required: true },
    lastNumber: { type: Number, required: true },
    confirmedCount: { type: Number, required: true },
    waitingCount: { type: Number, required: true },
  },
  { versionKey: false, strict: 'throw' },
);

export const SignupSheet = defineModel<SignupSheetRecord>('SignupSheet', schema, 'signupsheets');
