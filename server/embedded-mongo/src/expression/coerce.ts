import { decimalToString } from '../bson/decimal';
import { toBigIntExact, toDouble } from '../bson/numeric';
import type { Maybe, Value } from '../bson/values';
import {
  BsonSymbol,
  Code,
  Decimal128,
  Double,
  isNullish,
  ObjectId,
  Timestamp,
  typeNameOf,
  UtcDate,
} from '../bson/values';
import { ErrorCode } from '../errors';
import { fail } from './arguments';
import { isoText } from './date/format';

const INT32_MIN = -(2n ** 31n);
const INT32_MAX = 2n ** 31n - 1n;

/** The value of a number of any type that is integral and fits 32 bits, else undefined. */
export function integer32(value: Maybe): number | undefined {
  if (typeof value === 'number') return value;
  const exact = toBigIntExact(value);
  return exact !== undefined && exact >= INT32_MIN && exact <= INT32_MAX ? Number(exact) : undefined;
}

/** A number of any type cut to an integer; NaN counts as 0. */
export function truncated(value: Value): number {
  const number = Math.trunc(toDouble(value));
  return Number.isNaN(number) ? 0 : number;
}

/** A date from milliseconds; Overflow beyond 64 bits. */
export function utcDate(ms: number | bigint): UtcDate {
  if (typeof ms === 'bigint') {
    if (BigInt.asIntN(64, ms) !== ms) fail(ErrorCode.Overflow, 'date overflow');
    return new UtcDate(ms >= -MAX_SAFE && ms <= MAX_SAFE ? Number(ms) : ms);
  }
  if (Number.isSafeInteger(ms)) return new UtcDate(ms);
  if (!Number.isFinite(ms)) fail(ErrorCode.Overflow, 'date overflow');
  return utcDate(BigInt(Math.trunc(ms)));
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Milliseconds of a date, of an object id's creation or of a timestamp; undefined for other types. */
export function dateMs(value: Maybe): number | bigint | undefined {
  if (value instanceof UtcDate) return value.ms;
  if (value instanceof Timestamp) return Number(value.value >> 32n) * 1000;
  if (value instanceof ObjectId) {
    const [a = 0, b = 0, c = 0, d = 0] = value.bytes;
    return (a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) * 1000;
  }
  return undefined;
}

/** Milliseconds of whatever stands for a date, or refuses. */
export function coerceToDate(value: Maybe): number {
  const ms = dateMs(value);
  if (ms === undefined) fail(16006, `can't convert from BSON type ${typeNameOf(value)} to Date`);
  return Number(ms);
}

/** Text of a value as `$toLower`, `$substr` and the like take it; null is empty. */
export function coerceToString(value: Maybe): string {
  if (typeof value === 'string') return value;
  if (isNullish(value)) return '';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof Double) return doubleText(value.value);
  if (value instanceof Decimal128) return decimalToString(value);
  if (value instanceof UtcDate) return isoText(Number(value.ms));
  if (value instanceof BsonSymbol) return value.value;
  if (value instanceof Code && !value.scope) return value.code;
  if (value instanceof Timestamp) return `Timestamp(${value.value >> 32n}, ${value.value & 0xffff_ffffn})`;
  return fail(16007, `can't convert from BSON type ${typeNameOf(value)} to String`);
}

const SIGNIFICANT_DIGITS = 16;

/** A double as MongoDB prints it: 16 significant digits, no trailing zeros (`%.16g`). */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponentText = '0'] = value.toExponential(SIGNIFICANT_DIGITS - 1).split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < SIGNIFICANT_DIGITS) {
    const plain = value.toFixed(Math.max(0, SIGNIFICANT_DIGITS - 1 - exponent));
    return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain;
  }
  const digits = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits}e${exponent < 0 ? '-' : '+'}${power}`;
}
