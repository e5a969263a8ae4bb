import { Schema, type Types } from 'mongoose';
import { appendOnly } from '../db/appendOnly';
import { defineModel } from '../db/model';

/** The numbers of a branch that differ from the defaults. */
export interface SettingsRecord {
  /** The branch. */
  _id: Types.ObjectId;
  values: Record<string, number>;
  version: number;
}

const schema = new Schema<SettingsRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    values: { type: Schema.Types.Mixed, required: true },
    version: { type: Number, required: true },
  },
  { versionKey: false, strict: 'throw', minimize: false },
);

export const SettingsRow = defineModel<SettingsRecord>('Settings', schema, 'settings');

/** One change of a branch's numbers; never altered afterwards. */
export interface SettingsChangeRecord {
  _id: Types.ObjectId;
  branchId: Types.ObjectId;
  /** The version that this change made. */
  version: number;
  at: Date;
  by: string;
  changes: { name: string; from: number; to: number }[];
}

const change = new Schema<SettingsChangeRecord['changes'][number]>(
  {
    name: { type: String, required: true },
    from: { type: Number, required: true },
    to: { type: Number, required: true },
  },
  { _id: false },
);

const changeSchema = new Schema<SettingsChangeRecord>(
  {
    branchId: { type: Schema.Types.ObjectId, required: true },
    version: { type: Number, required: true },
    at: { type: Date, required: true },
    by: { type: String, required: true },
    changes: { type: [change], required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// A version of a branch's numbers is made once.
changeSchema.index({ branchId: 1, version: 1 }, { unique: true });
appendOnly(changeSchema, 'settingschanges');

export const SettingsChange = defineModel<SettingsChangeRecord>('SettingsChange', changeSchema, 'settingschanges');
