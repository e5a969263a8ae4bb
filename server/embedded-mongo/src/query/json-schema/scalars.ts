import { modDecimals } from '../../bson/decimal-arithmetic';
import { isNumeric, toDecimal, toDouble, truthy } from '../../bson/numeric';
import { type Doc, typeNameOf, type Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import type { Operation } from '../../operation';
import { inRange, type RangeOperator } from '../comparison';
import { nonNegativeArgument } from '../integer-argument';
import { compileRegex } from '../regex';
import { typeNames } from '../type-condition';
import { booleanArgument, mismatch, namesArgument, unparsable } from './keywords';
import type { Check } from './schema';

const JSON_TYPES = new Map([
  ['array', 'array'],
  ['boolean', 'bool'],
  ['null', 'null'],
  ['object', 'object'],
  ['string', 'string'],
]);

/** Checks of `type` and `bsonType`. */
export function typeChecks(schema: Doc): Check[] {
  const jsonType = schema.get('type');
  const bsonType = schema.get('bsonType');
  if (jsonType === undefined && bsonType === undefined) return [];
  const names = bsonType === undefined ? jsonTypeNames(jsonType!) : bsonTypeNames(bsonType);
  return [(value) => names.has(typeNameOf(value))];
}

function stringsOf(keyword: string, argument: Value): string[] {
  if (typeof argument === 'string') return [argument];
  if (!Array.isArray(argument)) throw mismatch(keyword, 'must be either a string or an array of strings');
  if (argument.length === 0) throw unparsable(keyword, 'must name at least one type');
  return namesArgument(keyword, argument);
}

function bsonTypeNames(argument: Value): ReadonlySet<string> {
  return typeNames(stringsOf('bsonType', argument));
}

function jsonTypeNames(argument: Value): ReadonlySet<string> {
  const names = new Set<string>();
  for (const alias of stringsOf('type', argument)) {
    if (alias === 'number') for (const name of typeNames('number')) names.add(name);
    else names.add(jsonTypeName(alias));
  }
  return names;
}

function jsonTypeName(alias: string): string {
  const name = JSON_TYPES.get(alias);
  if (name) return name;
  if (alias === 'integer') {
    throw new CommandError(ErrorCode.FailedToParse, "$jsonSchema type 'integer' is not currently supported.");
  }
  throw new CommandError(ErrorCode.BadValue, `Unknown type name alias: ${alias}`);
}

/** Checks that apply to numbers only. */
export function numberChecks(schema: Doc): Check[] {
  const checks: Check[] = [];
  for (const [limit, exclusive, orEqual, strictly] of [
    ['minimum', 'exclusiveMinimum', '$gte', '$gt'],
    ['maximum', 'exclusiveMaximum', '$lte', '$lt'],
  ] as const) {
    const bound = schema.get(limit);
    const strict = schema.get(exclusive);
    const isStrict = strict !== undefined && booleanArgument(exclusive, strict);
    if (bound === undefined) {
      if (strict !== undefined) throw unparsable(limit, `must be a present if ${exclusive} is present`);
      continue;
    }
    if (!isNumeric(bound)) throw mismatch(limit, 'must be a number');
    checks.push(inRange((isStrict ? strictly : orEqual) as RangeOperator, bound, '', undefined));
  }
  const multiple = schema.get('multipleOf');
  if (multiple !== undefined) checks.push(multipleOf(multiple));
  return checks.map((check) => (value) => !isNumeric(value) || check(value));
}

function multipleOf(divisor: Value): Check {
  if (!isNumeric(divisor)) throw mismatch('multipleOf', 'must be a number');
  if (!(toDouble(divisor) > 0)) throw unparsable('multipleOf', 'must have a positive value');
  const decimal = toDecimal(divisor);
  return (value) => isNumeric(value) && !truthy(modDecimals(toDecimal(value), decimal));
}

/** Checks that apply to strings only; lengths are in code points. */
export function stringChecks(schema: Doc, operation: Operation): Check[] {
  const checks: ((text: string) => boolean)[] = [];
  const least = schema.get('minLength');
  const most = schema.get('maxLength');
  const pattern = schema.get('pattern');
  if (least !== undefined) {
    const bound = Number(nonNegativeArgument('minLength', least));
    checks.push((text) => codePoints(text) >= bound);
  }
  if (most !== undefined) {
    const bound = Number(nonNegativeArgument('maxLength', most));
    checks.push((text) => codePoints(text) <= bound);
  }
  if (pattern !== undefined) {
    if (typeof pattern !== 'string') throw mismatch('pattern', 'must be a string');
    checks.push(compileRegex(pattern, '', operation));
  }
  return checks.map((check) => (value) => typeof value !== 'string' || check(value));
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
