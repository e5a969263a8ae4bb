import { addNumbers, isNumeric, type Numeric, subtractNumbers, toDouble } from '../bson/numeric';
import { type Maybe, typeNameOf, UtcDate, type Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { UTC } from '../expression/date/timezone';
import { addUnits, type TimeUnit, timeUnit } from '../expression/date/units';
import { malformed } from './arguments';

/** The unit of time of this name. */
export function unitOfTime(name: string): TimeUnit {
  const unit = timeUnit(name);
  if (!unit) throw malformed(`unknown time unit value: ${name}`);
  return unit;
}

/** A date moved by an amount of units, or a number by an amount. */
export function advanced(value: Value, amount: Numeric, unit: TimeUnit | undefined): Value {
  if (value instanceof UtcDate && unit) {
    return new UtcDate(addUnits(Number(value.ms), unit, toDouble(amount), UTC));
  }
  return addNumbers(value as Numeric, amount);
}

/** Difference of two numbers, or of two dates in milliseconds. */
export function difference(a: Maybe, b: Maybe): Value {
  if (isNumeric(a) && isNumeric(b)) return subtractNumbers(a, b);
  if (a instanceof UtcDate && b instanceof UtcDate) return BigInt(a.ms) - BigInt(b.ms);
  throw new CommandError(ErrorCode.TypeMismatch, `can't $subtract ${typeNameOf(b)} from ${typeNameOf(a)}`);
}
