import type { Collator } from '../operation';
import { compareNumbers, type Numeric } from './numeric';
import { compareText } from './text';
import {
  Binary,
  BsonSymbol,
  BsonUndefined,
  Code,
  DbPointer,
  Decimal128,
  type Doc,
  Double,
  MaxKey,
  type Maybe,
  MinKey,
  ObjectId,
  Regex,
  Timestamp,
  UtcDate,
  type Value,
} from './values';

/**
 * Comparison classes in MongoDB's order. Values of different classes compare by class alone.
 * The numbers are also the first bytes of encoded keys, which leave the rest of the byte range to storage.
 */
export const Rank = {
  minKey: 0x10,
  nullish: 0x20,
  number: 0x30,
  string: 0x40,
  object: 0x50,
  array: 0x60,
  binary: 0x70,
  objectId: 0x80,
  bool: 0x88,
  date: 0x90,
  timestamp: 0x98,
  regex: 0xa0,
  dbPointer: 0xa8,
  code: 0xb0,
  codeWithScope: 0xb8,
  maxKey: 0xe0,
} as const;

/** Comparison class of a value; missing, null and undefined share one, as do all numbers, and strings with symbols. */
export function canonicalType(value: Maybe): number {
  switch (typeof value) {
    case 'string':
      return Rank.string;
    case 'number':
    case 'bigint':
      return Rank.number;
    case 'boolean':
      return Rank.bool;
    case 'undefined':
      return Rank.nullish;
  }
  if (value === null) return Rank.nullish;
  if (value instanceof ObjectId) return Rank.objectId;
  if (value instanceof Double) return Rank.number;
  if (value instanceof UtcDate) return Rank.date;
  if (value instanceof Map) return Rank.object;
  if (Array.isArray(value)) return Rank.array;
  if (value instanceof Binary) return Rank.binary;
  if (value instanceof Decimal128) return Rank.number;
  if (value instanceof Timestamp) return Rank.timestamp;
  if (value instanceof Regex) return Rank.regex;
  if (value instanceof BsonSymbol) return Rank.string;
  if (value instanceof Code) return value.scope ? Rank.codeWithScope : Rank.code;
  if (value instanceof DbPointer) return Rank.dbPointer;
  if (value instanceof MinKey) return Rank.minKey;
  if (value instanceof MaxKey) return Rank.maxKey;
  return Rank.nullish;
}

/** MongoDB's total order over all values: negative, zero or positive. `collator` orders strings wherever they are. */
export function compareValues(a: Maybe, b: Maybe, collator?: Collator): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return collator ? collator.compare(a, b) : compareText(a, b);
  const rank = canonicalType(a);
  const other = canonicalType(b);
  if (rank !== other) return rank - other;
  return compareSameClass(rank, a, b, collator);
}

/** True where the order sees no difference: 1 and 1.0, null and missing. */
export function valuesEqual(a: Maybe, b: Maybe, collator?: Collator): boolean {
  return compareValues(a, b, collator) === 0;
}

/**
 * Order inside aggregation expressions, where (unlike in queries, sorts and indexes) a missing field
 * comes before null and does not equal it.
 */
export function compareInExpression(a: Maybe, b: Maybe, collator?: Collator): number {
  const order = compareValues(a, b, collator);
  if (order !== 0) return order;
  return nullishRank(a) - nullishRank(b);
}

function nullishRank(value: Maybe): number {
  return value === undefined || value instanceof BsonUndefined ? 0 : 1;
}

function compareSameClass(rank: number, a: Maybe, b: Maybe, collator: Collator | undefined): number {
  switch (rank) {
    case Rank.number:
      return compareNumbers(a as Numeric, b as Numeric);
    case Rank.objectId:
      return compareBytes((a as ObjectId).bytes, (b as ObjectId).bytes);
    case Rank.date:
      return compareScalars((a as UtcDate).ms, (b as UtcDate).ms);
    case Rank.object:
      return compareDocs(a as Doc, b as Doc, collator);
    case Rank.array:
      return compareArrays(a as Value[], b as Value[], collator);
    case Rank.bool:
      return compareScalars(Number(a), Number(b));
    case Rank.string:
      return compareStrings(textOf(a as string | BsonSymbol), textOf(b as string | BsonSymbol), collator);
    case Rank.binary:
      return compareBinaries(a as Binary, b as Binary);
    case Rank.timestamp:
      return compareScalars((a as Timestamp).value, (b as Timestamp).value);
    case Rank.regex:
      return compareRegexes(a as Regex, b as Regex);
    case Rank.dbPointer:
      return compareDbPointers(a as DbPointer, b as DbPointer);
    case Rank.code:
      return compareText((a as Code).code, (b as Code).code);
    case Rank.codeWithScope:
      return compareCodes(a as Code, b as Code, collator);
    default:
      return 0;
  }
}

function compareScalars(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function textOf(value: string | BsonSymbol): string {
  return typeof value === 'string' ? value : value.value;
}

function compareStrings(a: string, b: string, collator: Collator | undefined): number {
  return collator ? collator.compare(a, b) : compareText(a, b);
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Field by field: class of the value, then name, then value; a document that ends first comes first. */
function compareDocs(a: Doc, b: Doc, collator: Collator | undefined): number {
  const others = b.entries();
  for (const [name, value] of a) {
    const next = others.next();
    if (next.done) return 1;
    const [otherName, otherValue] = next.value;
    const rank = canonicalType(value);
    const otherRank = canonicalType(otherValue);
    if (rank !== otherRank) return rank - otherRank;
    const names = compareText(name, otherName);
    if (names !== 0) return names;
    const values = compareSameClass(rank, value, otherValue, collator);
    if (values !== 0) return values;
  }
  return others.next().done ? 0 : -1;
}

function compareArrays(a: Value[], b: Value[], collator: Collator | undefined): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const order = compareValues(a[i], b[i], collator);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareBinaries(a: Binary, b: Binary): number {
  return a.bytes.length - b.bytes.length || a.subtype - b.subtype || compareBytes(a.bytes, b.bytes);
}

function compareRegexes(a: Regex, b: Regex): number {
  return compareText(a.pattern, b.pattern) || compareText(a.options, b.options);
}

function compareDbPointers(a: DbPointer, b: DbPointer): number {
  const lengths = Buffer.byteLength(a.namespace) - Buffer.byteLength(b.namespace);
  return lengths || compareText(a.namespace, b.namespace) || compareBytes(a.id.bytes, b.id.bytes);
}

function compareCodes(a: Code, b: Code, collator: Collator | undefined): number {
  return compareText(a.code, b.code) || compareDocs(a.scope as Doc, b.scope as Doc, collator);
}

/** Same type and same bits, down to the order of fields: writing one over the other would change nothing. */
export function identical(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a.constructor !== b.constructor) return false;
  if (a instanceof Map) return identicalDocs(a, b as Doc);
  if (Array.isArray(a)) return identicalArrays(a, b as Value[]);
  if (a instanceof Double) return Object.is(a.value, (b as Double).value);
  if (a instanceof Decimal128 || a instanceof ObjectId) return compareBytes(a.bytes, (b as ObjectId).bytes) === 0;
  if (a instanceof Code) return identicalCodes(a, b as Code);
  return compareValues(a, b) === 0;
}

function identicalDocs(a: Doc, b: Doc): boolean {
  if (a.size !== b.size) return false;
  const others = b.entries();
  for (const [name, value] of a) {
    const [otherName, otherValue] = others.next().value as [string, Value];
    if (name !== otherName || !identical(value, otherValue)) return false;
  }
  return true;
}

function identicalArrays(a: Value[], b: Value[]): boolean {
  return a.length === b.length && a.every((value, i) => identical(value, b[i]!));
}

function identicalCodes(a: Code, b: Code): boolean {
  if (a.code !== b.code) return false;
  return a.scope && b.scope ? identicalDocs(a.scope, b.scope) : a.scope === b.scope;
}
