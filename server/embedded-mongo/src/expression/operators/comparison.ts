import { binary } from '../arguments';
import { compareOperands } from '../order';
import type { OperatorFactory, OperatorTable } from '../scope';

function comparison(name: string, holds: (order: number) => boolean): OperatorFactory {
  return binary(name, (left, right, operation) => holds(compareOperands(left, right, operation)));
}

/** Comparison of two values of any types. */
export const COMPARISON: OperatorTable = {
  $cmp: binary('$cmp', (left, right, operation) => Math.sign(compareOperands(left, right, operation))),
  $eq: comparison('$eq', (order) => order === 0),
  $ne: comparison('$ne', (order) => order !== 0),
  $gt: comparison('$gt', (order) => order > 0),
  $gte: comparison('$gte', (order) => order >= 0),
  $lt: comparison('$lt', (order) => order < 0),
  $lte: comparison('$lte', (order) => order <= 0),
};
