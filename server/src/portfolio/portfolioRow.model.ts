import { COUNTS, type Counts } from '@linzhang/shared/portfolio/counts.rules';
import type { ScopeReason } from '@linzhang/shared/tiering/scope.rules';
import type { Segment } from '@linzhang/shared/tiering/segment.rules';
import type { Tier, TierNumbers } from '@linzhang/shared/tiering/tiers.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** A member by the lists on the first day of the quarter. */
export interface StoredStart {
  /** Day of the row it rests on, `YYYY-MM-DD`. */
  asOf: string;
  tier: Tier;
  inScope: boolean;
  aumFen: number;
}

/** A member by the lists at the end of the quarter, or now while it runs. */
export interface StoredEnd extends StoredStart {
  segment: Segment;
  scope: ScopeReason[];
  products: string[];
  /** Transactions of the month; null where the list does not say. */
  transactions: number | null;
  mobileActive: boolean | null;
  watch: boolean;
  near: boolean;
}

/** A phone bound in the quarter, for who brought the member. */
export interface StoredBinding {
  employeeId: Types.ObjectId;
  branchId: Types.ObjectId | null;
  at: Date;
}

/**
 * A member in a quarter: a projection of the lists, the standings and the attribution. The figures of anybody are sums
 * over these rows. `rev` rises with every write, so that whoever computes a row from older facts finds it and begins again.
 */
export interface PortfolioRowRecord {
  _id: Types.ObjectId;
  memberId: Types.ObjectId;
  quarter: string;
  /** The member's branch: the owner's, else the origin's, else the first group's, else the list's. */
  branchId: Types.ObjectId | null;
  /** Who serves the member; at the end of a quarter that is over. */
  ownerId: Types.ObjectId | null;
  /** By what a member is found. */
  name: string | null;
  customerNo: string | null;
  start: StoredStart | null;
  end: StoredEnd | null;
  bound: StoredBinding | null;
  counts: Counts;
  /** By what the member is summed up with others; see `cellOf`. */
  cell: string;
  /** AUM at the end, -1 where no list names the member; and what it changed since the start; in fen. */
  aumFen: number;
  changeFen: number;
  /** The branch's numbers by which it was counted; null where no list names the member. */
  by: TierNumbers | null;
  /** True once it was computed after the quarter's end. */
  closed: boolean;
  rev: number;
}

const id = Schema.Types.ObjectId;
const mixed = { type: Schema.Types.Mixed, default: null };
const counts = Object.fromEntries(COUNTS.map((name) => [name, { type: Number, required: true }]));

const schema = new Schema<PortfolioRowRecord>(
  {
    memberId: { type: id, required: true },
    quarter: { type: String, required: true },
    branchId: { type: id, default: null },
    ownerId: { type: id, default: null },
    name: { type: String, default: null },
    customerNo: { type: String, default: null },
    start: mixed,
    end: mixed,
    bound: mixed,
    counts: { type: new Schema(counts, { _id: false }), required: true },
    cell: { type: String, required: true },
    aumFen: { type: Number, required: true },
    changeFen: { type: Number, required: true },
    by: mixed,
    closed: { type: Boolean, required: true },
    rev: { type: Number, required: true },
  },
  { versionKey: false, strict: 'throw', minimize: false },
);
// A member counts once in a quarter.
schema.index({ memberId: 1, quarter: 1 }, { unique: true });
// The members of an owner, and of a branch, the most AUM first.
schema.index({ quarter: 1, ownerId: 1, aumFen: -1, _id: -1 });
schema.index({ quarter: 1, branchId: 1, aumFen: -1, _id: -1 });
// Whom somebody brought.
schema.index(
  { quarter: 1, 'bound.employeeId': 1, _id: -1 },
  { partialFilterExpression: { 'bound.employeeId': { $type: 'objectId' } } },
);

export const PortfolioRow = defineModel<PortfolioRowRecord>('PortfolioRow', schema, 'portfoliorows');
