import { POSITIONS, type Position, ROLES, type Role } from '@linzhang/shared/employees/employees.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

export interface ActivationRecord {
  /** SHA-256 of `employeeId:code`; the code itself is shown once and stored nowhere. */
  hash: string;
  expiresAt: Date;
  wrongTries: number;
}

export interface EmployeeRecord {
  _id: Types.ObjectId;
  number: string;
  name: string;
  branchId: Types.ObjectId;
  roles: Role[];
  position: Position;
  merchantId?: Types.ObjectId;
  workPhone?: string;
  capacity: number;
  /** The linked WeChat account. */
  memberId?: Types.ObjectId;
  status: 'invited' | 'active' | 'disabled';
  activation?: ActivationRecord;
  version: number;
  createdAt: Date;
}

const activation = new Schema<ActivationRecord>(
  {
    hash: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    wrongTries: { type: Number, required: true },
  },
  { _id: false },
);

const schema = new Schema<EmployeeRecord>(
  {
    number: { type: String, required: true },
    name: { type: String, required: true },
    branchId: { type: Schema.Types.ObjectId, required: true },
    roles: [{ type: String, enum: ROLES }],
    position: { type: String, enum: POSITIONS, required: true },
    merchantId: Schema.Types.ObjectId,
    workPhone: String,
    capacity: { type: Number, required: true },
    memberId: Schema.Types.ObjectId,
    status: { type: String, enum: ['invited', 'active', 'disabled'], required: true },
    activation,
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// An employee number names one person.
schema.index({ number: 1 }, { unique: true });
// A WeChat account works as one employee.
schema.index({ memberId: 1 }, { unique: true, partialFilterExpression: { memberId: { $exists: true } } });
schema.index({ branchId: 1, number: 1 });
schema.index({ workPhone: 1 }, { sparse: true });

export const Employee = defineModel<EmployeeRecord>('Employee', schema, 'employees');
