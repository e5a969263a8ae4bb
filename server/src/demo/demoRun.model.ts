import { Schema } from 'mongoose';
import { defineModel } from '../db/model';

/** What was made of the demo data so far; there is one, and only in a database that was empty when it began. */
export interface DemoRunRecord {
  _id: 'demo';
  /** Names of the parts that are done. */
  parts: string[];
  /** When each part was begun first, done or not. */
  begun?: Record<string, Date>;
  /** Ids of what the parts made, by the names the parts gave them. */
  refs: Record<string, string>;
  startedAt: Date;
}

const schema = new Schema<DemoRunRecord>(
  {
    _id: { type: String, required: true },
    parts: [String],
    begun: Schema.Types.Mixed,
    refs: { type: Schema.Types.Mixed, required: true },
    startedAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw', minimize: false },
);

export const DemoRun = defineModel<DemoRunRecord>('DemoRun', schema, 'demoruns');
