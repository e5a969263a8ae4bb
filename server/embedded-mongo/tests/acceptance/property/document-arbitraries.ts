import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import fc from 'fast-check';
import type { Doc, Numeric, Value } from '../model/values';

export const int = (value: number): Int32 => new Int32(value);

/** Numbers of all types, many of them equal to each other. */
export const numeric: fc.Arbitrary<Numeric> = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -1, max: 4 }).map(int) },
  fc.constantFrom(0n, 1n, 2n, 3n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)).map((n) => Long.fromBigInt(n)),
  fc
    .constantFrom(
      0,
      -0,
      1,
      2,
      0.5,
      2.5,
      -1.5,
      2 ** 53,
      1e20,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    )
    .map((n) => new Double(n)),
  fc
    .constantFrom('0', '1', '1.0', '2', '2.50', '0.5', '-1.5', '1E+3', 'NaN', 'Infinity', '-Infinity')
    .map((n) => Decimal128.fromString(n)),
  fc.constantFrom(2147483647, -2147483648).map(int),
);

export const text = fc.constantFrom('', 'a', 'ab', 'b', 'é', '0', 'abc');

const rare: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom(0, 1, 86_400_000).map((ms) => new Date(ms)),
  fc.constantFrom('00', '01').map((byte) => new ObjectId(byte.repeat(12))),
  fc
    .constantFrom<[number[], number]>([[], 0], [[5], 0], [[5, 1], 0], [[5], 128])
    .map(([bytes, type]) => new Binary(Buffer.from(bytes), type)),
  fc.constantFrom(1, 2).map((t) => new Timestamp({ t, i: 1 })),
  fc
    .constantFrom<[string, string]>(['a', ''], ['^a', 'i'])
    .map(([pattern, options]) => new BSONRegExp(pattern, options)),
  fc.constantFrom('a', 'b').map((symbol) => new BSONSymbol(symbol)),
  fc.constant(new Code('a')),
  fc.constantFrom(new MinKey(), new MaxKey()),
);

/** A value without parts. */
export const scalar: fc.Arbitrary<Value> = fc.oneof(
  { weight: 6, arbitrary: numeric },
  { weight: 3, arbitrary: text },
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 2, arbitrary: rare },
);

export const fieldName = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('a', 'b', 'c') },
  fc.constantFrom('0', '1', '__proto__', 'constructor'),
);

const tree = fc.letrec<{ value: Value; doc: Doc; array: Value[] }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthSize: 'medium' },
    { weight: 6, arbitrary: scalar },
    { weight: 3, arbitrary: tie('array') },
    { weight: 2, arbitrary: tie('doc') },
  ),
  array: fc.array(tie('value'), { maxLength: 3 }),
  doc: fc.array(fc.tuple(fieldName, tie('value')), { maxLength: 3 }).map((fields) => new Map(fields)),
}));

/** Any value; documents and arrays to a depth of two. */
export const value = tree.value;
export const subdocument = tree.doc;

/** An `_id` of few, so that they repeat. */
export const id: fc.Arbitrary<Value> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 9 }).map(int) },
  fc.constantFrom<Value[]>(new Double(2), 'a', null, new Map([['a', int(1)]])),
);

/** A document with an `_id`. */
export const document: fc.Arbitrary<Doc> = fc
  .tuple(id, fc.array(fc.tuple(fieldName, value), { maxLength: 4 }))
  .map(([_id, fields]) => new Map<string, Value>([['_id', _id], ...fields]));

/** Paths that the documents have, and some that they have not. */
export const path = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c') },
  { weight: 4, arbitrary: fc.constantFrom('a.b', 'b.c', 'a.a', 'c.b') },
  fc.constantFrom('a.0', 'a.b.c', 'a.0.b', '__proto__', 'a.__proto__', '0', 'b.1', 'constructor.a', 'a.0.0'),
);
