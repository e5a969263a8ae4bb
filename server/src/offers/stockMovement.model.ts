import { Schema, type Types } from 'mongoose';
import { appendOnly } from '../db/appendOnly';
import { defineModel } from '../db/model';

export const MOVEMENTS = ['published', 'raised', 'claimed', 'expired', 'cancelled', 'redeemed', 'reversed'] as const;
export type MovementKind = (typeof MOVEMENTS)[number];

/** One change of what is left of an offer: the ledger behind its counters. Never changed, never removed. */
export interface StockMovementRecord {
  /** `<cause>:<kind>`, the cause being the claim, the offer or the approved raise: what caused it moves stock once. */
  _id: string;
  offerId: Types.ObjectId;
  claimId?: string;
  kind: MovementKind;
  /** Change of the units left. */
  units: number;
  /** Change of the budget left, in fen. */
  budgetFen: number;
  /** Change of what was spent, in fen. */
  spentFen: number;
  occurredAt: Date;
  recordedAt: Date;
  employeeId?: string;
  because?: string;
  ruleVersion: string;
}

const schema = new Schema<StockMovementRecord>(
  {
    _id: String,
    offerId: { type: Schema.Types.ObjectId, required: true },
    claimId: String,
    kind: { type: String, enum: MOVEMENTS, required: true },
    units: { type: Number, required: true },
    budgetFen: { type: Number, required: true },
    spentFen: { type: Number, required: true },
    occurredAt: { type: Date, required: true },
    recordedAt: { type: Date, required: true },
    employeeId: String,
    because: String,
    ruleVersion: { type: String, required: true },
  },
  { versionKey: false, strict: 'throw' },
);
appendOnly(schema, 'stock movements');

export const StockMovement = defineModel<StockMovementRecord>('StockMovement', schema, 'stockmovements');
