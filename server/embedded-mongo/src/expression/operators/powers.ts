import { compareValues } from '../../bson/compare';
import { decimalToParts } from '../../bson/decimal';
import { isNumeric, toDecimal, toDouble } from '../../bson/numeric';
import type { Maybe, Value } from '../../bson/values';
import { Decimal128, Double, isNullish, typeNameOf } from '../../bson/values';
import { binary, fail } from '../arguments';
import { doubleText } from '../coerce';
import { decimalFunction, decimalFunctionOfTwo } from '../decimal-math';
import { intLongOrDouble } from '../number-sum';
import type { OperatorTable } from '../scope';
import { numeric } from './arithmetic';

function isPositive(value: Decimal128): boolean {
  return compareValues(value, 0) > 0;
}

/** A logarithm of one argument; the argument must be above zero, or NaN. */
function logarithm(name: '$ln' | '$log10', code: number, ofDouble: (value: number) => number) {
  return numeric(name, (value) => {
    if (value instanceof Decimal128 && isPositive(value)) {
      return decimalFunction(name === '$ln' ? 'ln' : 'log10', value);
    }
    const double = toDouble(value);
    if (!(double > 0 || Number.isNaN(double))) {
      fail(code, `${name}'s argument must be a positive number, but is ${doubleText(double)}`);
    }
    return value instanceof Decimal128 ? value : new Double(ofDouble(double));
  });
}

function log(value: Maybe, base: Maybe): Maybe {
  if (isNullish(value) || isNullish(base)) return null;
  if (!isNumeric(value)) fail(28756, `$log's argument must be numeric, not ${typeNameOf(value)}`);
  if (!isNumeric(base)) fail(28757, `$log's base must be numeric, not ${typeNameOf(base)}`);
  const double = toDouble(value);
  const doubleBase = toDouble(base);
  if (!(double > 0 || Number.isNaN(double))) {
    fail(28758, `$log's argument must be a positive number, but is ${doubleText(double)}`);
  }
  if (!((doubleBase > 0 && doubleBase !== 1) || Number.isNaN(doubleBase))) {
    fail(28759, `$log's base must be a positive number not equal to 1, but is ${doubleText(doubleBase)}`);
  }
  if (value instanceof Decimal128 || base instanceof Decimal128) {
    return decimalFunctionOfTwo('log', toDecimal(value), toDecimal(base));
  }
  return new Double(Math.log(double) / Math.log(doubleBase));
}

function sqrt(value: Value): Value {
  if (toDouble(value) < 0) fail(28714, `$sqrt's argument must be greater than or equal to 0`);
  if (value instanceof Decimal128) return decimalFunction('sqrt', value);
  return new Double(Math.sqrt(toDouble(value)));
}

function exp(value: Value): Value {
  return value instanceof Decimal128 ? decimalFunction('exp', value) : new Double(Math.exp(toDouble(value)));
}

function pow(base: Maybe, exponent: Maybe): Maybe {
  if (isNullish(base) || isNullish(exponent)) return null;
  if (!isNumeric(base)) fail(28762, `$pow's base must be numeric, not ${typeNameOf(base)}`);
  if (!isNumeric(exponent)) fail(28763, `$pow's exponent must be numeric, not ${typeNameOf(exponent)}`);
  if (toDouble(base) === 0 && toDouble(exponent) < 0 && !isTiny(base)) {
    fail(28764, '$pow cannot take a base of 0 and a negative exponent');
  }
  if (base instanceof Decimal128 || exponent instanceof Decimal128) {
    return decimalFunctionOfTwo('pow', toDecimal(base), toDecimal(exponent));
  }
  if (base instanceof Double || exponent instanceof Double) return doublePower(base, exponent);
  return integerPower(BigInt(base), BigInt(exponent), base, exponent);
}

/** A decimal above zero that is zero as a double. */
function isTiny(value: Value): boolean {
  if (!(value instanceof Decimal128)) return false;
  const parts = decimalToParts(value);
  return typeof parts !== 'string' && parts.coefficient !== 0n;
}

function doublePower(base: Value, exponent: Value): Double {
  const x = toDouble(base);
  const y = toDouble(exponent);
  // C says that 1 to any power and -1 to an infinite one is 1; JavaScript answers NaN.
  if (x === 1 || (x === -1 && Math.abs(y) === Number.POSITIVE_INFINITY)) return new Double(1);
  return new Double(x ** y);
}

function integerPower(base: bigint, exponent: bigint, x: Value, y: Value): Value {
  if (base >= -1n && base <= 1n)
    return integerResult(base === -1n && exponent % 2n === 0n ? 1n : trivial(base, exponent), x, y);
  if (exponent < 0n || exponent > 63n) return new Double(toDouble(x) ** toDouble(y));
  const power = base ** exponent;
  if (BigInt.asIntN(64, power) !== power) return new Double(toDouble(x) ** toDouble(y));
  return integerResult(power, x, y);
}

function trivial(base: bigint, exponent: bigint): bigint {
  return base === 0n && exponent === 0n ? 1n : base;
}

function integerResult(power: bigint, x: Value, y: Value): Value {
  return typeof x === 'bigint' || typeof y === 'bigint' ? power : intLongOrDouble(power);
}

/** Powers, roots and logarithms. */
export const POWERS: OperatorTable = {
  $exp: numeric('$exp', exp),
  $ln: logarithm('$ln', 28766, Math.log),
  $log: binary('$log', log),
  $log10: logarithm('$log10', 28761, Math.log10),
  $pow: binary('$pow', pow),
  $sqrt: numeric('$sqrt', sqrt),
};
