import type { ProspectCellFault } from '@linzhang/shared/prospects/prospectRow.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A row that was not taken, as it stood in the file; forgotten after 30 days. */
export interface ProspectFaultRecord {
  _id: Types.ObjectId;
  importId: Types.ObjectId;
  row: number;
  faults: ProspectCellFault[];
  /** In the order of the columns. */
  cells: string[];
  expiresAt: Date;
}

const schema = new Schema<ProspectFaultRecord>(
  {
    importId: { type: Schema.Types.ObjectId, required: true },
    row: { type: Number, required: true },
    faults: { type: Schema.Types.Mixed, required: true },
    cells: { type: [String], required: true },
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// A row of a file is reported once, however often the file is read.
schema.index({ importId: 1, row: 1 }, { unique: true });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const ProspectFault = defineModel<ProspectFaultRecord>('ProspectFault', schema, 'prospectfaults');
