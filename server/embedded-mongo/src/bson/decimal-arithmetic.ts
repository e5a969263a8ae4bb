import {
  type DecimalParts,
  type DecimalSpecial,
  decimalFromParts,
  decimalToParts,
  digitCount,
  shiftRight,
} from './decimal';
import { cellDouble, cellWords } from './scratch';
import type { Decimal128 } from './values';

type Parts = DecimalParts | DecimalSpecial;

/** Two more digits than kept, so that what lies further right only tells above from below a tie. */
const WORKING_DIGITS = 36;
const DIGITS_OF_DOUBLE = 15;

/** Exact value of a finite double, in as many digits as it takes. */
export function exactPartsOfDouble(value: number): DecimalParts {
  cellDouble[0] = value;
  const high = cellWords[1]!;
  const biased = (high >>> 20) & 0x7ff;
  const negative = high >>> 31 === 1;
  const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(cellWords[0]!);
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  const scale = (biased === 0 ? 1 : biased) - 1075;
  const signed = negative ? -mantissa : mantissa;
  if (scale >= 0) return { coefficient: signed << BigInt(scale), exponent: 0, negative };
  return { coefficient: signed * 5n ** BigInt(-scale), exponent: scale, negative };
}

/** A double as MongoDB makes a decimal of it: rounded to 15 digits, trailing zeros kept. */
export function decimalFromDouble(value: number): Decimal128 {
  if (Number.isNaN(value)) return decimalFromParts('NaN');
  if (!Number.isFinite(value)) return decimalFromParts(value > 0 ? 'Infinity' : '-Infinity');
  if (value === 0) return decimalFromParts({ coefficient: 0n, exponent: 0, negative: Object.is(value, -0) });
  const exact = exactPartsOfDouble(value);
  let magnitude = exact.negative ? -exact.coefficient : exact.coefficient;
  let { exponent } = exact;
  for (const digits of [34, DIGITS_OF_DOUBLE]) {
    const drop = digitCount(magnitude) - digits;
    if (drop <= 0) continue;
    magnitude = shiftRight(magnitude, drop);
    exponent += drop;
  }
  const missing = DIGITS_OF_DOUBLE - digitCount(magnitude);
  if (missing > 0) {
    magnitude *= 10n ** BigInt(missing);
    exponent -= missing;
  } else if (missing < 0) {
    magnitude /= 10n;
    exponent++;
  }
  return decimalFromParts({ coefficient: exact.negative ? -magnitude : magnitude, exponent });
}

/** Sum of two decimals. */
export function addDecimals(a: Decimal128, b: Decimal128): Decimal128 {
  return decimalFromParts(addParts(decimalToParts(a), decimalToParts(b)));
}

/** Difference of two decimals. */
export function subtractDecimals(a: Decimal128, b: Decimal128): Decimal128 {
  return decimalFromParts(addParts(decimalToParts(a), negateParts(decimalToParts(b))));
}

/** The decimal with the other sign. */
export function negateDecimal(a: Decimal128): Decimal128 {
  return decimalFromParts(negateParts(decimalToParts(a)));
}

/** The decimal without its sign. */
export function absDecimal(a: Decimal128): Decimal128 {
  const parts = decimalToParts(a);
  if (typeof parts === 'string') return decimalFromParts(parts === 'NaN' ? 'NaN' : 'Infinity');
  return parts.negative ? decimalFromParts(negateParts(parts)) : a;
}

function negateParts(parts: Parts): Parts {
  if (typeof parts !== 'string') {
    return { coefficient: -parts.coefficient, exponent: parts.exponent, negative: !parts.negative };
  }
  if (parts === 'NaN') return parts;
  return parts === 'Infinity' ? '-Infinity' : 'Infinity';
}

function addParts(a: Parts, b: Parts): Parts {
  if (typeof a === 'string' || typeof b === 'string') {
    if (a === 'NaN' || b === 'NaN') return 'NaN';
    if (typeof a === 'string' && typeof b === 'string') return a === b ? a : 'NaN';
    return typeof a === 'string' ? a : (b as DecimalSpecial);
  }
  const [high, low] = a.exponent >= b.exponent ? [a, b] : [b, a];
  const negative = a.negative && b.negative;
  const gap = high.exponent - low.exponent;
  if (high.coefficient === 0n || gap <= 2 * WORKING_DIGITS) {
    const coefficient = high.coefficient === 0n ? 0n : high.coefficient * 10n ** BigInt(gap);
    return { coefficient: coefficient + low.coefficient, exponent: low.exponent, negative };
  }
  // So far apart that the lower one only decides about rounding: one unit stands for it.
  const padding = 2 * WORKING_DIGITS;
  const unit = low.coefficient === 0n ? 0n : low.coefficient < 0n ? -1n : 1n;
  const exponent = high.exponent - padding;
  return { coefficient: high.coefficient * 10n ** BigInt(padding) + unit, exponent, negative };
}

/** Product of two decimals. */
export function multiplyDecimals(first: Decimal128, second: Decimal128): Decimal128 {
  const a = decimalToParts(first);
  const b = decimalToParts(second);
  if (typeof a === 'string' || typeof b === 'string') {
    const sign = signOf(a) * signOf(b);
    return decimalFromParts(Number.isNaN(sign) || sign === 0 ? 'NaN' : sign < 0 ? '-Infinity' : 'Infinity');
  }
  return decimalFromParts({
    coefficient: a.coefficient * b.coefficient,
    exponent: a.exponent + b.exponent,
    negative: a.negative !== b.negative,
  });
}

/** -1, 0, 1, or NaN. */
function signOf(parts: Parts): number {
  if (parts === 'NaN') return Number.NaN;
  if (typeof parts === 'string') return parts === 'Infinity' ? 1 : -1;
  return parts.coefficient === 0n ? 0 : parts.negative ? -1 : 1;
}

function isNegative(parts: Parts): boolean {
  return typeof parts === 'string' ? parts === '-Infinity' : parts.negative;
}

/** Quotient of two decimals; by zero it is infinite, or NaN for 0 / 0. */
export function divideDecimals(first: Decimal128, second: Decimal128): Decimal128 {
  const a = decimalToParts(first);
  const b = decimalToParts(second);
  if (a === 'NaN' || b === 'NaN') return decimalFromParts('NaN');
  const negative = isNegative(a) !== isNegative(b);
  if (typeof a === 'string') {
    return decimalFromParts(typeof b === 'string' ? 'NaN' : negative ? '-Infinity' : 'Infinity');
  }
  if (typeof b === 'string') return decimalFromParts({ coefficient: 0n, exponent: -6176, negative });
  if (b.coefficient === 0n) {
    if (a.coefficient === 0n) return decimalFromParts('NaN');
    return decimalFromParts(negative ? '-Infinity' : 'Infinity');
  }
  return decimalFromParts(divideParts(a, b, negative));
}

function divideParts(a: DecimalParts, b: DecimalParts, negative: boolean): Parts {
  const ideal = a.exponent - b.exponent;
  if (a.coefficient === 0n) return { coefficient: 0n, exponent: ideal, negative };
  const dividend = a.negative ? -a.coefficient : a.coefficient;
  const divisor = b.negative ? -b.coefficient : b.coefficient;
  const padding = Math.max(0, WORKING_DIGITS + digitCount(divisor) - digitCount(dividend));
  const scaled = dividend * 10n ** BigInt(padding);
  let coefficient = scaled / divisor;
  let exponent = ideal - padding;
  if (scaled % divisor !== 0n) {
    // A digit beyond the working ones, so that an inexact quotient never looks like a tie.
    coefficient = coefficient * 10n + 1n;
    exponent--;
  } else {
    while (exponent < ideal && coefficient % 10n === 0n) {
      coefficient /= 10n;
      exponent++;
    }
  }
  return { coefficient: negative ? -coefficient : coefficient, exponent, negative };
}

/** Remainder with the sign of the dividend; NaN for a divisor of zero. */
export function modDecimals(first: Decimal128, second: Decimal128): Decimal128 {
  const a = decimalToParts(first);
  const b = decimalToParts(second);
  if (typeof a === 'string' || b === 'NaN') return decimalFromParts('NaN');
  if (typeof b === 'string') return first;
  if (b.coefficient === 0n) return decimalFromParts('NaN');
  const exponent = Math.min(a.exponent, b.exponent);
  const dividend = a.coefficient * 10n ** BigInt(a.exponent - exponent);
  const divisor = b.coefficient * 10n ** BigInt(b.exponent - exponent);
  return decimalFromParts({ coefficient: dividend % divisor, exponent, negative: a.negative });
}
