import * as bson from 'bson';
import fc from 'fast-check';
import { identical } from '../../src/bson/compare';
import { decodeDocument, documentLength } from '../../src/bson/decode';
import { encodeDocument } from '../../src/bson/encode';
import { fromJs, toJs } from '../../src/bson/js';
import {
  Binary,
  BsonSymbol,
  Code,
  DbPointer,
  Decimal128,
  type Doc,
  Double,
  MaxKey,
  MinKey,
  ObjectId,
  Regex,
  Timestamp,
  UtcDate,
  type Value,
} from '../../src/bson/values';
import { CommandError } from '../../src/errors';
import { doc } from './arbitraries';

function codeOf(work: () => unknown): number | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof CommandError) return error.code;
    throw error;
  }
  return undefined;
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll(' ', ''), 'hex');
}

function nested(depth: number, wrap: (inner: Value) => Value): Doc {
  let value: Value = new Map([['x', 1]]);
  for (let i = 2; i < depth; i++) value = wrap(value);
  return depth === 1 ? (value as Doc) : new Map([['x', value]]);
}

const inDoc = (inner: Value): Value => new Map([['x', inner]]);
const inArray = (inner: Value): Value => [inner];

describe('documents', () => {
  it('are read back exactly as they were written', () => {
    fc.assert(
      fc.property(doc, fc.nat(3), (original, offset) => {
        const encoded = encodeDocument(original);
        const padded = Buffer.concat([Buffer.alloc(offset, 7), encoded, Buffer.from('trailing')]);
        expect(documentLength(padded, offset)).toBe(encoded.length);
        const decoded = decodeDocument(padded, offset);
        expect(identical(original, decoded)).toBe(true);
        expect(encodeDocument(decoded).equals(encoded)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('have the bytes that the bson package writes for the same values', () => {
    fc.assert(
      fc.property(doc, (original) => {
        fc.pre(!hasOnlyOurs(original));
        const theirs = bson.serialize(new Map(Array.from(original, ([name, value]) => [name, toDriver(value)])));
        expect(encodeDocument(original).equals(theirs)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('of plain JavaScript have the bytes that the bson package writes', () => {
    const source = {
      int: 5,
      negative: -2147483648,
      big: 2147483648,
      fraction: 1.5,
      minusZero: -0,
      long: 5n,
      text: 'aé😀',
      yes: true,
      none: null,
      left: undefined,
      list: [1, 'a', [undefined], { b: 2 }],
      at: new Date(-5),
      id: new bson.ObjectId(),
      data: Buffer.from('abc'),
      old: new bson.Binary(Buffer.from('abc'), 2),
      uuid: new bson.UUID(),
      regex: /a.b/im,
      other: new bson.BSONRegExp('x', 'ix'),
      decimal: bson.Decimal128.fromString('1.50'),
      int32: new bson.Int32(7),
      double: new bson.Double(7),
      wide: bson.Long.fromString('-77'),
      stamp: new bson.Timestamp({ t: 4294967295, i: 7 }),
      code: new bson.Code('f()'),
      scoped: new bson.Code('f()', { a: 1 }),
      min: new bson.MinKey(),
      max: new bson.MaxKey(),
      symbol: new bson.BSONSymbol('s'),
      ref: new bson.DBRef('c', new bson.ObjectId(), 'd'),
      ['__proto__']: 1,
      map: new Map([['a', 1]]),
    };
    const ours = fromJs(source) as Doc;
    expect(encodeDocument(ours).toString('hex')).toBe(Buffer.from(bson.serialize(source)).toString('hex'));
    expect(identical(fromJs(toJs(ours)), withoutWrappers(ours))).toBe(true);
  });

  it.each([
    ['documents', inDoc],
    ['arrays', inArray],
  ])('may nest %s 100 deep but not 101', (_what, wrap) => {
    expect(codeOf(() => encodeDocument(nested(100, wrap)))).toBeUndefined();
    expect(codeOf(() => encodeDocument(nested(101, wrap)))).toBe(15);
    const deep = encodeDocument(nested(101, wrap), 101);
    expect(codeOf(() => decodeDocument(deep))).toBe(15);
    expect(codeOf(() => decodeDocument(deep, 0, 101))).toBeUndefined();
    expect(codeOf(() => decodeDocument(encodeDocument(nested(100, wrap))))).toBeUndefined();
  });

  it('keep nothing of the bytes they were read from', () => {
    const bytes = encodeDocument(
      fromJs({ id: new bson.ObjectId('0123456789abcdef01234567'), data: Buffer.alloc(100, 1), s: 'text' }) as Doc,
    );
    const decoded = decodeDocument(bytes);
    const before = encodeDocument(decoded);
    bytes.fill(0xff);
    expect(encodeDocument(decoded).equals(before)).toBe(true);
  });

  it('refuse field names and patterns with a NUL character', () => {
    expect(codeOf(() => encodeDocument(new Map([['a\0b', 1]])))).toBe(2);
  });

  it('may be bigger than the scratch memory', () => {
    const big = new Map<string, Value>([
      ['a', 'é'.repeat(3_000_000)],
      ['b', 'x'.repeat(2_000_000)],
    ]);
    expect(identical(decodeDocument(encodeDocument(big)), big)).toBe(true);
    expect(encodeDocument(new Map([['a', 1]])).length).toBe(12);
  });
});

describe('malformed documents are refused:', () => {
  it.each([
    ['an empty buffer', ''],
    ['a length below five', '04000000 00'],
    ['a negative length', 'ffffffff 00'],
    ['a length past the end', '06000000 00'],
    ['no terminator', '05000000 01'],
    ['an unknown type', '0c000000 20 6100 00000000 00'],
    ['a type of zero inside', '07000000 00 00 00'],
    ['a field name without end', '08000000 10 6161 00'],
    ['an int that is cut off', '0b000000 10 6100 000000 00'],
    ['a double that is cut off', '0f000000 01 6100 00000000000000 00'],
    ['an object id that is cut off', '13000000 07 6100 0000000000000000000000 00'],
    ['a boolean of two', '09000000 08 6100 02 00'],
    ['a string of length zero', '0c000000 02 6100 00000000 00'],
    ['a string of negative length', '0e000000 02 6100 ffffffff 6100 00'],
    ['a string beyond its document', '0e000000 02 6100 04000000 6100 00'],
    ['a string without its NUL', '0e000000 02 6100 02000000 6161 00'],
    ['a string that is not UTF-8', '0e000000 02 6100 02000000 ff00 00'],
    ['a string with half a surrogate pair', '10000000 02 6100 04000000 eda08000 00'],
    ['an overlong encoding', '0f000000 02 6100 03000000 c08000 00'],
    ['a field name that is not UTF-8', '08000000 0a ff00 00'],
    ['binary data of negative length', '0d000000 05 6100 ffffffff 00 00'],
    ['binary data beyond its document', '0f000000 05 6100 03000000 00 0000 00'],
    ['a sub-document beyond its parent', '0d000000 03 6100 06000000 00 00'],
    ['a sub-document without terminator', '0d000000 03 6100 05000000 01 00'],
    ['an array beyond its parent', '0d000000 04 6100 06000000 00 00'],
    ['a regular expression without end', '0a000000 0b 6100 6100 00'],
    ['code with scope of a wrong length', '18000000 0f 6100 10000000 02000000 6100 05000000 00 00 00'],
    ['code with scope without a scope', '13000000 0f 6100 0a000000 02000000 6100 00'],
  ])('%s', (_what, hex) => {
    expect(codeOf(() => decodeDocument(bytesOf(hex)))).toBe(22);
  });

  it.each([
    ['the smallest document', '05000000 00'],
    ['code with an empty scope', '16000000 0f 6100 0e000000 01000000 00 05000000 00 00'],
    ['a replacement character', '10000000 02 6100 04000000 efbfbd00 00'],
    ['a NUL inside a string', '0f000000 02 6100 03000000 610000 00'],
  ])('but not %s', (_what, hex) => {
    const bytes = bytesOf(hex);
    expect(encodeDocument(decodeDocument(bytes)).equals(bytes)).toBe(true);
  });

  it('whatever byte is changed, the answer is a document or InvalidBSON', () => {
    fc.assert(
      fc.property(doc, fc.nat(), fc.nat(255), (original, position, byte) => {
        const bytes = encodeDocument(original);
        bytes[position % bytes.length] = byte;
        expect([undefined, 22]).toContain(codeOf(() => decodeDocument(bytes)));
        expect([22]).toContain(codeOf(() => decodeDocument(bytes.subarray(0, bytes.length - 1))) ?? 22);
      }),
      { numRuns: 2000 },
    );
  });
});

/** The bson package has no class for these, or refuses names that we take. */
function hasOnlyOurs(value: Value): boolean {
  if (value instanceof DbPointer || value instanceof BsonSymbol) return true;
  if (value instanceof UtcDate && typeof value.ms === 'bigint') return true;
  const parts: Iterable<Value> = value instanceof Map ? value.values() : Array.isArray(value) ? value : [];
  for (const part of parts) if (hasOnlyOurs(part)) return true;
  if (value instanceof Map) return value.has('$ref') || value.has('__proto__');
  return (
    typeof value === 'object' && value !== null && ('scope' in value || value.constructor.name === 'BsonUndefined')
  );
}

function toDriver(value: Value): unknown {
  if (typeof value === 'number') return new bson.Int32(value);
  if (typeof value === 'bigint') return bson.Long.fromBigInt(value);
  if (value instanceof Double) return new bson.Double(value.value);
  if (value instanceof Map) return new Map(Array.from(value, ([name, inner]) => [name, toDriver(inner)]));
  if (Array.isArray(value)) return value.map(toDriver);
  if (value instanceof UtcDate) return dateOf(Number(value.ms));
  if (value instanceof ObjectId) return new bson.ObjectId(value.bytes);
  if (value instanceof Decimal128) return new bson.Decimal128(value.bytes);
  if (value instanceof Binary) return new bson.Binary(value.bytes, value.subtype);
  if (value instanceof Timestamp) return new bson.Timestamp(value.value);
  if (value instanceof Regex) return new bson.BSONRegExp(value.pattern, value.options);
  if (value instanceof Code) return new bson.Code(value.code);
  if (value instanceof MinKey) return new bson.MinKey();
  return value instanceof MaxKey ? new bson.MaxKey() : value;
}

/** A date, even one that JavaScript cannot hold, as the serializer sees it. */
function dateOf(ms: number): Date {
  const date = new Date(0);
  date.getTime = () => ms;
  date.valueOf = () => ms;
  return date;
}

function withoutWrappers(value: Doc): Doc {
  // Double(7) and Decimal survive differently: whole doubles come back as ints.
  const copy = new Map(value);
  for (const name of ['big', 'double']) {
    const double = copy.get(name) as Double;
    copy.set(name, fromJs(double.value));
  }
  return copy;
}
