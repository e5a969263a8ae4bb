import { FIGURES } from '@linzhang/shared/portfolio/portfolio.rules';
import type { SetTargets } from '@linzhang/shared/portfolio/targets.rules';
import { Schema, type Types } from 'mongoose';
import { defineModel } from '../db/model';

/** What a branch and its people should reach in a quarter, as far as a head has said so. */
export interface PortfolioTargetRecord {
  _id: Types.ObjectId;
  branchId: Types.ObjectId;
  quarter: string;
  branch: SetTargets;
  people: { id: Types.ObjectId; values: SetTargets }[];
  version: number;
  changedBy: { id: Types.ObjectId; name: string };
  changedAt: Date;
}

const id = Schema.Types.ObjectId;
const values = new Schema(Object.fromEntries(FIGURES.map((figure) => [figure, Number])), { _id: false });

const schema = new Schema<PortfolioTargetRecord>(
  {
    branchId: { type: id, required: true },
    quarter: { type: String, required: true },
    branch: { type: values, required: true },
    people: { type: [new Schema({ id: { type: id, required: true }, values }, { _id: false })], required: true },
    version: { type: Number, required: true },
    changedBy: { type: new Schema({ id, name: String }, { _id: false }), required: true },
    changedAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw', minimize: false },
);
// A branch has one set of targets a quarter: of two heads who set the first one at once, one is told.
schema.index({ branchId: 1, quarter: 1 }, { unique: true });

export const PortfolioTarget = defineModel<PortfolioTargetRecord>('PortfolioTarget', schema, 'portfoliotargets');
