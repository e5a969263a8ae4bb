import { BsonUndefined, type Doc } from '../../src/bson/values';
import { plainOperation } from '../../src/operation';
import { compileFilter } from '../../src/query/filter';
import { doc } from './query-cases';

const gone = new BsonUndefined();

const documents: Record<string, Doc> = Object.fromEntries(
  Object.entries({
    emptyDoc: { a: {} },
    null: { a: null },
    number: { a: 4 },
    bText: { a: { b: 'hi' } },
    bNull: { a: { b: null } },
    bUndefined: { a: { b: gone } },
    undefined: { a: gone },
    noA: {},
    doubleArray: { a: [[]] },
    emptyArray: { a: [] },
    allBNull: { a: [{ b: null }, { b: gone }, { b: null }, {}] },
    noBNull: { a: [{ b: 1 }, { b: 3 }, { b: 'string' }] },
    someBNull: { a: [{ b: null }, { b: 3 }, { b: null }] },
    someBUndefined: { a: [{ b: gone }, { b: 3 }] },
    someBMissing: { a: [{ b: 3 }, {}] },
    allNull: { a: [null, null] },
    noNull: { a: [1, 'string', 4] },
    withNull: { a: [1, 'string', null, 4] },
    withUndefined: { a: [1, 'string', gone, 4] },
  }).map(([name, value]) => [name, doc(value)]),
);

const nullA = ['null', 'undefined', 'noA', 'allNull', 'withNull', 'withUndefined'];
const nullAB = [
  'emptyDoc',
  'null',
  'number',
  'bNull',
  'bUndefined',
  'undefined',
  'noA',
  'allBNull',
  'someBNull',
  'someBUndefined',
  'someBMissing',
];
const others = (names: string[]) => Object.keys(documents).filter((name) => !names.includes(name));

describe('null, missing and undefined are asked for as in mongod', () => {
  test.each<[object, string[]]>([
    [{ a: null }, nullA],
    [{ a: { $eq: null } }, nullA],
    [{ a: { $gte: null } }, nullA],
    [{ a: { $lte: null } }, nullA],
    [{ a: { $gt: null } }, []],
    [{ a: { $ne: null } }, others(nullA)],
    [{ a: { $not: { $gte: null } } }, others(nullA)],
    [{ a: { $in: [null, 75] } }, nullA],
    [{ a: { $nin: [null, 75] } }, others(nullA)],
    [{ a: { $in: [null] } }, nullA],
    [{ $or: [{ a: null }, { a: 75 }] }, nullA],
    [{ a: { $exists: false } }, ['noA']],
    [{ a: { $exists: true } }, others(['noA'])],
    [{ 'a.b': null }, nullAB],
    [{ 'a.b': { $ne: null } }, others(nullAB)],
    [{ 'a.b': { $in: [null, 75] } }, nullAB],
    [
      { 'a.b': { $exists: false } },
      [
        'emptyDoc',
        'null',
        'number',
        'undefined',
        'noA',
        'doubleArray',
        'emptyArray',
        'allNull',
        'noNull',
        'withNull',
        'withUndefined',
      ],
    ],
    [{ a: { $elemMatch: { $eq: null } } }, ['allNull', 'withNull', 'withUndefined']],
    [
      { a: { $elemMatch: { $ne: null } } },
      [
        'doubleArray',
        'allBNull',
        'noBNull',
        'someBNull',
        'someBUndefined',
        'someBMissing',
        'noNull',
        'withNull',
        'withUndefined',
      ],
    ],
    [{ a: { $elemMatch: { b: null } } }, ['doubleArray', 'allBNull', 'someBNull', 'someBUndefined', 'someBMissing']],
    [{ a: { $elemMatch: { b: { $ne: null } } } }, ['noBNull', 'someBNull', 'someBUndefined', 'someBMissing']],
  ])('%j', (filter, expected) => {
    const compiled = compileFilter(doc(filter), plainOperation());
    const found = Object.keys(documents).filter((name) => compiled.matches(documents[name]!));
    expect(found.sort()).toEqual([...expected].sort());
  });
});
