import type { Doc, Maybe, Value } from '../bson/values';
import { isArray, isDoc } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';

/** Most components of a field path. */
const MAX_COMPONENTS = 200;

/** Components of a dotted path that names a field to write; throws where it is not a valid one. */
export function fieldPath(path: string): readonly string[] {
  if (path === '') throw new CommandError(40352, 'FieldPath cannot be constructed with empty string');
  if (path.endsWith('.')) throw new CommandError(40353, "FieldPath must not end with a '.'.");
  const names = path.split('.');
  for (const name of names) validatePathComponent(name);
  if (names.length > MAX_COMPONENTS) throw new CommandError(ErrorCode.Overflow, 'FieldPath is too long');
  return names;
}

/** Throws unless a name may be one component of a field path. */
export function validatePathComponent(name: string): void {
  if (name === '') throw new CommandError(15998, 'FieldPath field names may not be empty strings.');
  if (name.startsWith('$')) {
    throw new CommandError(
      16410,
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    );
  }
  if (name.includes('\0')) throw new CommandError(16411, "FieldPath field names may not contain '\\0'.");
  if (name.includes('.')) throw new CommandError(16412, "FieldPath field names may not contain '.'.");
}

/** Value at a path through documents only; arrays on the way end the search. */
export function nestedValue(doc: Doc, names: readonly string[]): Maybe {
  let value: Maybe = doc;
  for (const name of names) {
    if (!isDoc(value)) return undefined;
    value = value.get(name);
  }
  return value;
}

/** A copy of `doc` with a value set at a path (removed for undefined); what is in the way and no document gives way. */
export function withNested(doc: Doc, names: readonly string[], value: Maybe, from = 0): Doc {
  const copy: Doc = new Map(doc);
  const name = names[from]!;
  if (from < names.length - 1) {
    const inner = copy.get(name);
    copy.set(name, withNested(isDoc(inner) ? inner : new Map(), names, value, from + 1));
  } else if (value === undefined) {
    copy.delete(name);
  } else {
    copy.set(name, value);
  }
  return copy;
}

/**
 * All values a path leads to, as joins see them: an array at the end stands for its elements, arrays on the
 * way for the documents in them or, before a numeric component, for the element at that position.
 */
export function valuesAtPath(doc: Doc, names: readonly string[]): Value[] {
  const found: Value[] = [];
  collectValues(doc, names, 0, found);
  return found;
}

function collectValues(doc: Doc, names: readonly string[], from: number, found: Value[]): void {
  let value: Maybe = doc.get(names[from]!);
  let next = from + 1;
  while (next < names.length && isArray(value) && /^(0|[1-9]\d*)$/.test(names[next]!)) {
    value = value[Number(names[next])];
    next++;
  }
  if (value === undefined) return;
  if (next === names.length) {
    if (!isArray(value)) found.push(value);
    else for (const element of value) found.push(element);
  } else if (isDoc(value)) {
    collectValues(value, names, next, found);
  } else if (isArray(value)) {
    for (const element of value) if (isDoc(element)) collectValues(element, names, next, found);
  }
}
