import { Schema } from 'mongoose';
import { defineModel } from '../db/model';

/**
 * Budget of the offers published in a month for one merchant, or for a branch's own account; `_id` is
 * `<merchantId or branchId>:<YYYY-MM>`. A guarded `$inc` under the cost limit: over it a second person is asked.
 */
export interface MonthlyCostRecord {
  _id: string;
  budgetFen: number;
}

const schema = new Schema<MonthlyCostRecord>(
  { _id: String, budgetFen: { type: Number, required: true } },
  { versionKey: false, strict: 'throw' },
);

export const MonthlyCost = defineModel<MonthlyCostRecord>('MonthlyCost', schema, 'offermonthlycosts');
