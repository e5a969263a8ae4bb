import { decimalToDouble } from '../../bson/decimal';
import type { Numeric } from '../../bson/numeric';
import { isNumeric, toBigIntExact } from '../../bson/numeric';
import type { Maybe, Value } from '../../bson/values';
import { Decimal128, Double, isNullish, typeNameOf } from '../../bson/values';
import { fail, ranged } from '../arguments';
import type { Rounding } from '../decimal-math';
import { exactParts, quantize, quantizeParts } from '../decimal-math';
import { intLongOrDouble } from '../number-sum';
import type { OperatorFactory, OperatorTable } from '../scope';

const MIN_PLACES = -20;
const MAX_PLACES = 100;

function rounding(name: string, mode: Rounding): OperatorFactory {
  return ranged(name, 1, 2, ([value, places]) => {
    if (isNullish(value)) return null;
    if (!isNumeric(value)) fail(51081, `${name} only supports numeric types, not ${typeNameOf(value)}`);
    return places === undefined ? roundTo(name, mode, value, 0) : roundToPlaces(name, mode, value, places);
  });
}

function roundToPlaces(name: string, mode: Rounding, value: Numeric, places: Maybe): Maybe {
  if (isNullish(places)) return null;
  const exact = toBigIntExact(places);
  if (exact === undefined) fail(51082, `precision argument to  ${name} must be a integral value`);
  if (exact < MIN_PLACES || exact > MAX_PLACES) {
    fail(51083, `cannot apply ${name} with precision value ${exact} value must be in [-20, 100]`);
  }
  return roundTo(name, mode, value, Number(exact));
}

function roundTo(name: string, mode: Rounding, value: Numeric, places: number): Value {
  if (value instanceof Decimal128) return quantize(value, -places, mode);
  if (value instanceof Double) return new Double(roundDouble(value.value, mode, places));
  if (places >= 0) return value;
  const parts = { coefficient: BigInt(value), exponent: 0, negative: value < 0 };
  const rounded = quantizeParts(parts, -places, mode);
  const integer = rounded.coefficient * 10n ** BigInt(-places);
  if (BigInt.asIntN(64, integer) !== integer) {
    fail(51080, `invalid conversion from Decimal128 result in ${name} resulting from arguments: [${value}, ${places}]`);
  }
  return typeof value === 'bigint' ? integer : intLongOrDouble(integer);
}

function roundDouble(value: number, mode: Rounding, places: number): number {
  if (!Number.isFinite(value)) return value;
  if (places === 0) return mode === 'truncate' ? Math.trunc(value) : roundHalfEven(value);
  const parts = exactParts(value);
  // No places to take away: padding with zeros changes nothing.
  if (parts.exponent >= -places) return value;
  const rounded = decimalToDouble(quantizeParts(parts, -places, mode));
  return rounded === 0 && value < 0 ? -0 : rounded;
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor === 0 && value < 0 ? -0 : floor;
  if (rest > 0.5 || floor % 2 !== 0) return floor + 1 === 0 ? -0 : floor + 1;
  return floor;
}

/** Rounding to places. */
export const ROUNDING: OperatorTable = {
  $round: rounding('$round', 'halfEven'),
  $trunc: rounding('$trunc', 'truncate'),
};
