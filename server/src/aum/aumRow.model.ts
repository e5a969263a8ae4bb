import type { AumRow } from '@linzhang/shared/aum/aumRow.rules';
import { Schema, type Types } from 'mongoose';
import { appendOnly } from '../db/appendOnly';
import { defineModel } from '../db/model';

/**
 * A row of a list as it was imported; never changed. `_id` is account, day and number of the import, so that a
 * customer's rows lie beside each other in the order in which they hold, and a row is there once.
 */
export interface AumRowRecord {
  _id: string;
  importId: Types.ObjectId;
  /** Row of the file. */
  row: number;
  /** Without name and phone, which the account has. */
  says: Omit<AumRow, 'phone' | 'name' | 'customerNo' | 'asOf'>;
}

const schema = new Schema<AumRowRecord>(
  {
    _id: { type: String, required: true },
    importId: { type: Schema.Types.ObjectId, required: true },
    row: { type: Number, required: true },
    says: { type: Schema.Types.Mixed, required: true },
  },
  { versionKey: false, strict: 'throw', minimize: false },
);
appendOnly(schema, 'aumrows');

export const AumRowEntry = defineModel<AumRowRecord>('AumRow', schema, 'aumrows');

/** The name of a row: account, day, number of the import. */
export function rowId(accountId: Types.ObjectId, asOf: string, number: number): string {
  return `${accountId.toHexString()}:${asOf}:${String(number).padStart(8, '0')}`;
}
