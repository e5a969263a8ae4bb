import type { AumPoint } from '@linzhang/shared/tiering/average.rules';
import type { StandingFacts, StandingResult, StandingStep } from '@linzhang/shared/tiering/standing.rules';
import type { TierNumbers, TierState } from '@linzhang/shared/tiering/tiers.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/**
 * Where a member stands: a projection of the bank's list and the ledger. `_id` is the member's id. It holds all that
 * the computation needs but the ledger, so that a whole branch is computed in one walk.
 */
export interface StandingRecord {
  _id: Types.ObjectId;
  /** Branch whose list names the customer. */
  branchId: Types.ObjectId;
  facts: StandingFacts;
  /** In order of their days. */
  points: AumPoint[];
  /** Tier after the months that were over when the latest row was made. */
  settled: TierState | null;
  /** Months after which a tier was lost when `settled` was computed; absent for those of the rules. */
  settledBy?: Pick<TierNumbers, 'monthsToFall' | 'monthsToFallPrivate'>;
  /** Engagement score: its value at an instant. */
  score: { value: number; at: Date } | null;
  result: StandingResult;
  /** Since when which tier and segment held. */
  steps: StandingStep[];
  /** When the result changed last. */
  changedAt: Date;
}

const mixed = { type: Schema.Types.Mixed, required: true };

const schema = new Schema<StandingRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    branchId: { type: Schema.Types.ObjectId, required: true },
    facts: mixed,
    points: mixed,
    settled: { type: Schema.Types.Mixed, default: null },
    settledBy: { type: { monthsToFall: Number, monthsToFallPrivate: Number }, _id: false, default: undefined },
    score: { type: Schema.Types.Mixed, default: null },
    result: mixed,
    steps: mixed,
    changedAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw', minimize: false },
);
schema.index({ branchId: 1, _id: 1 });

export const Standing = defineModel<StandingRecord>('Standing', schema, 'standings');
