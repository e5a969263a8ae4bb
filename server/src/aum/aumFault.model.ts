import type { CellFault } from '@linzhang/shared/aum/aumRow.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A row that was not taken, or not wholly, as it stood in the file; forgotten after 30 days. */
export interface AumFaultRecord {
  _id: Types.ObjectId;
  importId: Types.ObjectId;
  row: number;
  rejected: boolean;
  faults: CellFault[];
  /** In the order of the columns. */
  cells: string[];
  expiresAt: Date;
}

const schema = new Schema<AumFaultRecord>(
  {
    importId: { type: Schema.Types.ObjectId, required: true },
    row: { type: Number, required: true },
    rejected: { type: Boolean, required: true },
    faults: { type: Schema.Types.Mixed, required: true },
    cells: { type: [String], required: true },
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// A row of a file is reported once, however often the file is read.
schema.index({ importId: 1, row: 1 }, { unique: true });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const AumFault = defineModel<AumFaultRecord>('AumFault', schema, 'aumfaults');
