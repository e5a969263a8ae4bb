import { SIGNUP_STATES, type SignupState } from '@linzhang/shared/events/signups.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** One member's place at an event, or in its waiting list. */
export interface SignupRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  eventId: Types.ObjectId;
  /** In the order of sign-up, from 1; never given twice. */
  number: number;
  state: SignupState;
  /** True until it is cancelled. */
  active: boolean;
  signedUpAt: Date;
  movedUpAt?: Date;
  cancelledAt?: Date;
  /** The account it was made by, where the member moved since. */
  movedFrom?: Types.ObjectId;
}

const schema = new Schema<SignupRecord>(
  {
    memberId: { type: Schema.Types.ObjectId, required: true },
    eventId: { type: Schema.Types.ObjectId, required: true },
    number: { type: Number, required: true },
    state: { type: String, enum: SIGNUP_STATES, required: true },
    active: { type: Boolean, required: true },
    signedUpAt: { type: Date, required: true },
    movedUpAt: Date,
    cancelledAt: Date,
    movedFrom: Schema.Types.ObjectId,
  },
  { versionKey: false, strict: 'throw' },
);
// A member has one place at an event.
schema.index({ memberId: 1, eventId: 1 }, { unique: true, partialFilterExpression: { active: true } });
// A number is given once; the head's list is in its order.
schema.index({ eventId: 1, number: 1 }, { unique: true });
// Who waits first.
schema.index({ eventId: 1, state: 1, number: 1 });
schema.index({ memberId: 1, signedUpAt: -1 });

export const Signup = defineModel<SignupRecord>('Signup', schema, 'signups');
