import { Decimal128, Double, Int32, Long } from 'bson';
import type { Numeric } from './values';

/** numerator / denominator (> 0), or a value that is no number one can count with. */
type Exact = { readonly n: bigint; readonly d: bigint } | 'nan' | 'inf' | '-inf';

const LONGEST = 2n ** 63n;

function exactDouble(value: number): Exact {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  let d = 1n;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    d *= 2n;
  }
  return { n: BigInt(scaled), d };
}

/** Coefficient and power of ten of a finite decimal. */
function decimalParts(value: Decimal128): { coefficient: bigint; exponent: number } | 'nan' | 'inf' | '-inf' {
  const text = value.toString();
  if (text === 'NaN') return 'nan';
  if (text.endsWith('Infinity')) return text.startsWith('-') ? '-inf' : 'inf';
  const [digits = '', power = '0'] = text.split('E');
  const [whole = '', fraction = ''] = digits.split('.');
  return { coefficient: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

function exact(value: Numeric): Exact {
  if (value instanceof Int32) return { n: BigInt(value.value), d: 1n };
  if (value instanceof Double) return exactDouble(value.value);
  if (!(value instanceof Decimal128)) return { n: value.toBigInt(), d: 1n };
  const parts = decimalParts(value);
  if (typeof parts === 'string') return parts;
  const { coefficient, exponent } = parts;
  return exponent >= 0
    ? { n: coefficient * 10n ** BigInt(exponent), d: 1n }
    : { n: coefficient, d: 10n ** BigInt(-exponent) };
}

export const isNan = (value: Numeric): boolean => exact(value) === 'nan';

/** NaN is below everything else. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  const rank = (value: Exact): number => (typeof value === 'string' ? { nan: -2, '-inf': -1, inf: 1 }[value] : 0);
  const [left, right] = [exact(a), exact(b)];
  if (typeof left === 'string' || typeof right === 'string') return rank(left) - rank(right);
  const difference = left.n * right.d - right.n * left.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The number without its fraction; undefined where int64 cannot hold it. */
export function truncated(value: Numeric): bigint | undefined {
  const parts = exact(value);
  if (typeof parts === 'string') return undefined;
  const whole = parts.n / parts.d;
  return whole >= -LONGEST && whole < LONGEST ? whole : undefined;
}

/** The number if it is whole and int64 can hold it. */
export function wholeNumber(value: Numeric): bigint | undefined {
  const parts = exact(value);
  return typeof parts === 'string' || parts.n % parts.d !== 0n ? undefined : truncated(value);
}

function toDouble(value: Numeric): number {
  return value instanceof Double ? value.value : Number(value.toString());
}

function asDecimal(value: Numeric): Decimal128 {
  if (value instanceof Decimal128) return value;
  if (!(value instanceof Double)) return Decimal128.fromString(value.toString());
  const number = value.value;
  if (!Number.isFinite(number) || number === 0)
    return Decimal128.fromString(Object.is(number, -0) ? '-0' : String(number));
  return Decimal128.fromString(number.toPrecision(15));
}

function decimalResult(kind: 'sum' | 'product', left: Decimal128, right: Decimal128): Decimal128 {
  const [a, b] = [decimalParts(left), decimalParts(right)];
  if (typeof a !== 'string' && typeof b !== 'string') {
    const exponent = kind === 'sum' ? Math.min(a.exponent, b.exponent) : a.exponent + b.exponent;
    const scaled = (part: typeof a): bigint => part.coefficient * 10n ** BigInt(part.exponent - exponent);
    const coefficient = kind === 'sum' ? scaled(a) + scaled(b) : a.coefficient * b.coefficient;
    const negativeZero = coefficient === 0n && isNegativeZero(kind, left, right);
    return Decimal128.fromString(`${negativeZero ? '-' : ''}${coefficient}E${exponent}`);
  }
  // Doubles have the same rules for what is infinite.
  const [x, y] = [Number(left.toString()), Number(right.toString())];
  return Decimal128.fromString(String(kind === 'sum' ? x + y : x * y));
}

function isNegativeZero(kind: 'sum' | 'product', left: Decimal128, right: Decimal128): boolean {
  const [x, y] = [left, right].map((value) => value.toString().startsWith('-'));
  return kind === 'sum' ? Boolean(x && y) : x !== y;
}

/** Sum or product in MongoDB's result type; undefined where int64 overflows. */
export function calculate(kind: 'sum' | 'product', a: Numeric, b: Numeric): Numeric | undefined {
  if (a instanceof Decimal128 || b instanceof Decimal128) return decimalResult(kind, asDecimal(a), asDecimal(b));
  if (a instanceof Double || b instanceof Double) {
    const [x, y] = [toDouble(a), toDouble(b)];
    return new Double(kind === 'sum' ? x + y : x * y);
  }
  const [x, y] = [BigInt(a.toString()), BigInt(b.toString())];
  const result = kind === 'sum' ? x + y : x * y;
  if (result < -LONGEST || result >= LONGEST) return undefined;
  const fitsInt = result >= -(2n ** 31n) && result < 2n ** 31n;
  return a instanceof Int32 && b instanceof Int32 && fitsInt ? new Int32(Number(result)) : Long.fromBigInt(result);
}
