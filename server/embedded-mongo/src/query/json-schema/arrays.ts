import { encodeKey } from '../../bson/keys';
import { type Doc, isArray, isDoc, type Value } from '../../bson/values';
import { nonNegativeArgument } from '../integer-argument';
import { booleanArgument, mismatch } from './keywords';
import type { Check, SchemaCompiler } from './schema';

type ArrayCheck = (array: Value[]) => boolean;

/** Checks that apply to arrays only. */
export function arrayChecks(schema: Doc, compile: SchemaCompiler): Check[] {
  const checks: ArrayCheck[] = [];
  const least = schema.get('minItems');
  const most = schema.get('maxItems');
  const unique = schema.get('uniqueItems');
  if (least !== undefined) {
    const bound = nonNegativeArgument('minItems', least);
    checks.push((array) => array.length >= bound);
  }
  if (most !== undefined) {
    const bound = nonNegativeArgument('maxItems', most);
    checks.push((array) => array.length <= bound);
  }
  if (unique !== undefined && booleanArgument('uniqueItems', unique)) checks.push(allDifferent);
  checks.push(...itemChecks(schema, compile));
  return checks.map((check) => (value) => !isArray(value) || check(value));
}

function itemChecks(schema: Doc, compile: SchemaCompiler): ArrayCheck[] {
  const items = schema.get('items');
  const rest = additionalItems(schema.get('additionalItems'), compile);
  if (items === undefined) return [];
  if (isDoc(items)) {
    const check = compile(items);
    return [(array) => array.every(check)];
  }
  if (!isArray(items)) throw mismatch('items', 'must be an array or an object');
  const checks = items.map((item) => {
    if (!isDoc(item)) throw mismatch('items', 'requires that each element of the array is an object');
    return compile(item);
  });
  return [(array) => array.every((element, i) => (checks[i] ?? rest)(element))];
}

function additionalItems(argument: Value | undefined, compile: SchemaCompiler): Check {
  if (argument === undefined || argument === true) return () => true;
  if (argument === false) return () => false;
  if (!isDoc(argument)) throw mismatch('additionalItems', 'must be either an object or a boolean');
  return compile(argument);
}

function allDifferent(array: Value[]): boolean {
  return new Set(array.map(identityOf)).size === array.length;
}

/** Text that is the same for equal values; the order of fields does not count. */
export function identityOf(value: Value): string {
  return encodeKey(withSortedFields(value)).toString('latin1');
}

function withSortedFields(value: Value): Value {
  if (isArray(value)) return value.map(withSortedFields);
  if (!isDoc(value)) return value;
  const names = [...value.keys()].sort();
  return new Map(names.map((name) => [name, withSortedFields(value.get(name)!)]));
}
