import { isNumeric, toBigIntExact, toDouble } from '../../bson/numeric';
import type { Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { elementText } from '../element-text';

/** Number of any type with an integral value, as a JavaScript number (exact up to 2^53); undefined for anything else. */
export function integerOf(value: Value): number | undefined {
  if (!isNumeric(value)) return undefined;
  const exact = toBigIntExact(value);
  return exact === undefined ? undefined : Number(exact);
}

/** The same, with MongoDB's message where it is not one. */
export function requireInteger(field: string, value: Value): number {
  const integer = integerOf(value);
  if (integer !== undefined) return integer;
  const element = elementText(field, value);
  throw new CommandError(ErrorCode.FailedToParse, `${problemOf(value)}: ${element}`);
}

function problemOf(value: Value): string {
  if (!isNumeric(value)) return 'Expected a number in';
  const number = toDouble(value);
  if (Number.isNaN(number)) return 'Expected an integer, but found NaN in';
  return Math.abs(number) >= 2 ** 63 ? 'Cannot represent as a 64-bit integer' : 'Expected an integer';
}
