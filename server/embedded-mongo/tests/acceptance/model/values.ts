import type { Binary, MaxKey, MinKey, ObjectId } from 'bson';
import { BSON, type BSONRegExp, type BSONSymbol, type Code, Decimal128, Double, Int32, Long, Timestamp } from 'bson';

/** A number in one of BSON's four types. */
export type Numeric = Int32 | Long | Double | Decimal128;
type Scalar =
  | null
  | boolean
  | string
  | Numeric
  | Date
  | ObjectId
  | Binary
  | Timestamp
  | BSONRegExp
  | BSONSymbol
  | Code
  | MinKey
  | MaxKey;
/** A BSON value by the classes of the package `bson`; documents are maps, which keep the order of every key. */
export type Value = Scalar | Value[] | Doc;
export type Doc = Map<string, Value>;
/** `undefined` stands for a missing field. */
export type Maybe = Value | undefined;

const DOCUMENT = 3;
const ARRAY = 4;
const READ_OPTIONS = { promoteValues: false, promoteBuffers: false, bsonRegExp: true } as const;

export const isDoc = (value: Maybe): value is Doc => value instanceof Map;
export const isArray = (value: Maybe): value is Value[] => Array.isArray(value);

export function isNumeric(value: Maybe): value is Numeric {
  // A Timestamp is a Long too for the package.
  const isLong = Long.isLong(value) && !(value instanceof Timestamp);
  return value instanceof Int32 || value instanceof Double || value instanceof Decimal128 || isLong;
}

/** A document from the fields of an object. */
export function docOf(fields: Record<string, Value>): Doc {
  return new Map(Object.entries(fields));
}

export function toBytes(doc: Doc): Uint8Array {
  return BSON.serialize(doc);
}

/** Reads a document in the order of its keys. */
export function fromBytes(bytes: Uint8Array): Doc {
  const doc: Doc = new Map();
  for (const [type, nameOffset, nameLength, offset, length] of BSON.onDemand.parseToElements(bytes)) {
    const name = Buffer.from(bytes.subarray(nameOffset, nameOffset + nameLength)).toString();
    const content = bytes.subarray(offset, offset + length);
    if (type === DOCUMENT) doc.set(name, fromBytes(content));
    else if (type === ARRAY) doc.set(name, [...fromBytes(content).values()]);
    else doc.set(name, scalar(type, content));
  }
  return doc;
}

function scalar(type: number, content: Uint8Array): Value {
  const document = Buffer.alloc(content.length + 8);
  document.writeInt32LE(document.length);
  document[4] = type;
  document.write('v', 5);
  document.set(content, 7);
  return BSON.deserialize(document, READ_OPTIONS)['v'] as Value;
}

/** True when both are the same in every bit, order of keys included. */
export function identical(a: Maybe, b: Maybe): boolean {
  if (a === undefined || b === undefined) return a === b;
  return Buffer.compare(toBytes(new Map([['v', a]])), toBytes(new Map([['v', b]]))) === 0;
}

/** A copy whose documents and arrays can be changed. */
export function copy<T extends Value>(value: T): T {
  if (isDoc(value)) return new Map([...(value as Doc)].map(([name, inner]) => [name, copy(inner)])) as T;
  return (isArray(value) ? value.map(copy) : value) as T;
}

/** A value in words, to be read by people. */
export function show(value: unknown): string {
  if (isDoc(value as Value))
    return `{${[...(value as Doc)].map(([name, inner]) => `${JSON.stringify(name)}: ${show(inner)}`).join(', ')}}`;
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (value instanceof Int32) return String(value.value);
  if (value instanceof Double) return `Double(${Object.is(value.value, -0) ? '-0' : value.value})`;
  if (Long.isLong(value) && !(value instanceof Timestamp)) return `Long(${value})`;
  if (value instanceof Decimal128) return `Decimal(${value})`;
  if (value instanceof Date) return `Date(${value.getTime()})`;
  if (typeof value === 'object' && value !== null && '_bsontype' in value) return BSON.EJSON.stringify(value);
  return value === undefined ? 'missing' : JSON.stringify(value);
}
