import { Schema } from 'mongoose';
import { defineModel } from '../db/model';

/**
 * The latest instants at which an employee did something that is limited by the hour; `_id` is
 * `<what>:<employeeId>`. The guard looks at the n-th latest, so any 60 minutes hold n at most.
 */
export interface EmployeeHourRecord {
  _id: string;
  /** Oldest first. */
  times: Date[];
  lockedUntil?: Date;
}

const schema = new Schema<EmployeeHourRecord>(
  { _id: String, times: { type: [Date], default: [] }, lockedUntil: Date },
  { versionKey: false, strict: 'throw' },
);

export const EmployeeHour = defineModel<EmployeeHourRecord>('EmployeeHour', schema, 'employeehours');
