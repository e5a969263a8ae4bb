import { CommandError, ErrorCode } from '../errors';
import {
  compareParts,
  type DecimalParts,
  type DecimalSpecial,
  decimalFromParts,
  decimalToDouble,
  decimalToParts,
  decimalToString,
} from './decimal';
import {
  absDecimal,
  addDecimals,
  decimalFromDouble,
  divideDecimals,
  exactPartsOfDouble,
  modDecimals,
  multiplyDecimals,
  negateDecimal,
  subtractDecimals,
} from './decimal-arithmetic';
import { Decimal128, Double, isNullish, type Maybe, type Value } from './values';

/** A value of one of the four numeric types. */
export type Numeric = number | bigint | Double | Decimal128;

/** Largest and smallest int64. */
export const LONG_MAX = 0x7fff_ffff_ffff_ffffn;
export const LONG_MIN = -0x8000_0000_0000_0000n;

const LONG_DIGITS = 19;

export function isNumeric(value: Maybe): value is Numeric {
  const type = typeof value;
  return type === 'number' || type === 'bigint' || value instanceof Double || value instanceof Decimal128;
}

/** Numeric type of a value, or undefined for what is not a number. */
export function numericTypeOf(value: Maybe): 'int' | 'long' | 'double' | 'decimal' | undefined {
  if (typeof value === 'number') return 'int';
  if (typeof value === 'bigint') return 'long';
  if (value instanceof Double) return 'double';
  return value instanceof Decimal128 ? 'decimal' : undefined;
}

/** Nearest double of a number of any type; NaN for what is not a number. */
export function toDouble(value: Maybe): number {
  if (typeof value === 'number') return value;
  if (value instanceof Double) return value.value;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Decimal128 ? decimalToDouble(decimalToParts(value)) : Number.NaN;
}

/** A number as decimal; doubles are rounded to 15 digits, as MongoDB converts them. */
export function toDecimal(value: Numeric): Decimal128 {
  if (value instanceof Decimal128) return value;
  if (value instanceof Double) return decimalFromDouble(value.value);
  return decimalFromParts({ coefficient: BigInt(value), exponent: 0 });
}

/** The int64 a number is equal to; undefined for fractions, what does not fit, and what is not a number. */
export function toBigIntExact(value: Maybe): bigint | undefined {
  if (typeof value === 'number') return BigInt(value);
  if (typeof value === 'bigint') return value;
  if (value instanceof Double) return Number.isInteger(value.value) ? asLong(BigInt(value.value)) : undefined;
  if (!(value instanceof Decimal128)) return undefined;
  const parts = decimalToParts(value);
  if (typeof parts === 'string') return undefined;
  const { coefficient, exponent } = parts;
  if (coefficient === 0n) return 0n;
  if (exponent > LONG_DIGITS || exponent < -34) return undefined;
  if (exponent >= 0) return asLong(coefficient * 10n ** BigInt(exponent));
  const unit = 10n ** BigInt(-exponent);
  return coefficient % unit === 0n ? asLong(coefficient / unit) : undefined;
}

function asLong(value: bigint): bigint | undefined {
  return fitsLong(value) ? value : undefined;
}

function fitsLong(value: bigint): boolean {
  return value <= LONG_MAX && value >= LONG_MIN;
}

/** The smallest of int32 and int64 that holds an integer (which must fit int64). */
export function intOrLong(value: bigint): Value {
  return value >= -0x8000_0000n && value <= 0x7fff_ffffn ? Number(value) : value;
}

/** A count as MongoDB answers it: int32 where it fits, else int64. */
export function fromCount(count: number): Value {
  return (count | 0) === count ? count | 0 : BigInt(count);
}

/** Truth of a value: false, null, what is missing, and zero of any numeric type are false. */
export function truthy(value: Maybe): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'bigint') return value !== 0n;
  if (value instanceof Double) return value.value !== 0;
  if (!(value instanceof Decimal128)) return !isNullish(value);
  const parts = decimalToParts(value);
  return typeof parts === 'string' || parts.coefficient !== 0n;
}

/** Exact order of two numbers of any types. NaN is below all others and equal to itself; -0 equals 0. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  if (a instanceof Decimal128 || b instanceof Decimal128) return compareWithDecimal(a, b);
  const x = a instanceof Double ? a.value : a;
  const y = b instanceof Double ? b.value : b;
  // Relational operators are exact even between bigint and number.
  if (x < y) return -1;
  if (x > y) return 1;
  const leftNaN = Number.isNaN(x);
  const rightNaN = Number.isNaN(y);
  return leftNaN === rightNaN ? 0 : leftNaN ? -1 : 1;
}

function compareWithDecimal(a: Numeric, b: Numeric): number {
  const left = exactParts(a);
  const right = exactParts(b);
  if (typeof left !== 'string' && typeof right !== 'string') return compareMixed(a, left, b, right);
  const x = specialRank(left);
  const y = specialRank(right);
  return x === y ? 0 : x < y ? -1 : 1;
}

/** Two finite numbers: their nearest doubles decide cheaply unless those are equal. */
function compareMixed(a: Numeric, left: DecimalParts, b: Numeric, right: DecimalParts): number {
  const x = a instanceof Double ? a.value : decimalToDouble(left);
  const y = b instanceof Double ? b.value : decimalToDouble(right);
  if (x !== y) return x < y ? -1 : 1;
  return compareParts(left, right);
}

function exactParts(value: Numeric): DecimalParts | DecimalSpecial {
  if (value instanceof Decimal128) return decimalToParts(value);
  if (value instanceof Double) {
    if (Number.isFinite(value.value)) return exactPartsOfDouble(value.value);
    return Number.isNaN(value.value) ? 'NaN' : value.value > 0 ? 'Infinity' : '-Infinity';
  }
  return { coefficient: BigInt(value), exponent: 0, negative: value < 0 };
}

function specialRank(parts: DecimalParts | DecimalSpecial): number {
  if (typeof parts !== 'string') return 0;
  return parts === 'NaN' ? -2 : parts === '-Infinity' ? -1 : 1;
}

/** An integer result of int32 operands: int32 where it fits, else int64. */
function fromInts(result: number): Value {
  return (result | 0) === result ? result | 0 : BigInt(result);
}

/** An integer result with an int64 operand: int64, or the nearest double past its range. */
function fromLongs(result: bigint): Value {
  return fitsLong(result) ? result : new Double(Number(result));
}

/** Sum with the widest of both types; int32 grows to int64 and int64 to double on overflow. */
export function addNumbers(a: Numeric, b: Numeric): Value {
  if (typeof a === 'number' && typeof b === 'number') return fromInts(a + b);
  if (a instanceof Decimal128 || b instanceof Decimal128) return addDecimals(toDecimal(a), toDecimal(b));
  if (a instanceof Double || b instanceof Double) return new Double(toDouble(a) + toDouble(b));
  return fromLongs(BigInt(a) + BigInt(b));
}

/** Difference, typed as `addNumbers` does. */
export function subtractNumbers(a: Numeric, b: Numeric): Value {
  if (typeof a === 'number' && typeof b === 'number') return fromInts(a - b);
  if (a instanceof Decimal128 || b instanceof Decimal128) return subtractDecimals(toDecimal(a), toDecimal(b));
  if (a instanceof Double || b instanceof Double) return new Double(toDouble(a) - toDouble(b));
  return fromLongs(BigInt(a) - BigInt(b));
}

/** Product, typed as `addNumbers` does. */
export function multiplyNumbers(a: Numeric, b: Numeric): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    return Number.isSafeInteger(product) ? fromInts(product) : BigInt(a) * BigInt(b);
  }
  if (a instanceof Decimal128 || b instanceof Decimal128) return multiplyDecimals(toDecimal(a), toDecimal(b));
  if (a instanceof Double || b instanceof Double) return new Double(toDouble(a) * toDouble(b));
  return fromLongs(BigInt(a) * BigInt(b));
}

/** Quotient: a decimal if one of both is, else a double. Refuses to divide by zero. */
export function divideNumbers(a: Numeric, b: Numeric): Value {
  if (isZero(b)) throw new CommandError(ErrorCode.BadValue, "can't $divide by zero");
  if (a instanceof Decimal128 || b instanceof Decimal128) return divideDecimals(toDecimal(a), toDecimal(b));
  return new Double(toDouble(a) / toDouble(b));
}

/** Remainder with the sign of the dividend, in the widest of both types. Refuses zero. */
export function modNumbers(a: Numeric, b: Numeric): Value {
  if (isZero(b)) throw new CommandError(16610, "can't $mod by zero");
  if (typeof a === 'number' && typeof b === 'number') return (a % b) | 0;
  if (a instanceof Decimal128 || b instanceof Decimal128) return modDecimals(toDecimal(a), toDecimal(b));
  if (a instanceof Double || b instanceof Double) return new Double(toDouble(a) % toDouble(b));
  return BigInt(a) % BigInt(b);
}

function isZero(value: Numeric): boolean {
  return !truthy(value);
}

/** The number with the other sign; int32 grows to int64 and int64 to double on overflow. */
export function negate(a: Numeric): Value {
  if (typeof a === 'number') return fromInts(-a);
  if (typeof a === 'bigint') return fromLongs(-a);
  return a instanceof Double ? new Double(-a.value) : negateDecimal(a);
}

/** The number without its sign; the smallest int64 has none and is refused. */
export function absNumber(a: Numeric): Value {
  if (typeof a === 'number') return fromInts(Math.abs(a));
  if (a instanceof Double) return new Double(Math.abs(a.value));
  if (a instanceof Decimal128) return absDecimal(a);
  if (a === LONG_MIN) throw new CommandError(28680, "can't take $abs of long long min");
  return a < 0n ? -a : a;
}

/** Sum for `$inc`: as `addNumbers`, but past int64 it fails with BadValue and the text of `failure`. */
export function exactAdd(a: Numeric, b: Numeric, failure?: () => string): Value {
  return refuseOverflow(addNumbers(a, b), '$inc', a, b, failure);
}

/** Product for `$mul`: as `multiplyNumbers`, but past int64 it fails with BadValue and the text of `failure`. */
export function exactMultiply(a: Numeric, b: Numeric, failure?: () => string): Value {
  return refuseOverflow(multiplyNumbers(a, b), '$mul', a, b, failure);
}

function refuseOverflow(result: Value, operator: string, a: Numeric, b: Numeric, failure?: () => string): Value {
  if (!(result instanceof Double) || a instanceof Double || b instanceof Double) return result;
  const message = failure?.() ?? `Failed to apply ${operator} operations to current value (${describeNumber(a)})`;
  throw new CommandError(ErrorCode.BadValue, message);
}

/** A number with its type, as MongoDB's update errors show it: "(NumberLong)5". */
export function describeNumber(value: Numeric): string {
  if (typeof value === 'number') return `(NumberInt)${value}`;
  if (typeof value === 'bigint') return `(NumberLong)${value}`;
  if (value instanceof Double) return `(NumberDouble)${value.value}`;
  return `(NumberDecimal)${decimalToString(value)}`;
}
