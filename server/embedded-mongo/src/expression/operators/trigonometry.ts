import { decimalToParts } from '../../bson/decimal';
import { isNumeric, toDecimal, toDouble } from '../../bson/numeric';
import type { Maybe, Value } from '../../bson/values';
import { Decimal128, Double, isNullish, typeNameOf } from '../../bson/values';
import { binary, fail } from '../arguments';
import { doubleText } from '../coerce';
import { decimalFunction, decimalFunctionOfTwo } from '../decimal-math';
import type { OperatorFactory, OperatorTable } from '../scope';
import { numeric } from './arithmetic';

type Name = Parameters<typeof decimalFunction>[0];

interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly text: string;
}

const FINITE: Bounds = { low: -Number.MAX_VALUE, high: Number.MAX_VALUE, text: '(-inf,inf)' };
const UNIT: Bounds = { low: -1, high: 1, text: '[-1,1]' };
const FROM_ONE: Bounds = { low: 1, high: Number.POSITIVE_INFINITY, text: '[1,inf]' };

/** A function of one angle or ratio, as double, or as decimal for a decimal. */
function angle(name: Name, ofDouble: (value: number) => number, bounds?: Bounds): OperatorFactory {
  return numeric(`$${name}`, (value) => {
    const double = toDouble(value);
    if (Number.isNaN(double)) return value;
    if (bounds && (double < bounds.low || double > bounds.high) && !isHuge(bounds, value)) {
      fail(50989, `cannot apply $${name} to ${doubleText(double)}, value must be in ${bounds.text}`);
    }
    return value instanceof Decimal128 ? decimalFunction(name, value) : new Double(ofDouble(double));
  });
}

/** A finite decimal may be infinite as a double only. */
function isHuge(bounds: Bounds, value: Value): boolean {
  return bounds === FINITE && value instanceof Decimal128 && typeof decimalToParts(value) !== 'string';
}

function atan2(y: Maybe, x: Maybe): Maybe {
  if (isNullish(y) || isNullish(x)) return null;
  if (!isNumeric(y)) fail(51044, `$atan2 only supports numeric types, not ${typeNameOf(y)}`);
  if (!isNumeric(x)) fail(51045, `$atan2 only supports numeric types, not ${typeNameOf(x)}`);
  if (y instanceof Decimal128 || x instanceof Decimal128) {
    return decimalFunctionOfTwo('atan2', toDecimal(y), toDecimal(x));
  }
  return new Double(Math.atan2(toDouble(y), toDouble(x)));
}

/** Trigonometry. */
export const TRIGONOMETRY: OperatorTable = {
  $sin: angle('sin', Math.sin, FINITE),
  $cos: angle('cos', Math.cos, FINITE),
  $tan: angle('tan', Math.tan, FINITE),
  $asin: angle('asin', Math.asin, UNIT),
  $acos: angle('acos', Math.acos, UNIT),
  $atan: angle('atan', Math.atan),
  $atan2: binary('$atan2', atan2),
  $sinh: angle('sinh', Math.sinh),
  $cosh: angle('cosh', Math.cosh),
  $tanh: angle('tanh', Math.tanh),
  $asinh: angle('asinh', Math.asinh),
  $acosh: angle('acosh', Math.acosh, FROM_ONE),
  $atanh: angle('atanh', Math.atanh, UNIT),
  $degreesToRadians: angle('degreesToRadians', (degrees) => degrees * (Math.PI / 180)),
  $radiansToDegrees: angle('radiansToDegrees', (radians) => radians * (180 / Math.PI)),
};
