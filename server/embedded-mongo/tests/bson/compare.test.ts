import fc from 'fast-check';
import {
  canonicalType,
  compareInExpression,
  compareValues,
  identical,
  Rank,
  valuesEqual,
} from '../../src/bson/compare';
import { decimalFromString } from '../../src/bson/decimal';
import { encodeKey, KeyWriter, typeBracket } from '../../src/bson/keys';
import {
  Binary,
  BsonSymbol,
  Code,
  DbPointer,
  type Doc,
  Double,
  MAX_KEY,
  type Maybe,
  MIN_KEY,
  ObjectId,
  Regex,
  Timestamp,
  UNDEFINED,
  UtcDate,
  type Value,
} from '../../src/bson/values';
import { doc, numeric, sign, text, value } from './arbitraries';

const id = (byte: number) => new ObjectId(new Uint8Array(12).fill(byte));
const dec = decimalFromString;
const docs = (fields: [string, Value][]): Doc => new Map(fields);

/** One class after the other, each with its values ascending. */
const ASCENDING: readonly Maybe[] = [
  MIN_KEY,
  null,
  new Double(Number.NaN),
  dec('-Infinity'),
  dec('-1E+6144'),
  new Double(-1.7976931348623157e308),
  -(2n ** 63n),
  -(2n ** 53n) - 1n,
  new Double(-(2 ** 53)),
  -2147483648,
  -1,
  dec('-0.1'),
  new Double(-5e-324),
  dec('-1E-6176'),
  0,
  dec('1E-6176'),
  new Double(5e-324),
  dec('0.1'),
  new Double(0.1),
  dec('0.1000000000000000055511151231257828'),
  dec('0.5'),
  1,
  dec('1.000000000000000000000000000000001'),
  2147483647,
  2147483648n,
  2n ** 53n,
  2n ** 53n + 1n,
  dec('9007199254740993.5'),
  2n ** 53n + 2n,
  2n ** 63n - 1n,
  new Double(2 ** 63),
  new Double(1.7976931348623157e308),
  dec('1E+6144'),
  new Double(Number.POSITIVE_INFINITY),
  '',
  '\0',
  '\0\0',
  '\0a',
  '\u0001',
  'a',
  'a\0',
  'a\0b',
  'a\u0001',
  'aa',
  'b',
  'é',
  '\ud7ff',
  '\ue000',
  '\uffff',
  '𐀀',
  '😀',
  docs([]),
  docs([['a', null]]),
  docs([['b', null]]),
  docs([['a', 1]]),
  docs([
    ['a', 1],
    ['a2', 0],
  ]),
  docs([['a', 2]]),
  docs([['b', 0]]),
  docs([['a', 'x']]),
  [],
  [null],
  [1],
  [1, 1],
  [2],
  ['a'],
  [[]],
  new Binary(Uint8Array.of(), 0),
  new Binary(Uint8Array.of(), 5),
  new Binary(Uint8Array.of(9), 0),
  new Binary(Uint8Array.of(1), 2),
  new Binary(Uint8Array.of(0, 0), 0),
  id(0),
  id(1),
  id(0xff),
  false,
  true,
  new UtcDate(-(2n ** 63n)),
  new UtcDate(-1),
  new UtcDate(0),
  new UtcDate(1),
  new UtcDate(2n ** 63n - 1n),
  new Timestamp(0n),
  new Timestamp(1n),
  new Timestamp(2n ** 32n),
  new Timestamp(2n ** 64n - 1n),
  new Regex('a', ''),
  new Regex('a', 'i'),
  new Regex('b', ''),
  new DbPointer('b', id(0)),
  new DbPointer('b', id(1)),
  new DbPointer('aa', id(0)),
  new Code('a'),
  new Code('b'),
  new Code('a', docs([])),
  new Code('a', docs([['a', 1]])),
  new Code('b', docs([])),
  MAX_KEY,
];

const EQUAL: readonly [string, Maybe, Maybe][] = [
  ['null and undefined', null, UNDEFINED],
  ['null and a missing field', null, undefined],
  ['int and double', 1, new Double(1)],
  ['int and long', 1, 1n],
  ['long and decimal', 2n ** 53n + 1n, dec('9007199254740993.0')],
  ['double and decimal', new Double(0.5), dec('0.50')],
  ['zeros', new Double(-0), 0],
  ['decimal zeros', dec('-0E+5'), 0],
  ['NaN of both types', new Double(Number.NaN), dec('NaN')],
  ['infinities', new Double(Number.NEGATIVE_INFINITY), dec('-Infinity')],
  ['string and symbol', 'a', new BsonSymbol('a')],
  ['documents with equal numbers', docs([['a', 1]]), docs([['a', 1n]])],
];

function keyOf(values: readonly Maybe[], descending: readonly boolean[]): Buffer {
  const writer = new KeyWriter();
  for (const [i, part] of values.entries()) writer.appendValue(part, descending[i]);
  return writer.toBuffer();
}

function compareAll(a: readonly Maybe[], b: readonly Maybe[], descending: readonly boolean[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return descending[i] ? -order : order;
  }
  return 0;
}

describe('the order of values', () => {
  it('is the documented one, in comparison and in keys', () => {
    for (let i = 0; i < ASCENDING.length; i++) {
      for (let j = 0; j < ASCENDING.length; j++) {
        const [a, b] = [ASCENDING[i], ASCENDING[j]];
        const expected = Math.sign(i - j);
        const seen = [sign(compareValues(a, b)), sign(encodeKey(a).compare(encodeKey(b)))];
        expect({ i, j, seen }).toEqual({ i, j, seen: [expected, expected] });
      }
    }
  });

  it.each(EQUAL)('sees no difference between %s', (_what, a, b) => {
    expect(compareValues(a, b)).toBe(0);
    expect(valuesEqual(b, a)).toBe(true);
    expect(encodeKey(a).equals(encodeKey(b))).toBe(true);
  });

  it('puts missing before null inside expressions only', () => {
    expect(compareInExpression(undefined, null)).toBeLessThan(0);
    expect(compareInExpression(null, undefined)).toBeGreaterThan(0);
    expect(compareInExpression(null, null)).toBe(0);
    expect(compareInExpression(undefined, MIN_KEY)).toBeGreaterThan(0);
  });

  it('is the order of UTF-8 bytes for strings', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(sign(compareValues(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  it('follows a collator for strings wherever they are, but not for field names', () => {
    const collator = new Intl.Collator('en', { sensitivity: 'base' });
    expect(compareValues('a', 'A', collator)).toBe(0);
    expect(compareValues([docs([['x', 'a']])], [docs([['x', 'A']])], collator)).toBe(0);
    expect(compareValues(new BsonSymbol('a'), 'A', collator)).toBe(0);
    expect(compareValues(docs([['x', 1]]), docs([['X', 1]]), collator)).not.toBe(0);
    expect(compareValues(new Code('a'), new Code('A'), collator)).not.toBe(0);
  });
});

describe('keys', () => {
  it.each([
    ['values', value],
    ['numbers', numeric as fc.Arbitrary<Value>],
    ['strings', text as fc.Arbitrary<Value>],
    ['documents', doc as fc.Arbitrary<Value>],
  ])('of any two %s order as the values do, ascending and descending', (_what, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (a, b) => {
        const expected = sign(compareValues(a, b));
        expect(sign(compareValues(b, a))).toBe(expected === 0 ? 0 : -expected);
        expect(Buffer.compare(encodeKey(a), encodeKey(b))).toBe(expected);
        expect(Buffer.compare(keyOf([b], [true]), keyOf([a], [true]))).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });

  it('of several values order by the first difference', () => {
    const triple = fc.tuple(value, value, value);
    const directions = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean());
    // Values that share their beginning are what concatenation could get wrong.
    const alike = fc
      .tuple(triple, triple, fc.nat(2))
      .map(([a, b, shared]) => [a, [...a.slice(0, shared), ...b.slice(shared)]] as const);
    fc.assert(
      fc.property(alike, directions, ([a, b], descending) => {
        const order = Buffer.compare(keyOf(a, descending), keyOf(b, descending));
        expect(order).toBe(sign(compareAll(a, b, descending)));
      }),
      { numRuns: 3000 },
    );
  });

  it('are never the beginning of another key, and start between 0x10 and 0xef', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [left, right] = [encodeKey(a), encodeKey(b)];
        if (!left.equals(right)) expect(right.subarray(0, left.length).equals(left)).toBe(false);
        for (const first of [left[0]!, keyOf([a], [true])[0]!]) {
          expect(first).toBeGreaterThanOrEqual(0x10);
          expect(first).toBeLessThanOrEqual(0xef);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('of equal values are equal, so the order is consistent in three', () => {
    fc.assert(
      fc.property(numeric, numeric, numeric, (a, b, c) => {
        const sorted = [a, b, c].sort(compareValues);
        expect(compareValues(sorted[0], sorted[2])).toBeLessThanOrEqual(0);
      }),
      { numRuns: 3000 },
    );
  });

  it('lie in the bracket of their class and in no other', () => {
    for (const a of ASCENDING) {
      for (const b of ASCENDING) {
        const { low, high } = typeBracket(b);
        const key = encodeKey(a);
        const inside = key.compare(low) >= 0 && key.compare(high) < 0;
        expect(inside).toBe(canonicalType(a) === canonicalType(b));
      }
    }
  });

  it('of an empty array in an index come between MinKey and null', () => {
    for (const descending of [false, true]) {
      const writer = new KeyWriter();
      writer.appendEmptyArray(descending);
      const factor = descending ? -1 : 1;
      expect(factor * writer.toBuffer().compare(keyOf([MIN_KEY], [descending]))).toBe(1);
      expect(factor * writer.toBuffer().compare(keyOf([null], [descending]))).toBe(-1);
    }
  });

  it('start anew after a reset, in a buffer of their own', () => {
    const writer = new KeyWriter();
    writer.appendBytes(Buffer.from('xy'));
    writer.appendValue('long'.repeat(1000));
    writer.reset();
    expect(writer.length).toBe(0);
    writer.appendValue('a');
    const first = writer.toBuffer();
    writer.reset();
    writer.appendValue('b');
    expect(first.equals(encodeKey('a'))).toBe(true);
    expect(first[0]).toBe(Rank.string);
  });
});

describe('identical values', () => {
  it.each(EQUAL.filter(([, , b]) => b !== undefined))('have the same type, unlike %s', (_what, a, b) => {
    expect(identical(a as Value, b as Value)).toBe(false);
  });

  it.each<[string, Value, Value]>([
    [
      'the order of fields',
      docs([
        ['a', 1],
        ['b', 2],
      ]),
      docs([
        ['b', 2],
        ['a', 1],
      ]),
    ],
    ['the digits of a decimal', dec('1.0'), dec('1.00')],
    [
      'a field less',
      docs([
        ['a', 1],
        ['b', 2],
      ]),
      docs([['a', 1]]),
    ],
    ['an element less', [1, 2], [1]],
    ['the scope', new Code('a'), new Code('a', docs([]))],
    ['the subtype', new Binary(Uint8Array.of(1), 0), new Binary(Uint8Array.of(1), 5)],
  ])('do not differ in %s', (_what, a, b) => {
    expect(identical(a, b)).toBe(false);
    expect(identical(b, a)).toBe(false);
  });
});
