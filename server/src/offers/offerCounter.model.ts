import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/**
 * What is left of a published offer; `_id` is the offer's. The one hot row of an offer: every change of it is a
 * guarded `$inc`, so stock and budget hold at any load, and a raise while claims run adds to what is left.
 * Rebuilt from the stock movements by `verify`.
 */
export interface OfferCounterRecord {
  _id: Types.ObjectId;
  /** False while the offer is paused or ended: in the guard of every claim. */
  claimable: boolean;
  /** Version of the offer's row that these counters go with: whoever decided by an older one reads again. */
  offerVersion: number;
  /** Stock and budget with all raises. */
  stock: number;
  budgetFen: number;
  unitsLeft: number;
  /** Budget that is neither reserved by open claims nor spent. */
  budgetLeftFen: number;
  spentFen: number;
  claimedCount: number;
  redeemedCount: number;
  /** How often a process has waited here for another one's batch; says nothing about the offer. */
  waits?: number;
}

const schema = new Schema<OfferCounterRecord>(
  {
    claimable: { type: Boolean, required: true },
    offerVersion: { type: Number, required: true },
    stock: { type: Number, required: true },
    budgetFen: { type: Number, required: true },
    unitsLeft: { type: Number, required: true, min: 0 },
    budgetLeftFen: { type: Number, required: true, min: 0 },
    spentFen: { type: Number, required: true },
    claimedCount: { type: Number, required: true },
    redeemedCount: { type: Number, required: true },
    waits: Number,
  },
  { versionKey: false, strict: 'throw' },
);

export const OfferCounter = defineModel<OfferCounterRecord>('OfferCounter', schema, 'offercounters');
