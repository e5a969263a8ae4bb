import { isNumeric, toBigIntExact, toDouble } from '../bson/numeric';
import { BsonType, isArray, type Maybe, typeNameOf, type Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { ElementTest } from './condition';

const NUMBER_TYPES = ['double', 'int', 'long', 'decimal'] as const;
const NAME_OF_TYPE = new Map<number, string>(Object.entries(BsonType).map(([name, code]) => [code, name]));

/** `$type`: one of the named types. */
export function typeIs(argument: Value, path: string): ElementTest {
  const names = typeNames(argument);
  if (names.size === 0) throw new CommandError(ErrorCode.FailedToParse, `${path} must match at least one type`);
  return (value: Maybe) => value !== undefined && names.has(typeNameOf(value));
}

/** Names of the types that an alias, a type number, or an array of them stands for. */
export function typeNames(argument: Value): ReadonlySet<string> {
  const names = new Set<string>();
  for (const each of isArray(argument) ? argument : [argument]) {
    if (each === 'number') for (const name of NUMBER_TYPES) names.add(name);
    else names.add(typeof each === 'string' ? aliasOf(each) : nameOfNumber(each));
  }
  return names;
}

function aliasOf(alias: string): string {
  if (Object.hasOwn(BsonType, alias)) return alias;
  throw new CommandError(
    ErrorCode.BadValue,
    alias === 'missing'
      ? "'missing' is not a legal type name. To query for non-existence of a field, use {$exists:false}."
      : `Unknown type name alias: ${alias}`,
  );
}

function nameOfNumber(value: Value): string {
  if (!isNumeric(value)) {
    throw new CommandError(ErrorCode.TypeMismatch, 'type must be represented as a number or a string');
  }
  const code = toBigIntExact(value);
  if (code === 0n) {
    throw new CommandError(ErrorCode.BadValue, '0 is not a legal type. Instead of {$type:0} use {$exists:false}.');
  }
  const name = code === undefined ? undefined : NAME_OF_TYPE.get(Number(code));
  if (name) return name;
  throw new CommandError(ErrorCode.BadValue, `Invalid numerical type code: ${toDouble(value)}`);
}
