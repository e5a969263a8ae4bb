import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A device that may record stamps at a booth without network. */
export interface ShiftRecord {
  _id: Types.ObjectId;
  employeeId: Types.ObjectId;
  deviceId: string;
  boothId: Types.ObjectId;
  eventId: Types.ObjectId;
  from: Date;
  until: Date;
  /** Server's clock less the device's when the shift was made. */
  clockOffsetMs: number;
  createdAt: Date;
}

const schema = new Schema<ShiftRecord>(
  {
    employeeId: { type: Schema.Types.ObjectId, required: true },
    deviceId: { type: String, required: true },
    boothId: { type: Schema.Types.ObjectId, required: true },
    eventId: { type: Schema.Types.ObjectId, required: true },
    from: { type: Date, required: true },
    until: { type: Date, required: true },
    clockOffsetMs: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
schema.index({ employeeId: 1, _id: -1 });

export const Shift = defineModel<ShiftRecord>('Shift', schema, 'shifts');
