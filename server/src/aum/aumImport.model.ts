import { IMPORT_STATUSES, type ImportStatus } from '@linzhang/shared/aum/aum.rules';
import { FILE_FAULTS, type FileFault } from '@linzhang/shared/kernel/sheets';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A file of the bank and how far it has come. */
export interface AumImportRecord {
  _id: Types.ObjectId;
  branchId: Types.ObjectId;
  /** Counts the branch's files; of two rows for one day the higher number holds. */
  number: number;
  fileName: string;
  /** SHA-256 of the file: what is in it names it. */
  hash: string;
  bytes: number;
  format: 'csv' | 'xlsx';
  /** Names the stored pieces of the file. */
  uploadId: Types.ObjectId;
  status: ImportStatus;
  fault?: FileFault;
  missing?: string[];
  rows?: number;
  /** Rows read in the step that runs; what is applied up to here is not looked at again. */
  done: number;
  applied: number;
  rejected: number;
  noted: number;
  matched: number;
  beforeFen?: number;
  movedFen?: number;
  /** How often a process has begun with it: who ends the process each time is given up. */
  tries: number;
  uploadedBy: { id: string; name: string; ip: string | null };
  uploadedAt: Date;
  endedAt?: Date;
}

const id = Schema.Types.ObjectId;

const who = new Schema(
  { id: { type: String, required: true }, name: { type: String, required: true }, ip: { type: String } },
  { _id: false },
);

const schema = new Schema<AumImportRecord>(
  {
    branchId: { type: id, required: true },
    number: { type: Number, required: true },
    fileName: { type: String, required: true },
    hash: { type: String, required: true },
    bytes: { type: Number, required: true },
    format: { type: String, enum: ['csv', 'xlsx'], required: true },
    uploadId: { type: id, required: true },
    status: { type: String, enum: IMPORT_STATUSES, required: true },
    fault: { type: String, enum: FILE_FAULTS },
    missing: { type: [String], default: undefined },
    rows: Number,
    done: { type: Number, required: true },
    applied: { type: Number, required: true },
    rejected: { type: Number, required: true },
    noted: { type: Number, required: true },
    matched: { type: Number, required: true },
    beforeFen: Number,
    movedFen: Number,
    tries: { type: Number, required: true },
    uploadedBy: { type: who, required: true },
    uploadedAt: { type: Date, required: true },
    endedAt: Date,
  },
  { versionKey: false, strict: 'throw' },
);
// A file is imported once into a branch, however often it is sent.
schema.index({ branchId: 1, hash: 1 }, { unique: true });
// The order of a branch's files is never in doubt.
schema.index({ branchId: 1, number: 1 }, { unique: true });
schema.index({ branchId: 1, _id: -1 });
schema.index({ status: 1 });

export const AumImport = defineModel<AumImportRecord>('AumImport', schema, 'aumimports');
