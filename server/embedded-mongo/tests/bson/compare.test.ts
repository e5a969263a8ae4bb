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
import { Binary, BsonSymbol, Code, type Doc, type Maybe, MIN_KEY, type Value } from '../../src/bson/values';
import { doc, numeric, sign, text, value } from './arbitraries';
import { ASCENDING, EQUAL } from './ordered-values';

const dec = decimalFromString;
const docs = (fields: [string, Value][]): Doc => new Map(fields);

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
