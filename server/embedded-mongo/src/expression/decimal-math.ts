import { Decimal } from 'decimal.js';
import type { DecimalParts } from '../bson/decimal';
import { decimalFromParts, decimalToParts, digitCount } from '../bson/decimal';
import { exactPartsOfDouble } from '../bson/decimal-arithmetic';
import type { Decimal128 } from '../bson/values';

/** Works with more digits than a decimal128 keeps, so that the last digit kept is right. */
const Working = Decimal.clone({ precision: 50, defaults: true });
const KEPT_DIGITS = 34;

/** Rounding to a number of places. */
export type Rounding = 'halfEven' | 'down' | 'up' | 'truncate';

/** The exact value of a double, with no more digits than needed, cut to 34. */
export function exactDecimal(value: number): Decimal128 {
  if (Number.isNaN(value)) return decimalFromParts('NaN');
  if (!Number.isFinite(value)) return decimalFromParts(value > 0 ? 'Infinity' : '-Infinity');
  return decimalFromParts(exactParts(value));
}

/** Parts of a finite double without trailing zeros behind the point. */
export function exactParts(value: number): DecimalParts {
  const { coefficient, exponent, negative } = exactPartsOfDouble(value);
  if (coefficient === 0n) return { coefficient, exponent: 0, negative };
  let digits = coefficient;
  let power = exponent;
  while (power < 0 && digits % 10n === 0n) {
    digits /= 10n;
    power++;
  }
  return { coefficient: digits, exponent: power, negative };
}

/** Rounds to a multiple of 10^exponent. A value with fewer places than that is padded, as decimals keep their places. */
export function quantizeParts(parts: DecimalParts, exponent: number, rounding: Rounding): DecimalParts {
  const { negative } = parts;
  if (parts.exponent >= exponent) {
    const coefficient = parts.coefficient * 10n ** BigInt(parts.exponent - exponent);
    return { coefficient, exponent, negative };
  }
  const drop = exponent - parts.exponent;
  if (drop > digitCount(parts.coefficient) + 1) {
    const unit = BigInt(awayFromZero(rounding, negative, parts.coefficient) ? 1 : 0);
    return { coefficient: negative ? -unit : unit, exponent, negative };
  }
  const unit = 10n ** BigInt(drop);
  const magnitude = negative ? -parts.coefficient : parts.coefficient;
  let quotient = magnitude / unit;
  const rest = magnitude % unit;
  if (rounding === 'halfEven') {
    const twice = rest * 2n;
    if (twice > unit || (twice === unit && quotient % 2n === 1n)) quotient += 1n;
  } else if (awayFromZero(rounding, negative, rest)) quotient += 1n;
  return { coefficient: negative ? -quotient : quotient, exponent, negative };
}

function awayFromZero(rounding: Rounding, negative: boolean, rest: bigint): boolean {
  if (rest === 0n) return false;
  return rounding === 'up' ? !negative : rounding === 'down' && negative;
}

/** Rounds a decimal to a multiple of 10^exponent; NaN when the result needs more than 34 digits. */
export function quantize(value: Decimal128, exponent: number, rounding: Rounding): Decimal128 {
  const parts = decimalToParts(value);
  if (typeof parts === 'string') return value;
  if (parts.exponent - exponent > 2 * KEPT_DIGITS && parts.coefficient !== 0n) return decimalFromParts('NaN');
  const rounded = quantizeParts(parts, exponent, rounding);
  return digitCount(rounded.coefficient) > KEPT_DIGITS ? decimalFromParts('NaN') : decimalFromParts(rounded);
}

function toWorking(value: Decimal128): Decimal {
  const parts = decimalToParts(value);
  if (typeof parts === 'string') return new Working(parts);
  const sign = parts.negative && parts.coefficient === 0n ? '-' : '';
  return new Working(`${sign}${parts.coefficient}e${parts.exponent}`);
}

function fromWorking(value: Decimal): Decimal128 {
  if (value.isNaN()) return decimalFromParts('NaN');
  if (!value.isFinite()) return decimalFromParts(value.isNegative() ? '-Infinity' : 'Infinity');
  const [digits = '0', power = '0'] = value.toSignificantDigits(KEPT_DIGITS).toExponential().split('e');
  const [whole = '0', fraction = ''] = digits.split('.');
  const negative = value.isNegative();
  return decimalFromParts({
    coefficient: BigInt(whole + fraction),
    exponent: Number(power) - fraction.length,
    negative,
  });
}

/** Exponents beyond which e^x over- or underflows a decimal128. */
const MAX_EXP = 14_200;

function exp(x: Decimal): Decimal {
  if (x.gt(MAX_EXP)) return new Working(Number.POSITIVE_INFINITY);
  return x.lt(-MAX_EXP) ? new Working(0) : Working.exp(x);
}

function pow(base: Decimal, exponent: Decimal): Decimal {
  if (!base.isFinite() || !exponent.isFinite() || base.isZero() || exponent.isZero()) return base.pow(exponent);
  // Size of the result first: decimal.js would work at length on a power that fits nowhere.
  const size = base.abs().log(10).times(exponent);
  const odd = exponent.isInteger() && !exponent.mod(2).isZero();
  if (size.gt(6200)) return new Working(base.isNegative() && odd ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
  return size.lt(-6300) ? new Working(0) : base.pow(exponent);
}

/** Beyond this many digits an angle says nothing about where on the circle it lies. */
const MAX_ANGLE_EXPONENT = 60;

function ofAngle(f: (x: Decimal) => Decimal): (x: Decimal) => Decimal {
  return (x) => (x.isFinite() && x.e > MAX_ANGLE_EXPONENT ? new Working(Number.NaN) : f(x));
}

function hyperbolic(f: (x: Decimal) => Decimal, large: (power: Decimal, negative: boolean) => Decimal) {
  return (x: Decimal): Decimal => (x.abs().gt(5) && x.isFinite() ? large(exp(x.abs()), x.isNegative()) : f(x));
}

const sinh = hyperbolic(
  (x) => x.sinh(),
  (power, negative) => power.minus(new Working(1).div(power)).div(negative ? -2 : 2),
);
const cosh = hyperbolic(
  (x) => x.cosh(),
  (power) => power.plus(new Working(1).div(power)).div(2),
);
const tanh = hyperbolic(
  (x) => x.tanh(),
  (power, negative) => {
    const twice = power.times(power);
    const size = twice.isFinite() ? twice.minus(1).div(twice.plus(1)) : new Working(1);
    return negative ? size.neg() : size;
  },
);

const PI = Working.acos(-1);

const FUNCTIONS = {
  exp,
  ln: (x: Decimal) => x.ln(),
  log10: (x: Decimal) => x.log(10),
  sqrt: (x: Decimal) => x.sqrt(),
  sin: ofAngle((x) => x.sin()),
  cos: ofAngle((x) => x.cos()),
  tan: ofAngle((x) => x.tan()),
  asin: (x: Decimal) => x.asin(),
  acos: (x: Decimal) => x.acos(),
  atan: (x: Decimal) => x.atan(),
  sinh,
  cosh,
  tanh,
  asinh: (x: Decimal) => x.asinh(),
  acosh: (x: Decimal) => x.acosh(),
  atanh: (x: Decimal) => x.atanh(),
  degreesToRadians: (x: Decimal) => x.times(PI).div(180),
  radiansToDegrees: (x: Decimal) => x.times(180).div(PI),
};

const FUNCTIONS_OF_TWO = {
  pow,
  log: (x: Decimal, base: Decimal) => x.ln().div(base.ln()),
  atan2: (y: Decimal, x: Decimal) => Working.atan2(y, x),
};

/** A function of one decimal to 34 digits. */
export function decimalFunction(name: keyof typeof FUNCTIONS, value: Decimal128): Decimal128 {
  return fromWorking(FUNCTIONS[name](toWorking(value)));
}

/** A function of two decimals to 34 digits. */
export function decimalFunctionOfTwo(name: keyof typeof FUNCTIONS_OF_TWO, a: Decimal128, b: Decimal128): Decimal128 {
  return fromWorking(FUNCTIONS_OF_TWO[name](toWorking(a), toWorking(b)));
}
