import type * as bson from 'bson';
import { decimalToString } from './decimal';
import {
  Binary,
  BsonSymbol,
  BsonUndefined,
  Code,
  DbPointer,
  Decimal128,
  type Doc,
  Double,
  MAX_KEY,
  MaxKey,
  type Maybe,
  MIN_KEY,
  MinKey,
  ObjectId,
  Regex,
  Timestamp,
  UtcDate,
  type Value,
} from './values';

const OWN_CLASSES: ReadonlySet<unknown> = new Set([
  Double,
  Decimal128,
  ObjectId,
  Binary,
  UtcDate,
  Timestamp,
  Regex,
  Code,
  DbPointer,
  BsonSymbol,
  BsonUndefined,
  MinKey,
  MaxKey,
]);

/** Binary subtype 2 repeats the length inside the data; we keep it there, the `bson` package takes it out. */
const OLD_BINARY = 2;
const MAX_DATE_MS = 8.64e15;
const UUID_SUBTYPE = 4;

/**
 * Value of a plain JavaScript value or an object of the `bson` package. Integers in the range of int32
 * become int32, other numbers doubles, bigints int64. Properties that are `undefined` are left out.
 */
export function fromJs(value: unknown): Value {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'bigint':
      return BigInt.asIntN(64, value);
    case 'number':
      return Object.is(value | 0, value) ? value : new Double(value);
    case 'undefined':
      return null;
    case 'object':
      return value === null ? null : fromObject(value);
    default:
      throw new TypeError(`a ${typeof value} is not a BSON value`);
  }
}

function fromObject(value: object): Value {
  if (Array.isArray(value)) return value.map(fromJs);
  if (OWN_CLASSES.has(value.constructor)) return value as Value;
  if (value instanceof Map) return fromEntries(value);
  const tag = (value as { _bsontype?: unknown })._bsontype;
  if (typeof tag === 'string') return fromDriver(tag, value);
  if (value instanceof Date) return new UtcDate(value.getTime());
  if (ArrayBuffer.isView(value)) {
    return new Binary(Uint8Array.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)), 0);
  }
  if (value instanceof RegExp) return new Regex(value.source, optionsOf(value));
  return fromEntries(Object.entries(value));
}

function fromEntries(entries: Iterable<[unknown, unknown]>): Doc {
  const doc: Doc = new Map();
  for (const [name, value] of entries) if (value !== undefined) doc.set(String(name), fromJs(value));
  return doc;
}

/** The flags drivers send: `g` stands for the option `s`. */
function optionsOf(value: RegExp): string {
  return `${value.ignoreCase ? 'i' : ''}${value.multiline ? 'm' : ''}${value.global || value.dotAll ? 's' : ''}`;
}

function fromDriver(tag: string, value: object): Value {
  switch (tag) {
    case 'ObjectId':
      return new ObjectId(Uint8Array.from((value as bson.ObjectId).id));
    case 'Int32':
      return (value as bson.Int32).valueOf() | 0;
    case 'Long':
      return (value as bson.Long).toBigInt();
    case 'Double':
      return new Double((value as bson.Double).value);
    case 'Decimal128':
      return new Decimal128(Uint8Array.from((value as bson.Decimal128).bytes));
    case 'Binary':
      return fromBinary(value as bson.Binary);
    case 'Timestamp':
      return new Timestamp(BigInt.asUintN(64, (value as bson.Timestamp).toBigInt()));
    case 'BSONRegExp':
      return new Regex((value as bson.BSONRegExp).pattern, (value as bson.BSONRegExp).options);
    case 'BSONSymbol':
      return new BsonSymbol((value as bson.BSONSymbol).value);
    case 'Code':
      return fromCode(value as bson.Code);
    case 'DBRef':
      return fromDbRef(value as bson.DBRef);
    case 'MinKey':
      return MIN_KEY;
    case 'MaxKey':
      return MAX_KEY;
    default:
      throw new TypeError(`${tag} is not a BSON value`);
  }
}

function fromCode({ code, scope }: bson.Code): Code {
  return scope ? new Code(code, fromJs(scope) as Doc) : new Code(code);
}

function fromDbRef({ collection, oid, db, fields }: bson.DBRef): Doc {
  return fromEntries(Object.entries({ $ref: collection, $id: oid, $db: db || undefined, ...fields }));
}

function fromBinary(binary: bson.Binary): Binary {
  const content = Uint8Array.from(binary.buffer.subarray(0, binary.position));
  if (binary.sub_type !== OLD_BINARY) return new Binary(content, binary.sub_type);
  const bytes = Buffer.alloc(content.length + 4);
  bytes.writeInt32LE(content.length);
  bytes.set(content, 4);
  return new Binary(Uint8Array.from(bytes), OLD_BINARY);
}

/** A value in plain JavaScript where it has a form there: primitives, Date, objects. The rest stays as it is. */
export function toJs(value: Maybe): unknown {
  if (value instanceof Map) return Object.fromEntries(Array.from(value, ([name, inner]) => [name, toJs(inner)]));
  if (Array.isArray(value)) return value.map(toJs);
  if (value instanceof Double) return value.value;
  if (value instanceof UtcDate && Math.abs(Number(value.ms)) <= MAX_DATE_MS) return new Date(Number(value.ms));
  return value;
}

/** A value as MongoDB writes it in error messages: { a: 1, b: "x", c: ObjectId('...') }. */
export function formatValue(value: Maybe): string {
  if (typeof value === 'string') return `"${value}"`;
  if (value === undefined) return 'missing';
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Map) return formatDoc(value);
  if (Array.isArray(value)) return formatArray(value);
  return formatScalar(value);
}

function formatScalar(value: Exclude<Value, null | boolean | number | bigint | string | Doc | Value[]>): string {
  if (value instanceof Double) return formatDouble(value.value);
  if (value instanceof Decimal128) return decimalToString(value);
  if (value instanceof ObjectId) return `ObjectId('${hex(value.bytes)}')`;
  if (value instanceof UtcDate) return `new Date(${value.ms})`;
  if (value instanceof Binary) return formatBinary(value);
  if (value instanceof Timestamp) return `Timestamp(${value.value >> 32n}, ${value.value & 0xffff_ffffn})`;
  if (value instanceof Regex) return `/${value.pattern}/${value.options}`;
  if (value instanceof BsonSymbol) return `"${value.value}"`;
  if (value instanceof DbPointer) return `DBRef('${value.namespace}',${hex(value.id.bytes)})`;
  if (value instanceof MinKey) return 'MinKey';
  if (value instanceof MaxKey) return 'MaxKey';
  if (!(value instanceof Code)) return 'undefined';
  return value.scope ? `CodeWScope( ${value.code}, ${formatDoc(value.scope)})` : value.code;
}

function formatDoc(doc: Doc): string {
  if (doc.size === 0) return '{}';
  return `{ ${Array.from(doc, ([name, value]) => `${name}: ${formatValue(value)}`).join(', ')} }`;
}

function formatArray(values: readonly Value[]): string {
  return values.length === 0 ? '[]' : `[ ${values.map(formatValue).join(', ')} ]`;
}

/** Up to 16 digits; a whole number ends in ".0", which tells it from an int. */
function formatDouble(value: number): string {
  if (Number.isNaN(value)) return 'nan.0';
  if (!Number.isFinite(value)) return value > 0 ? 'inf.0' : '-inf.0';
  if (Object.is(value, -0)) return '-0.0';
  const [digits = '', exponent] = value.toPrecision(16).split('e');
  const short = digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  const mark = exponent === undefined ? '' : `e${exponent.replace(/^([+-])(\d)$/, '$10$2')}`;
  return short.includes('.') ? short + mark : `${short}${mark}.0`;
}

function formatBinary({ bytes, subtype }: Binary): string {
  const text = hex(bytes);
  if (subtype === UUID_SUBTYPE && bytes.length === 16) {
    return `UUID("${text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}")`;
  }
  return `BinData(${subtype}, ${text.toUpperCase()})`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
