import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** Who works at a booth, and from when until when. */
export interface AssignmentRecord {
  _id: Types.ObjectId;
  eventId: Types.ObjectId;
  boothId: Types.ObjectId;
  employeeId: Types.ObjectId;
  from: Date;
  /** The first instant after the duty. */
  to: Date;
}

const schema = new Schema<AssignmentRecord>(
  {
    eventId: { type: Schema.Types.ObjectId, required: true },
    boothId: { type: Schema.Types.ObjectId, required: true },
    employeeId: { type: Schema.Types.ObjectId, required: true },
    from: { type: Date, required: true },
    to: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// A duty of a person at a booth is written down once; a scan asks by booth and person.
schema.index({ boothId: 1, employeeId: 1, from: 1 }, { unique: true });
schema.index({ eventId: 1, from: 1 });
schema.index({ employeeId: 1, to: 1 });

export const Assignment = defineModel<AssignmentRecord>('Assignment', schema, 'assignments');
