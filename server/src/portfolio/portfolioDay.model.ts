import { COUNTS, type Counts } from '@linzhang/shared/portfolio/counts.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** What was known of an employee's or a branch's quarter at the end of a day: what progress by day is drawn from. */
export interface PortfolioDayRecord {
  _id: Types.ObjectId;
  /** An employee or a branch. */
  subjectId: Types.ObjectId;
  quarter: string;
  /** `YYYY-MM-DD`. */
  day: string;
  counts: Counts;
  phoneBound: number;
}

const id = Schema.Types.ObjectId;
const counts = Object.fromEntries(COUNTS.map((name) => [name, { type: Number, required: true }]));

const schema = new Schema<PortfolioDayRecord>(
  {
    subjectId: { type: id, required: true },
    quarter: { type: String, required: true },
    day: { type: String, required: true },
    counts: { type: new Schema(counts, { _id: false }), required: true },
    phoneBound: { type: Number, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
// A day is written down once, as it was known then.
schema.index({ subjectId: 1, quarter: 1, day: 1 }, { unique: true });

export const PortfolioDay = defineModel<PortfolioDayRecord>('PortfolioDay', schema, 'portfoliodays');
