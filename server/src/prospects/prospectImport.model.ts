import { FILE_FAULTS, type FileFault } from '@linzhang/shared/kernel/sheets';
import {
  PROSPECT_COLUMN_NAMES,
  PROSPECT_IMPORT_STATUSES,
  type ProspectColumn,
  type ProspectImportStatus,
} from '@linzhang/shared/prospects/prospectRow.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';
import type { SheetFormat } from '../sheets/sheetLines';

/** A file with prospects and how far it has come. */
export interface ProspectImportRecord {
  _id: Types.ObjectId;
  branchId: Types.ObjectId;
  uploadedBy: Types.ObjectId;
  fileName: string;
  /** SHA-256 of the file: what is in it names it. */
  hash: string;
  bytes: number;
  format: SheetFormat;
  /** Names the stored pieces of the file. */
  uploadId: Types.ObjectId;
  status: ProspectImportStatus;
  fault?: FileFault;
  missing?: ProspectColumn[];
  rows?: number;
  /** Rows that are through; none of them is looked at again. */
  done: number;
  added: number;
  known: number;
  rejected: number;
  tries: number;
  uploadedAt: Date;
  endedAt?: Date;
}

const id = Schema.Types.ObjectId;

const schema = new Schema<ProspectImportRecord>(
  {
    branchId: { type: id, required: true },
    uploadedBy: { type: id, required: true },
    fileName: { type: String, required: true },
    hash: { type: String, required: true },
    bytes: { type: Number, required: true },
    format: { type: String, enum: ['csv', 'xlsx'], required: true },
    uploadId: { type: id, required: true },
    status: { type: String, enum: PROSPECT_IMPORT_STATUSES, required: true },
    fault: { type: String, enum: FILE_FAULTS },
    missing: { type: [{ type: String, enum: PROSPECT_COLUMN_NAMES }], default: undefined },
    rows: Number,
    done: { type: Number, required: true },
    added: { type: Number, required: true },
    known: { type: Number, required: true },
    rejected: { type: Number, required: true },
    tries: { type: Number, required: true },
    uploadedAt: { type: Date, required: true },
    endedAt: Date,
  },
  { versionKey: false, strict: 'throw' },
);
// Somebody's file is read once for a branch, however often it is sent.
schema.index({ uploadedBy: 1, branchId: 1, hash: 1 }, { unique: true });
// The own list and the branch's.
schema.index({ uploadedBy: 1, _id: -1 });
schema.index({ branchId: 1, _id: -1 });
schema.index({ status: 1 });

export const ProspectImport = defineModel<ProspectImportRecord>('ProspectImport', schema, 'prospectimports');
