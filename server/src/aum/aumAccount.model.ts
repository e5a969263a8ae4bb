import type { AccountChange, AccountState, Doubt } from '@linzhang/shared/aum/aum.rules';
import { DOUBTS } from '@linzhang/shared/aum/aum.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A customer of the bank's list, member or not. `_id` follows from branch and customer number, so each is there once. */
export interface AumAccountRecord extends AccountState {
  _id: Types.ObjectId;
  branchId: Types.ObjectId;
  customerNo: string;
  /** As the list has it; shown to the branch's head alone. */
  name?: string;
  /** Keyed hash by which a bound phone is found; the number itself is not kept. */
  phoneHash?: string;
  phoneMasked?: string;
  /** The member the customer is. */
  memberId?: Types.ObjectId;
  matchedAt?: Date;
  /** Who bound the phone, while the head has not said whether it is the customer. */
  candidateId?: Types.ObjectId;
  doubt?: Doubt;
  /** Members of whom the head said that they are not this customer. */
  refusedIds?: Types.ObjectId[];
  /** Manager by roster; the list's own number where the head named none. */
  managerNo?: string;
  /** Manager's number by which the owner was set last. */
  assignedNo?: string;
  /** What the last rows told of the member and is not yet written down as conversions. */
  changes?: AccountChange[];
  /** True until owner, conversions and standing follow the latest row. */
  stale?: boolean;
}

const id = Schema.Types.ObjectId;

const schema = new Schema<AumAccountRecord>(
  {
    _id: { type: id, required: true },
    branchId: { type: id, required: true },
    customerNo: { type: String, required: true },
    name: String,
    phoneHash: String,
    phoneMasked: String,
    facts: { type: Schema.Types.Mixed, required: true },
    points: { type: Schema.Types.Mixed, required: true },
    everHeld: { type: [String], required: true },
    mostCards: { type: Number, default: null },
    memberId: id,
    matchedAt: Date,
    candidateId: id,
    doubt: { type: String, enum: DOUBTS },
    refusedIds: { type: [id], default: undefined },
    managerNo: String,
    assignedNo: String,
    changes: { type: Schema.Types.Mixed },
    stale: Boolean,
  },
  { versionKey: false, strict: 'throw', minimize: false },
);
// One to one: a member is one customer.
schema.index({ memberId: 1 }, { unique: true, partialFilterExpression: { memberId: { $exists: true } } });
schema.index({ phoneHash: 1 }, { partialFilterExpression: { phoneHash: { $exists: true } } });
schema.index({ branchId: 1, _id: 1 }, { partialFilterExpression: { doubt: { $type: 'string' } } });
schema.index({ candidateId: 1 }, { partialFilterExpression: { candidateId: { $exists: true } } });
schema.index({ stale: 1 }, { partialFilterExpression: { stale: true } });

export const AumAccount = defineModel<AumAccountRecord>('AumAccount', schema, 'aumaccounts');
