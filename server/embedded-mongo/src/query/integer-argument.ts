import { formatValue } from '../bson/js';
import { isNumeric, toBigIntExact, toDouble } from '../bson/numeric';
import { Double, type Maybe, type Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';

/** An element of a command as mongod shows it in errors: `$size: -1`. */
export function formatElement(name: string, value: Value): string {
  return `${name}: ${formatValue(value)}`;
}

/** An integral number of any numeric type as int64; FailedToParse (or the given code) otherwise. */
export function integerArgument(
  name: string,
  value: Value,
  wrap: (reason: string) => CommandError = failedToParse,
): bigint {
  const shown = formatElement(name, value);
  if (!isNumeric(value)) throw wrap(`Expected a number in: ${shown}`);
  if (value instanceof Double && Number.isNaN(value.value)) {
    throw wrap(`Expected an integer, but found NaN in: ${shown}`);
  }
  const exact = toBigIntExact(value);
  if (exact !== undefined) return exact;
  const double = toDouble(value);
  if (value instanceof Double && Math.abs(double) < 2 ** 63) throw wrap(`Expected an integer: ${shown}`);
  throw wrap(`Cannot represent as a 64-bit integer: ${shown}`);
}

/** The same, refusing negative numbers. */
export function nonNegativeArgument(name: string, value: Value, wrap = failedToParse): bigint {
  const number = integerArgument(name, value, wrap);
  if (number < 0n) throw wrap(`Expected a non-negative number in: ${formatElement(name, value)}`);
  return number;
}

/** The same, for numbers that must fit an int32. */
export function nonNegativeInt(name: string, value: Value, wrap = failedToParse): number {
  const number = nonNegativeArgument(name, value, wrap);
  if (number > 0x7fffffffn) throw wrap(`Cannot represent ${formatElement(name, value)} in an int`);
  return Number(number);
}

function failedToParse(reason: string): CommandError {
  return new CommandError(ErrorCode.FailedToParse, reason);
}

/** Whole part of a finite number, if it fits an int64. */
export function truncated(value: Maybe): bigint | undefined {
  if (typeof value === 'number') return BigInt(value);
  if (typeof value === 'bigint') return value;
  if (value === undefined || !isNumeric(value)) return undefined;
  const exact = toBigIntExact(value);
  if (exact !== undefined) return exact;
  const double = toDouble(value);
  if (!Number.isFinite(double) || double >= 2 ** 63 || double < -(2 ** 63)) return undefined;
  return BigInt(Math.trunc(double));
}
