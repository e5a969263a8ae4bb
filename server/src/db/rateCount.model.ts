import { Schema } from 'mongoose';
import { defineModel } from './model';

/** Points spent of a rate limit, as rate-limiter-flexible keeps them; declared here for its indexes. */
interface RateCountRecord {
  key: string;
  points: number;
  expire: Date;
}

/** Collection that the limiters of all processes share. */
export const RATE_COUNTS = 'ratecounts';

const schema = new Schema<RateCountRecord>({ key: String, points: Number, expire: Date }, { versionKey: false });
// One count per key: two processes that start one at the same time add up.
schema.index({ key: 1 }, { unique: true });
schema.index({ expire: 1 }, { expireAfterSeconds: 0 });

defineModel<RateCountRecord>('RateCount', schema, RATE_COUNTS);
