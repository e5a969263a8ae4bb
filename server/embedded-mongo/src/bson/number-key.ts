import { decimalToDouble, decimalToParts } from './decimal';
import { compareNumbers, type Numeric } from './numeric';
import { cellDouble, cellWords, type GrowingBuffer } from './scratch';
import { type Decimal128, Double } from './values';

const BELOW = 0x40;
const EQUAL = 0x80;
const ABOVE = 0xc0;

/** Lifts every exponent a decimal128 can have above zero, within 16 bits. */
const EXPONENT_BIAS = 0x4000;
const LONGEST_BODY = 8 + 1 + 2 + 17 + 1;

/**
 * Body of a number's key: the nearest double, then whether the number is below, equal to or above
 * that double, and where it is not equal, its exact decimal digits.
 * Example: 2^53 + 1 is written as the double 2^53, "above", 9.007199254740993 × 10^15.
 */
export function appendNumber(output: GrowingBuffer, value: Numeric): void {
  output.reserve(LONGEST_BODY);
  if (typeof value === 'number') appendExactDouble(output, value);
  else if (value instanceof Double) appendExactDouble(output, value.value);
  else if (typeof value === 'bigint') appendLong(output, value);
  else appendDecimal(output, value);
}

function appendLong(output: GrowingBuffer, value: bigint): void {
  const nearest = Number(value);
  if (value < nearest || value > nearest) appendRest(output, nearest, value < nearest, value, 0);
  else appendExactDouble(output, nearest);
}

function appendDecimal(output: GrowingBuffer, value: Decimal128): void {
  const parts = decimalToParts(value);
  const nearest = decimalToDouble(parts);
  const order = typeof parts === 'string' ? 0 : compareNumbers(value, new Double(nearest));
  if (order === 0 || typeof parts === 'string') appendExactDouble(output, nearest);
  else appendRest(output, nearest, order < 0, parts.coefficient, parts.exponent);
}

function appendExactDouble(output: GrowingBuffer, value: number): void {
  appendDouble(output, value);
  output.bytes[output.length++] = EQUAL;
}

/** Bits of a double such that they order as the numbers do; NaN comes first, -0 is 0. */
function appendDouble(output: GrowingBuffer, value: number): void {
  let high = 0;
  let low = 0;
  if (!Number.isNaN(value)) {
    cellDouble[0] = value + 0;
    high = cellWords[1]!;
    low = cellWords[0]!;
    if (high >>> 31 === 1) {
      high = ~high;
      low = ~low;
    } else {
      high ^= 0x8000_0000;
    }
  }
  appendUint32(output, high);
  appendUint32(output, low);
}

/** Writes 32 bits, highest byte first; room must have been reserved. */
export function appendUint32(output: GrowingBuffer, value: number): void {
  const { bytes, length } = output;
  bytes[length] = value >>> 24;
  bytes[length + 1] = value >>> 16;
  bytes[length + 2] = value >>> 8;
  bytes[length + 3] = value;
  output.length = length + 4;
}

/** Exponent, then two digits a byte without trailing zeros, then 0; all inverted for negative numbers. */
function appendRest(
  output: GrowingBuffer,
  nearest: number,
  below: boolean,
  coefficient: bigint,
  exponent: number,
): void {
  appendDouble(output, nearest);
  const { bytes } = output;
  bytes[output.length++] = below ? BELOW : ABOVE;
  const start = output.length;
  const negative = coefficient < 0n;
  const digits = (negative ? -coefficient : coefficient).toString();
  const scale = digits.length + exponent + EXPONENT_BIAS;
  bytes[output.length++] = scale >>> 8;
  bytes[output.length++] = scale;
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 0x30) end--;
  for (let i = 0; i < end; i += 2) {
    const units = i + 1 < end ? digits.charCodeAt(i + 1) - 0x30 : 0;
    bytes[output.length++] = (digits.charCodeAt(i) - 0x30) * 10 + units + 1;
  }
  bytes[output.length++] = 0;
  if (negative) for (let i = start; i < output.length; i++) bytes[i] = ~bytes[i]!;
}
