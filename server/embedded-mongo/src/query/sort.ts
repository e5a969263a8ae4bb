import { compareValues } from '../bson/compare';
import { isNumeric } from '../bson/numeric';
import { BsonUndefined, type Doc, isDoc, type Maybe, type Value } from '../bson/values';
import { CommandError, ErrorCode, notSupported } from '../errors';
import type { Collator, Operation } from '../operation';
import { splitFieldPath } from './field-path';
import { formatElement, truncated } from './integer-argument';
import { EMPTY_ARRAY, keyTuples } from './key-tuples';
import { firstKey } from './operator-document';

/** One field of a sort: 1 ascending, -1 descending. */
export interface SortField {
  readonly path: string;
  readonly direction: 1 | -1;
}

/** A compiled sort: take each document's key once, then compare keys. */
export interface Sorter {
  readonly fields: readonly SortField[];
  readonly paths: readonly string[];
  /** Sort key of a document. Of arrays, the element that sorts first under this sort stands for the document. */
  keyOf(doc: Doc): Maybe[];
  compare(a: readonly Maybe[], b: readonly Maybe[]): number;
}

const MAX_FIELDS = 32;

/** Key of an empty array: sorts before null. */
const EMPTY: Value = new BsonUndefined();

/** Compiles a sort specification. */
export function compileSort(sort: Doc, operation: Operation): Sorter {
  const fields = [...sort].map(([path, direction]) => sortField(path, direction));
  if (fields.length > MAX_FIELDS) throw new CommandError(13103, 'too many compound keys');
  const paths = fields.map((field) => splitFieldPath(field.path));
  const { collator } = operation;
  const compare = (a: readonly Maybe[], b: readonly Maybe[]): number => {
    for (let i = 0; i < fields.length; i++) {
      const order = compareKeys(a[i], b[i], collator);
      if (order !== 0) return order * fields[i]!.direction;
    }
    return 0;
  };
  return {
    fields,
    paths: fields.map((field) => field.path),
    compare,
    keyOf: (doc) => directKey(doc, paths) ?? smallestKey(doc, paths, compare),
  };
}

function sortField(path: string, direction: Value): SortField {
  if (isDoc(direction)) {
    const name = firstKey(direction);
    if (name !== '$meta') throw new CommandError(17312, '$meta is the only expression supported by $sort right now');
    if (direction.size !== 1) {
      throw new CommandError(ErrorCode.FailedToParse, 'Cannot have additional keys in a $meta sort specification');
    }
    throw notSupported('$meta');
  }
  if (!isNumeric(direction)) {
    throw new CommandError(15974, `Illegal key in $sort specification: ${formatElement(path, direction)}`);
  }
  const number = truncated(direction);
  if (number !== 1n && number !== -1n) {
    throw new CommandError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  }
  return { path, direction: number === 1n ? 1 : -1 };
}

function compareKeys(a: Maybe, b: Maybe, collator: Collator | undefined): number {
  if (a === b) return 0;
  if (a === EMPTY) return compareValues(null, b, collator) || -1;
  if (b === EMPTY) return compareValues(a, null, collator) || 1;
  return compareValues(a, b, collator);
}

/** The key of a document without arrays in the way; undefined where there is one. */
function directKey(doc: Doc, paths: readonly (readonly string[])[]): Maybe[] | undefined {
  const key: Maybe[] = new Array(paths.length);
  for (let i = 0; i < paths.length; i++) {
    let value: Maybe = doc;
    for (const part of paths[i]!)
      value = value instanceof Map ? value.get(part) : Array.isArray(value) ? value : undefined;
    if (Array.isArray(value)) return undefined;
    key[i] = value;
  }
  return key;
}

type Compare = (a: readonly Maybe[], b: readonly Maybe[]) => number;

const EVENTS = {
  parallel: () => new CommandError(ErrorCode.BadValue, 'cannot sort with keys that are parallel arrays'),
};

/** Of the keys an index would have for the document, the one that sorts first. */
function smallestKey(doc: Doc, paths: readonly (readonly string[])[], compare: Compare): Maybe[] {
  let best: Maybe[] | undefined;
  for (const parts of keyTuples(doc, paths, EVENTS)) {
    const key = parts.map((part) => (part === EMPTY_ARRAY ? EMPTY : part));
    if (!best || compare(key, best) < 0) best = key;
  }
  return best!;
}
