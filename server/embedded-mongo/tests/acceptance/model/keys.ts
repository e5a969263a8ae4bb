import { Refusal } from './failure';
import { compare, equal } from './order';
import { type Doc, isArray, isDoc, type Maybe, type Value } from './values';

/** What an empty array puts into an index: it comes before null. */
export const EMPTY = Symbol('empty array');
export type KeyPart = Value | typeof EMPTY;
export type Key = KeyPart[];

interface Field {
  /** What is left of the path. */
  readonly rest: readonly string[];
  /** The value, once it is found. */
  readonly found?: KeyPart;
  /** An element that a number in the path names, with what is left of the path behind it. */
  readonly placed?: { readonly element: Value; readonly value: Maybe; readonly rest: readonly string[] };
}

/** The keys of a document in an index on these paths. `missing` says that no field of a key exists. */
export function keysOf(doc: Doc, paths: readonly string[]): { key: Key; missing: boolean }[] {
  const fields = paths.map((path): Field => ({ rest: path.split('.') }));
  const keys: { key: Key; missing: boolean }[] = [];
  expand(doc, fields, 0, (key, missing) => {
    if (!keys.some((other) => other.missing === missing && equalKeys(other.key, key))) keys.push({ key, missing });
  });
  return keys;
}

function expand(doc: Doc, before: readonly Field[], absent: number, emit: (key: Key, missing: boolean) => void): void {
  let missing = absent;
  let array: Value[] | undefined;
  let isNested = false;
  const inArray = new Set<number>();
  const fields = before.map((field, i): Field => {
    if (field.rest.length === 0) return field;
    const next = step(doc, field);
    if (next.value === undefined) {
      missing += 1;
      return { rest: [], found: null };
    }
    if (!isArray(next.value)) return { rest: [], found: next.value };
    if (array && array !== next.value) throw new Refusal(171);
    array = next.value;
    isNested ||= next.isNested;
    inArray.add(i);
    return { rest: next.rest };
  });
  if (!array) {
    emit(
      fields.map(({ found }) => found ?? null),
      missing === before.length,
    );
    return;
  }
  const whole = array;
  const placed = array.length === 0 ? fields : fields.map((field, i) => (inArray.has(i) ? place(whole, field) : field));
  for (const element of array.length === 0 ? [EMPTY] : array) {
    const atEnd = isNested && element !== EMPTY ? whole : (element as KeyPart);
    const inner = placed.map(
      (field, i): Field => (inArray.has(i) && field.rest.length === 0 ? { rest: [], found: atEnd } : field),
    );
    expand(isDoc(element as Value) ? (element as Doc) : new Map(), inner, missing, emit);
  }
}

/** Follows a path to its end or to the first array. */
function walk(from: Maybe, path: readonly string[]): { value: Maybe; rest: readonly string[] } {
  let value = from;
  for (const [i, name] of path.entries()) {
    if (isArray(value)) return { value, rest: path.slice(i) };
    value = isDoc(value) ? value.get(name) : undefined;
  }
  return { value, rest: [] };
}

function step(doc: Doc, { rest, placed }: Field): { value: Maybe; rest: readonly string[]; isNested: boolean } {
  const isField = doc.has(rest[0]!);
  if (isField && placed) throw new Refusal(16746);
  if (isField || !placed) return { ...walk(doc, rest), isNested: false };
  return { value: placed.value, rest: placed.rest, isNested: isArray(placed.element) };
}

/** Looks up a number in the path once for all elements of the array. */
function place(array: Value[], field: Field): Field {
  const [name, ...rest] = field.rest;
  const element = name !== undefined && /^\d+$/.test(name) ? array[Number(name)] : undefined;
  return element === undefined
    ? { rest: field.rest }
    : { rest: field.rest, placed: { element, ...walk(element, rest) } };
}

function compareParts(a: KeyPart, b: KeyPart): number {
  if (a !== EMPTY && b !== EMPTY) return compare(a, b);
  if (a === b) return 0;
  // Only MinKey comes before an empty array.
  const other = a === EMPTY ? b : a;
  const isBelow = typeof other === 'object' && other !== null && '_bsontype' in other && other._bsontype === 'MinKey';
  return (a === EMPTY) === isBelow ? 1 : -1;
}

/** The order of two keys, field by field. */
export function compareKeys(a: Key, b: Key, directions: readonly number[]): number {
  for (const [i, part] of a.entries()) {
    const order = compareParts(part, b[i]!) * directions[i]!;
    if (order !== 0) return order;
  }
  return 0;
}

export function equalKeys(a: Key, b: Key): boolean {
  return a.every((part, i) => (part === EMPTY || b[i] === EMPTY ? part === b[i] : equal(part, b[i] as Value)));
}
