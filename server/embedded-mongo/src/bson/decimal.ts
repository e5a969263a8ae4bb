import { CommandError, ErrorCode } from '../errors';
import { Decimal128 } from './values';

/** A finite decimal: coefficient (with its sign) × 10^exponent. `negative` tells -0 from 0. */
export interface DecimalParts {
  readonly coefficient: bigint;
  readonly exponent: number;
  readonly negative: boolean;
}

/** What is not a finite decimal. */
export type DecimalSpecial = 'NaN' | 'Infinity' | '-Infinity';

const DIGITS = 34;
const LARGEST_COEFFICIENT = 10n ** 34n - 1n;
const BIAS = 6176;
const SMALLEST_EXPONENT = -6176;
const LARGEST_EXPONENT = 6111;
const LOW_BITS = 0xffff_ffff_ffff_ffffn;
const HIGH_COEFFICIENT_BITS = 0x1_ffff_ffff_ffffn;
const SIGN_BIT = 1n << 63n;
const HIGH_OF_SPECIAL: Record<DecimalSpecial, bigint> = {
  NaN: 0x7c00_0000_0000_0000n,
  Infinity: 0x7800_0000_0000_0000n,
  '-Infinity': 0xf800_0000_0000_0000n,
};
const DECIMAL_TEXT = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/;
const SPECIAL_TEXT = /^([+-]?)(inf(?:inity)?|nan)$/i;

/** Number of decimal digits of a coefficient; 1 for zero. */
export function digitCount(coefficient: bigint): number {
  return (coefficient < 0n ? -coefficient : coefficient).toString().length;
}

/** Takes a decimal128 apart. Encodings that are not canonical count as zero, as IEEE 754 has it. */
export function decimalToParts(decimal: Decimal128): DecimalParts | DecimalSpecial {
  const { bytes } = decimal;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const high = view.getBigUint64(8, true);
  const negative = high >= SIGN_BIT;
  const top = bytes[15]! & 0x7f;
  if (top >= 0x7c) return 'NaN';
  if (top >= 0x78) return negative ? '-Infinity' : 'Infinity';
  if (top >= 0x60) return { coefficient: 0n, exponent: Number((high >> 47n) & 0x3fffn) - BIAS, negative };
  const magnitude = ((high & HIGH_COEFFICIENT_BITS) << 64n) | view.getBigUint64(0, true);
  const coefficient = magnitude > LARGEST_COEFFICIENT ? 0n : magnitude;
  const exponent = Number((high >> 49n) & 0x3fffn) - BIAS;
  return { coefficient: negative ? -coefficient : coefficient, exponent, negative };
}

/** Puts a decimal128 together, rounding half-even to 34 digits; too big becomes infinite, too small zero. */
export function decimalFromParts(
  parts: { coefficient: bigint; exponent: number; negative?: boolean } | DecimalSpecial,
): Decimal128 {
  if (typeof parts === 'string') return pack(HIGH_OF_SPECIAL[parts], 0n);
  const negative = parts.coefficient < 0n || (parts.coefficient === 0n && parts.negative === true);
  const magnitude = parts.coefficient < 0n ? -parts.coefficient : parts.coefficient;
  const fitted = fitToFormat(magnitude, parts.exponent);
  if (!fitted) return pack(HIGH_OF_SPECIAL[negative ? '-Infinity' : 'Infinity'], 0n);
  const sign = negative ? SIGN_BIT : 0n;
  return pack(
    sign | (BigInt(fitted.exponent + BIAS) << 49n) | (fitted.coefficient >> 64n),
    fitted.coefficient & LOW_BITS,
  );
}

function pack(high: bigint, low: bigint): Decimal128 {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, low, true);
  view.setBigUint64(8, high, true);
  return new Decimal128(bytes);
}

/** Brings coefficient and exponent into the format's range; undefined where that overflows. */
function fitToFormat(magnitude: bigint, exponent: number): { coefficient: bigint; exponent: number } | undefined {
  if (magnitude === 0n) {
    return { coefficient: 0n, exponent: Math.max(SMALLEST_EXPONENT, Math.min(LARGEST_EXPONENT, exponent)) };
  }
  let coefficient = magnitude;
  let scale = exponent;
  const digits = digitCount(magnitude);
  const drop = Math.max(digits - DIGITS, SMALLEST_EXPONENT - scale);
  if (drop > 0) {
    coefficient = drop > digits ? 0n : shiftRight(coefficient, drop);
    scale += drop;
    if (coefficient > LARGEST_COEFFICIENT) {
      coefficient /= 10n;
      scale++;
    }
  }
  if (scale > LARGEST_EXPONENT) {
    const padding = scale - LARGEST_EXPONENT;
    if (padding > DIGITS || digitCount(coefficient) + padding > DIGITS) return undefined;
    coefficient *= 10n ** BigInt(padding);
    scale = LARGEST_EXPONENT;
  }
  return { coefficient, exponent: scale };
}

/** Drops decimal digits of a positive coefficient, rounding half-even. */
export function shiftRight(coefficient: bigint, digits: number): bigint {
  const unit = 10n ** BigInt(digits);
  const quotient = coefficient / unit;
  const twice = (coefficient % unit) * 2n;
  const up = twice > unit || (twice === unit && (quotient & 1n) === 1n);
  return up ? quotient + 1n : quotient;
}

/** Reads a decimal as text ("1.50", "-1E+3", "Infinity", "NaN"); FailedToParse for anything else. */
export function decimalFromString(text: string): Decimal128 {
  const special = SPECIAL_TEXT.exec(text);
  if (special) {
    if (special[2]!.toLowerCase() === 'nan') return decimalFromParts('NaN');
    return decimalFromParts(special[1] === '-' ? '-Infinity' : 'Infinity');
  }
  const match = DECIMAL_TEXT.exec(text);
  if (!match)
    throw new CommandError(ErrorCode.FailedToParse, `Failed to parse string to decimal: ${text.slice(0, 100)}`);
  const fraction = match[3] ?? match[4] ?? '';
  const magnitude = BigInt((match[2] ?? '') + fraction);
  const negative = match[1] === '-';
  // Beyond this bound every exponent over- or underflows alike, whatever the coefficient adds to it.
  const bound = 20_000 + text.length;
  const written = Math.max(-bound, Math.min(bound, Number(match[5] ?? 0)));
  return decimalFromParts({
    coefficient: negative ? -magnitude : magnitude,
    exponent: written - fraction.length,
    negative,
  });
}

/** A decimal as text, in scientific notation where IEEE 754 says so ("1E+3"). Digits and exponent survive. */
export function decimalToString(decimal: Decimal128): string {
  const parts = decimalToParts(decimal);
  if (typeof parts === 'string') return parts;
  const sign = parts.negative ? '-' : '';
  const digits = (parts.coefficient < 0n ? -parts.coefficient : parts.coefficient).toString();
  const { exponent } = parts;
  const adjusted = exponent + digits.length - 1;
  if (exponent > 0 || adjusted < -6) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    return `${sign}${digits[0]}${fraction}E${adjusted < 0 ? '-' : '+'}${Math.abs(adjusted)}`;
  }
  if (exponent === 0) return sign + digits;
  const padded = digits.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** The double nearest to a decimal. */
export function decimalToDouble(parts: DecimalParts | DecimalSpecial): number {
  if (typeof parts === 'string') return Number(parts);
  if (parts.coefficient === 0n) return parts.negative ? -0 : 0;
  if (parts.exponent === 0) return Number(parts.coefficient);
  return Number(`${parts.coefficient}e${parts.exponent}`);
}

/** Exact order of two finite decimals of any size. */
export function compareParts(
  a: { coefficient: bigint; exponent: number },
  b: { coefficient: bigint; exponent: number },
): number {
  const signA = a.coefficient === 0n ? 0 : a.coefficient < 0n ? -1 : 1;
  const signB = b.coefficient === 0n ? 0 : b.coefficient < 0n ? -1 : 1;
  if (signA !== signB) return signA < signB ? -1 : 1;
  if (signA === 0) return 0;
  const magnitudeA = digitCount(a.coefficient) + a.exponent;
  const magnitudeB = digitCount(b.coefficient) + b.exponent;
  if (magnitudeA !== magnitudeB) return magnitudeA < magnitudeB ? -signA : signA;
  const shift = a.exponent - b.exponent;
  const left = shift > 0 ? a.coefficient * 10n ** BigInt(shift) : a.coefficient;
  const right = shift < 0 ? b.coefficient * 10n ** BigInt(-shift) : b.coefficient;
  return left === right ? 0 : left < right ? -1 : 1;
}
