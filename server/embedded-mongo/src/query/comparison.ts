import { canonicalType, compareValues } from '../bson/compare';
import { toDouble } from '../bson/numeric';
import {
  BsonSymbol,
  BsonUndefined,
  Decimal128,
  Double,
  isNullish,
  MaxKey,
  type Maybe,
  MinKey,
  ObjectId,
  Regex,
  type Value,
} from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Collator } from '../operation';
import type { ElementTest } from './condition';

export type RangeOperator = '$gt' | '$gte' | '$lt' | '$lte';

/** `$eq`: equal and of the same comparison class; null also equals missing and undefined. */
export function equalTo(right: Value, collator: Collator | undefined): ElementTest {
  refuseUndefined(right);
  if (right === null) return isNullish;
  if (typeof right === 'boolean') return (value) => value === right;
  if (typeof right === 'string' && !collator) {
    return (value) => value === right || (value instanceof BsonSymbol && value.value === right);
  }
  if (typeof right === 'number') {
    return (value) =>
      value === right ||
      (typeof value === 'object' && value instanceof Double && value.value === right) ||
      sameNumber(value, right);
  }
  if (right instanceof ObjectId) return (value) => value instanceof ObjectId && sameBytes(value.bytes, right.bytes);
  const kind = canonicalType(right);
  return (value) => value !== undefined && canonicalType(value) === kind && compareValues(value, right, collator) === 0;
}

function sameNumber(value: Maybe, right: number): boolean {
  if (typeof value === 'bigint') return value === BigInt(right);
  return value instanceof Decimal128 && compareValues(value, right) === 0;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 11; i >= 0; i--) if (a[i] !== b[i]) return false;
  return true;
}

const HOLDS: Record<RangeOperator, (order: number) => boolean> = {
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
};

/**
 * `$gt`, `$gte`, `$lt`, `$lte`: only values of the same comparison class are compared. NaN is only `$gte` and `$lte` NaN.
 * MinKey and MaxKey are below and above everything, a missing field included.
 */
export function inRange(
  operator: RangeOperator,
  right: Value,
  path: string,
  collator: Collator | undefined,
): ElementTest {
  refuseUndefined(right);
  if (right instanceof Regex) {
    throw new CommandError(ErrorCode.BadValue, `Can't have RegEx as arg to predicate over field '${path}'.`);
  }
  const holds = HOLDS[operator];
  if (right === null) return holds(0) ? isNullish : () => false;
  if (right instanceof MinKey || right instanceof MaxKey) return inRangeOfKey(operator, right);
  if (isNaNValue(right)) return (value) => holds(0) && isNaNValue(value);
  if (typeof right === 'number') return inRangeOfInt(operator, right);
  const kind = canonicalType(right);
  return (value) =>
    value !== undefined &&
    canonicalType(value) === kind &&
    holds(compareValues(value, right, collator)) &&
    !isNaNValue(value);
}

function inRangeOfInt(operator: RangeOperator, right: number): ElementTest {
  const holds = HOLDS[operator];
  const kind = canonicalType(right);
  const slow: ElementTest = (value) => {
    if (value instanceof Double) return !Number.isNaN(value.value) && holds(value.value - right);
    return (
      value !== undefined && canonicalType(value) === kind && holds(compareValues(value, right)) && !isNaNValue(value)
    );
  };
  switch (operator) {
    case '$gt':
      return (value) => (typeof value === 'number' ? value > right : slow(value));
    case '$gte':
      return (value) => (typeof value === 'number' ? value >= right : slow(value));
    case '$lt':
      return (value) => (typeof value === 'number' ? value < right : slow(value));
    case '$lte':
      return (value) => (typeof value === 'number' ? value <= right : slow(value));
  }
}

function inRangeOfKey(operator: RangeOperator, right: MinKey | MaxKey): ElementTest {
  const same = right instanceof MinKey ? MinKey : MaxKey;
  const others = right instanceof MinKey ? operator.startsWith('$gt') : operator.startsWith('$lt');
  const equals = operator.endsWith('e');
  return (value) => (value instanceof same ? equals : others);
}

function isNaNValue(value: Maybe): boolean {
  if (value instanceof Double) return Number.isNaN(value.value);
  return value instanceof Decimal128 && Number.isNaN(toDouble(value));
}

function refuseUndefined(right: Value): void {
  if (right instanceof BsonUndefined) throw new CommandError(ErrorCode.BadValue, 'cannot compare to undefined');
}
