import { decimalFromString } from '../../src/bson/decimal';
import {
  Binary,
  BsonSymbol,
  Double,
  MAX_KEY,
  MIN_KEY,
  ObjectId,
  Regex,
  Timestamp,
  UtcDate,
} from '../../src/bson/values';
import { plainOperation } from '../../src/operation';
import { compileFilter, compileValueTest } from '../../src/query/filter';
import { doc, matches, positionOf } from './query-cases';

const nan = new Double(Number.NaN);
const id = (last: number) => new ObjectId(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, last]));

describe('comparisons stay inside one class of types', () => {
  test.each<[object, object, boolean]>([
    [{ a: 1 }, { a: new Double(1) }, true],
    [{ a: 1 }, { a: 1n }, true],
    [{ a: 1 }, { a: decimalFromString('1.0') }, true],
    [{ a: 1 }, { a: '1' }, false],
    [{ a: 1 }, { a: true }, false],
    [{ a: new Double(1.5) }, { a: decimalFromString('1.5') }, true],
    [{ a: 9007199254740993n }, { a: new Double(9007199254740992) }, false],
    [{ a: 'x' }, { a: new BsonSymbol('x') }, true],
    [{ a: id(1) }, { a: id(1) }, true],
    [{ a: id(1) }, { a: id(2) }, false],
    [{ a: { $gt: 5 } }, { a: 6 }, true],
    [{ a: { $gt: 5 } }, { a: 5 }, false],
    [{ a: { $gt: 5 } }, { a: 'z' }, false],
    [{ a: { $gt: 5 } }, { a: new Double(5.1) }, true],
    [{ a: { $gte: 5 } }, { a: 5n }, true],
    [{ a: { $lt: 5 } }, {}, false],
    [{ a: { $lt: 5 } }, { a: null }, false],
    [{ a: { $lt: 'b' } }, { a: 'a' }, true],
    [{ a: { $lt: 'b' } }, { a: 1 }, false],
    [{ a: { $gt: id(1) } }, { a: id(2) }, true],
    [{ a: { $gte: new UtcDate(5) } }, { a: new UtcDate(5) }, true],
    [{ a: { $gte: new UtcDate(5) } }, { a: new Timestamp(99n) }, false],
    [{ a: { $gt: false } }, { a: true }, true],
    [{ a: { $gt: { x: 1 } } }, { a: { x: 2 } }, true],
    [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, false],
    [{ a: nan }, { a: nan }, true],
    [{ a: { $gte: nan } }, { a: nan }, true],
    [{ a: { $gt: nan } }, { a: 1 }, false],
    [{ a: { $lt: 5 } }, { a: nan }, false],
    [{ a: { $lte: nan } }, { a: 1 }, false],
    [{ a: { $gt: MIN_KEY } }, {}, true],
    [{ a: { $gt: MIN_KEY } }, { a: MIN_KEY }, false],
    [{ a: { $lt: MAX_KEY } }, { a: 'x' }, true],
    [{ a: { $lt: MIN_KEY } }, { a: 1 }, false],
    [{ a: { $lte: MAX_KEY } }, { a: MAX_KEY }, true],
    [{ a: { $ne: 1 } }, {}, true],
    [{ a: { $ne: 1 } }, { a: [1, 2] }, false],
    [{ a: { $gt: 1, $lt: 3 } }, { a: [0, 5] }, true],
  ])('%p on %p: %s', (filter, document, expected) => {
    expect(matches(filter, document)).toBe(expected);
  });
});

describe('paths go through arrays as in mongod', () => {
  test.each<[object, object, boolean]>([
    [{ a: 2 }, { a: [1, 2] }, true],
    [{ a: [1, 2] }, { a: [1, 2] }, true],
    [{ a: [1, 2] }, { a: [[1, 2], 3] }, true],
    [{ a: [] }, { a: [] }, true],
    [{ 'a.b': 2 }, { a: [{ b: 1 }, { b: [2] }] }, true],
    [{ 'a.b': 2 }, { a: [[{ b: 2 }]] }, false],
    [{ 'a.0': 1 }, { a: [1, 2] }, true],
    [{ 'a.1': 1 }, { a: [1, 2] }, false],
    [{ 'a.01': 2 }, { a: [1, 2] }, false],
    [{ 'a.0': 1 }, { a: [[1]] }, false],
    [{ 'a.0': [1] }, { a: [[1]] }, true],
    [{ 'a.0.b': 1 }, { a: [{ b: 1 }] }, true],
    [{ 'a.0.b': null }, { a: [{ b: 1 }] }, true],
    [{ 'a.0.b': null }, { a: [5] }, false],
    [{ 'a.0.0': 1 }, { a: [[1]] }, true],
    [{ 'a.0': 4 }, { a: [{ 0: 4 }] }, true],
    [{ 'a.1.b': 4 }, { a: [5, [{ b: 4 }]] }, true],
    [{ a: { $gt: [1] } }, { a: [1, 2] }, true],
    [{ a: { $size: 2 } }, { a: [1, 2] }, true],
    [{ a: { $size: 1 } }, { a: [[1, 2]] }, true],
    [{ a: { $size: 2 } }, { a: [[1, 2]] }, false],
    [{ 'a.0': { $size: 2 } }, { a: [[1, 2]] }, true],
    [{ a: { $size: 0 } }, {}, false],
    [{ '': 1 }, { '': 1 }, true],
    [{ __proto__x: 1 }, { __proto__x: 1 }, true],
  ])('%j on %j: %s', (filter, document, expected) => {
    expect(matches(filter, document)).toBe(expected);
  });

  test('__proto__ is an ordinary field', () => {
    const filter = compileFilter(new Map([['__proto__', 1]]), plainOperation());
    expect([filter.matches(new Map([['__proto__', 1]])), filter.matches(new Map())]).toEqual([true, false]);
  });
});

describe('operators', () => {
  test.each<[object, object, boolean]>([
    [{ a: { $in: [1, 'x'] } }, { a: 'x' }, true],
    [{ a: { $in: [1, new BsonSymbol('x')] } }, { a: 'x' }, true],
    [{ a: { $in: [1, 'x'] } }, { a: new Double(1) }, true],
    [{ a: { $in: [1, 2, 3n, 'x', null] } }, { a: 3 }, true],
    [{ a: { $in: [1, 2, decimalFromString('3'), 'x'] } }, { a: 3 }, true],
    [{ a: { $in: [1, 2, 'x'] } }, {}, false],
    [{ a: { $in: [1, [2, 3]] } }, { a: [2, 3] }, true],
    [{ a: { $in: [/^b/, 1] } }, { a: ['abc', 'bcd'] }, true],
    [{ a: { $in: [] } }, { a: 1 }, false],
    [{ a: { $nin: [1, 2] } }, { a: [1, 3] }, false],
    [{ a: { $nin: [1, 2] } }, {}, true],
    [{ a: /b/ }, { a: 'abc' }, true],
    [{ a: /b/ }, { a: new Regex('b', '') }, true],
    [{ a: /b/ }, { a: new Regex('b', 'i') }, false],
    [{ a: { $regex: 'B', $options: 'i' } }, { a: 'abc' }, true],
    [{ a: { $options: 'i', $regex: 'B' } }, { a: 'abc' }, true],
    [{ a: { $regex: /b/i } }, { a: 'B' }, true],
    [{ a: { $not: /b/ } }, { a: 'abc' }, false],
    [{ a: { $not: /b/ } }, {}, true],
    [{ a: { $not: { $gt: 5 } } }, { a: [3, 7] }, false],
    [{ a: { $not: { $gt: 5, $lt: 6 } } }, { a: 7 }, true],
    [{ a: { $type: 'string' } }, { a: [1, 'x'] }, true],
    [{ a: { $type: 'array' } }, { a: [] }, true],
    [{ a: { $type: 'number' } }, { a: 1n }, true],
    [{ a: { $type: [1, 'bool'] } }, { a: true }, true],
    [{ a: { $type: 16 } }, { a: new Double(1) }, false],
    [{ a: { $type: -1 } }, { a: MIN_KEY }, true],
    [{ a: { $mod: [3, 1] } }, { a: 7 }, true],
    [{ a: { $mod: [3, 1] } }, { a: new Double(7.9) }, true],
    [{ a: { $mod: [3, -1] } }, { a: -7 }, true],
    [{ a: { $mod: [3, 0] } }, { a: -6 }, true],
    [{ a: { $mod: [new Double(3.9), 1] } }, { a: 7n }, true],
    [{ a: { $mod: [3, 1] } }, { a: new Double(Number.POSITIVE_INFINITY) }, false],
    [{ a: { $bitsAllSet: [0, 2] } }, { a: 5 }, true],
    [{ a: { $bitsAllSet: 5 } }, { a: 4 }, false],
    [{ a: { $bitsAnySet: 5 } }, { a: 4n }, true],
    [{ a: { $bitsAllClear: 5 } }, { a: 2 }, true],
    [{ a: { $bitsAnyClear: [1, 70] } }, { a: -1 }, false],
    [{ a: { $bitsAllSet: [100] } }, { a: -1 }, true],
    [{ a: { $bitsAllSet: [100] } }, { a: new Binary(Uint8Array.of(255), 0) }, false],
    [{ a: { $bitsAllSet: new Binary(Uint8Array.of(1, 1), 0) } }, { a: 257 }, true],
    [{ a: { $bitsAllSet: [] } }, { a: 0 }, true],
    [{ a: { $bitsAllSet: 1 } }, { a: new Double(1.5) }, false],
    [{ a: { $all: [1, 2] } }, { a: [2, 1, 3] }, true],
    [{ a: { $all: [1, 2] } }, { a: 1 }, false],
    [{ a: { $all: [1] } }, { a: 1 }, true],
    [{ a: { $all: [] } }, { a: [] }, false],
    [{ a: { $all: [[1, 2]] } }, { a: [1, 2] }, true],
    [{ a: { $all: [/^x/, 1] } }, { a: ['xy', 1] }, true],
    [{ a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } }, { a: [{ b: 1 }, { b: 2 }] }, true],
    [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, { a: [0, 5] }, false],
    [{ a: { $elemMatch: { $gt: 1, $lt: 3 } } }, { a: [0, 2] }, true],
    [{ a: { $elemMatch: { $gt: 1 } } }, { a: 2 }, false],
    [{ a: { $elemMatch: { $in: [[1]] } } }, { a: [[1]] }, true],
    [{ a: { $elemMatch: { $gt: 0 } } }, { a: [[1]] }, false],
    [{ a: { $elemMatch: { $elemMatch: { $gt: 0 } } } }, { a: [[1]] }, true],
    [{ a: { $elemMatch: { $not: { $gt: 3 } } } }, { a: [5, 2] }, true],
    [{ a: { $elemMatch: { b: 1, c: 2 } } }, { a: [{ b: 1 }, { c: 2 }] }, false],
    [{ a: { $elemMatch: { 0: 7 } } }, { a: [[7]] }, true],
    [{ a: { $elemMatch: { $or: [{ b: 1 }, { b: 2 }] } } }, { a: [{ b: 2 }] }, true],
    [{ 'a.b': { $elemMatch: { c: 1 } } }, { a: [{ b: [{ c: 1 }] }] }, true],
    [{ $and: [{ a: 1 }, { b: 1 }] }, { a: 1 }, false],
    [{ $or: [{ a: 1 }, { b: 1 }] }, { b: 1 }, true],
    [{ $nor: [{ a: 1 }, { b: 1 }] }, { c: 1 }, true],
    [{ $comment: 'x' }, {}, true],
    [{ $alwaysFalse: 1 }, {}, false],
    [{ $expr: { $gt: ['$a', '$b'] } }, { a: 2, b: 1 }, true],
    [{ $expr: { $gt: ['$a', '$b'] } }, { a: 1, b: 1 }, false],
    [{ $sampleRate: 0 }, {}, false],
    [{ $sampleRate: 1 }, {}, true],
    [{ a: { $ref: 'c', $id: 1 } }, { a: { $ref: 'c', $id: 1 } }, true],
    [{ 'a.$id': 1 }, { a: { $ref: 'c', $id: 1 } }, true],
    [{ a: { $exists: 0 } }, {}, true],
    [{ a: { $exists: new Double(0) } }, { a: 1 }, false],
    [{ a: { $eq: { $gt: 1 } } }, { a: { $gt: 1 } }, true],
  ])('%p on %p: %s', (filter, document, expected) => {
    expect(matches(filter, document)).toBe(expected);
  });

  test('a large $in keeps its meaning', () => {
    const values = [...Array(1000).keys()].map((i) => (i % 3 === 0 ? `s${i}` : i % 3 === 1 ? i : id(i % 256)));
    const filter = compileFilter(doc({ a: { $in: values } }), plainOperation());
    expect(['s3', 4, new Double(4), id(2), 's4', 3, id(3), null].map((a) => filter.matches(doc({ a })))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  test('strings are compared by the collation', () => {
    const collator = new Intl.Collator('en', { sensitivity: 'base' });
    const operation = { ...plainOperation(), collator };
    expect(matches({ a: 'ABC' }, { a: 'abc' }, operation)).toBe(true);
    expect(matches({ a: { $in: ['x', 'ABC'] } }, { a: 'abc' }, operation)).toBe(true);
    expect(matches({ a: { $gt: 'ABC' } }, { a: 'abc' }, operation)).toBe(false);
    expect(matches({ a: /ABC/ }, { a: 'abc' }, operation)).toBe(false);
  });

  test('an empty filter is always true, one with only a comment too', () => {
    expect(compileFilter(doc({}), plainOperation()).alwaysTrue).toBe(true);
    expect(compileFilter(doc({ $comment: 1 }), plainOperation()).alwaysTrue).toBe(true);
    expect(compileFilter(doc({ a: 1 }), plainOperation()).alwaysTrue).toBe(false);
  });

  test('a value test does not look into arrays', () => {
    const test = compileValueTest(doc({ $gt: 1 }), plainOperation());
    expect([test(2), test(1), test([2])]).toEqual([true, false, false]);
    expect(compileValueTest(5, plainOperation())([5])).toBe(false);
  });
});

describe('the positional operator gets the index of the element that matched', () => {
  test.each<[object, object, number | undefined]>([
    [{ a: 2 }, { a: [1, 2] }, 1],
    [{ a: { $elemMatch: { b: 2 } } }, { a: [{ b: 1 }, { b: 2 }] }, 1],
    [{ 'a.b': 2 }, { a: [{ b: 1 }, { b: [0, 1, 2] }] }, 1],
    [{ 'a.b': { $elemMatch: { $gt: 1 } } }, { a: { b: [1, 2] } }, 1],
    [{ 'a.0.b': 3 }, { a: [{ b: [2, 3] }] }, 1],
    [{ 'a.1': 2 }, { a: [1, 2] }, undefined],
    [{ a: { $size: 2 } }, { a: [1, 2] }, undefined],
    [{ a: { $ne: 5 } }, { a: [1, 2] }, undefined],
    [{ $and: [{ x: 1 }, { a: 2 }] }, { x: 1, a: [1, 2] }, 1],
    [{ $or: [{ a: 2 }, { b: 1 }] }, { a: [1, 2] }, undefined],
    [{ $or: [{ a: 5 }, { a: 2 }] }, { a: [1, 2] }, 1],
    [{ $or: [{ a: { $gt: 1 } }] }, { a: [1, 2] }, 1],
  ])('%j on %j: %s', (filter, document, position) => {
    expect(positionOf(filter, document)).toBe(position);
  });
});
