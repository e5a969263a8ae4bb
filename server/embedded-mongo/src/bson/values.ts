/**
 * In-memory form of BSON values. Every BSON type has exactly one form here, so that
 * reading and writing a document back changes nothing:
 *
 * | BSON            | here                         |
 * |-----------------|------------------------------|
 * | int32           | `number` (always an int32)   |
 * | int64           | `bigint` (always an int64)   |
 * | double          | `Double`                     |
 * | decimal128      | `Decimal128`                 |
 * | document        | `Doc` (a `Map`: keeps field order, and `__proto__` is an ordinary key) |
 * | array           | `Value[]`                    |
 * | string, bool, null | the JavaScript primitive  |
 *
 * A missing field is `undefined`, which is never stored.
 */

// Classes of the same shape would be the same type, and narrowing by one would lose the others: hence the brands.

export type Doc = Map<string, Value>;

export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Doc
  | Value[]
  | Double
  | Decimal128
  | ObjectId
  | Binary
  | UtcDate
  | Timestamp
  | Regex
  | Code
  | DbPointer
  | BsonSymbol
  | BsonUndefined
  | MinKey
  | MaxKey;

/** A value, or nothing where the field does not exist. */
export type Maybe = Value | undefined;

/** IEEE 754 double. Plain `number`s are int32, so a double is always wrapped. */
export class Double {
  constructor(readonly value: number) {}
}

/** IEEE 754-2008 decimal128: the 16 little-endian bytes as on the wire. */
export class Decimal128 {
  declare protected readonly brand: 'decimal';

  constructor(readonly bytes: Uint8Array) {}
}

/** 12-byte object id. */
export class ObjectId {
  declare protected readonly brand: 'objectId';

  constructor(readonly bytes: Uint8Array) {}
}

/** Binary data with its subtype (0-255). */
export class Binary {
  declare protected readonly brand: 'binData';

  constructor(
    readonly bytes: Uint8Array,
    readonly subtype: number,
  ) {}
}

/** Milliseconds since 1970 as int64: a `number` where it is a safe integer, else a `bigint`. */
export class UtcDate {
  constructor(readonly ms: number | bigint) {}
}

/** Replication timestamp: unsigned 64 bits, seconds in the high half and the counter in the low half. */
export class Timestamp {
  constructor(readonly value: bigint) {}
}

/** Regular expression as stored: PCRE pattern and sorted option letters. */
export class Regex {
  constructor(
    readonly pattern: string,
    readonly options: string,
  ) {}
}

/** JavaScript code, with a scope for the (deprecated) type 15. */
export class Code {
  constructor(
    readonly code: string,
    readonly scope?: Doc,
  ) {}
}

/** Deprecated DBPointer (type 12). */
export class DbPointer {
  constructor(
    readonly namespace: string,
    readonly id: ObjectId,
  ) {}
}

/** Deprecated symbol (type 14); compares as a string. */
export class BsonSymbol {
  constructor(readonly value: string) {}
}

/** Deprecated undefined (type 6). */
export class BsonUndefined {
  declare protected readonly brand: 'undefined';
}
/** Sorts before everything. */
export class MinKey {
  declare protected readonly brand: 'minKey';
}
/** Sorts after everything. */
export class MaxKey {
  declare protected readonly brand: 'maxKey';
}

export const UNDEFINED = new BsonUndefined();
export const MIN_KEY = new MinKey();
export const MAX_KEY = new MaxKey();

export function isDoc(value: Maybe): value is Doc {
  return value instanceof Map;
}

export function isArray(value: Maybe): value is Value[] {
  return Array.isArray(value);
}

/** True for null, the deprecated undefined, and a missing field. */
export function isNullish(value: Maybe): value is null | undefined | BsonUndefined {
  return value === null || value === undefined || value instanceof BsonUndefined;
}

/** BSON type numbers of the wire format (`$type` speaks of these). */
export const BsonType = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
} as const;

export type BsonTypeName = keyof typeof BsonType;

/** Name of a value's BSON type, as `$type` answers it ("missing" for `undefined`). */
export function typeNameOf(value: Maybe): BsonTypeName | 'missing' {
  switch (typeof value) {
    case 'undefined':
      return 'missing';
    case 'boolean':
      return 'bool';
    case 'number':
      return 'int';
    case 'bigint':
      return 'long';
    case 'string':
      return 'string';
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const byClass = TYPE_OF_CLASS.get(value.constructor);
  if (byClass) return byClass;
  return value instanceof Code && value.scope ? 'javascriptWithScope' : 'javascript';
}

const TYPE_OF_CLASS = new Map<unknown, BsonTypeName>([
  [Map, 'object'],
  [Double, 'double'],
  [Decimal128, 'decimal'],
  [ObjectId, 'objectId'],
  [Binary, 'binData'],
  [UtcDate, 'date'],
  [Timestamp, 'timestamp'],
  [Regex, 'regex'],
  [DbPointer, 'dbPointer'],
  [BsonSymbol, 'symbol'],
  [BsonUndefined, 'undefined'],
  [MinKey, 'minKey'],
  [MaxKey, 'maxKey'],
]);

/** Builds a document from field and value pairs, leaving out those that are `undefined`. */
export function docOf(fields: Record<string, Maybe>): Doc {
  const doc: Doc = new Map();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) doc.set(name, value);
  return doc;
}
