import { fromJs, toJs } from '../../src/bson/js';
import type { Doc } from '../../src/bson/values';
import { Double, MAX_KEY, MIN_KEY } from '../../src/bson/values';
import { plainOperation } from '../../src/operation';
import { compileSort } from '../../src/query/sort';
import { doc, refusal } from './query-cases';

function sorted(sort: object, documents: object[], collator?: Intl.Collator): unknown[] {
  const sorter = compileSort(doc(sort), { ...plainOperation(), collator });
  return documents
    .map((each) => ({ each: fromJs(each) as Doc, key: sorter.keyOf(fromJs(each) as Doc) }))
    .sort((a, b) => sorter.compare(a.key, b.key))
    .map(({ each }) => toJs(each.get('n')));
}

describe('sorting', () => {
  test('types sort in their order, an empty array before null', () => {
    const values = [MAX_KEY, 'x', 5, null, [], MIN_KEY, { a: 1 }, true, [[1]], new Double(1.5)];
    const documents = values.map((a, n) => ({ n, a }));
    expect(sorted({ a: 1 }, documents)).toEqual([5, 4, 3, 9, 2, 1, 6, 8, 7, 0]);
    expect(sorted({ a: -1 }, documents)).toEqual([0, 7, 8, 6, 1, 2, 9, 3, 4, 5]);
  });

  test('an array sorts by its smallest element ascending and its largest descending', () => {
    const documents = [
      { n: 0, a: [5, 1] },
      { n: 1, a: 3 },
      { n: 2, a: [4, 2] },
    ];
    expect(sorted({ a: 1 }, documents)).toEqual([0, 2, 1]);
    expect(sorted({ a: -1 }, documents)).toEqual([0, 2, 1]);
  });

  test('fields of one array take their values from the same element', () => {
    const documents = [
      {
        n: 0,
        a: [
          { x: 1, y: 9 },
          { x: 2, y: 0 },
        ],
      },
      { n: 1, a: [{ x: 1, y: 5 }] },
    ];
    expect(sorted({ 'a.x': 1, 'a.y': 1 }, documents)).toEqual([1, 0]);
  });

  test('missing fields sort as null, also inside arrays', () => {
    const documents = [{ n: 0, a: { b: 1 } }, { n: 1 }, { n: 2, a: [] }, { n: 3, a: [{ c: 1 }] }, { n: 4, a: 7 }];
    expect(sorted({ 'a.b': 1, n: -1 }, documents)).toEqual([4, 3, 2, 1, 0]);
  });

  test('a numeric component names an array element', () => {
    expect(
      sorted({ 'a.1': 1 }, [
        { n: 0, a: [1, 9] },
        { n: 1, a: [9, 1] },
      ]),
    ).toEqual([1, 0]);
  });

  test('later fields decide between equals', () => {
    const documents = [
      { n: 0, a: 1, b: 1 },
      { n: 1, a: 1, b: 2 },
      { n: 2, a: 0, b: 0 },
    ];
    expect(sorted({ a: 1, b: -1 }, documents)).toEqual([2, 1, 0]);
  });

  test('strings sort by the collation', () => {
    const documents = [
      { n: 0, a: 'B' },
      { n: 1, a: 'a' },
    ];
    expect(sorted({ a: 1 }, documents)).toEqual([0, 1]);
    expect(sorted({ a: 1 }, documents, new Intl.Collator('en'))).toEqual([1, 0]);
  });

  test('two different arrays in one sort are refused', () => {
    expect(refusal(() => sorted({ a: 1, b: 1 }, [{ a: [1], b: [1] }]))).toEqual([
      2,
      'cannot sort with keys that are parallel arrays',
    ]);
  });

  test.each<[object, number, string]>([
    [{ a: 'x' }, 15974, 'Illegal key in $sort specification: a: "x"'],
    [{ a: 2 }, 15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)'],
    [{ a: 0 }, 15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)'],
    [{ a: { $meta: 'textScore' } }, 238, '$meta is not supported by this server'],
    [{ a: { b: 1 } }, 17312, '$meta is the only expression supported by $sort right now'],
    [{ '': 1 }, 40352, 'FieldPath cannot be constructed with empty string'],
    [Object.fromEntries([...Array(33).keys()].map((i) => [`f${i}`, 1])), 13103, 'too many compound keys'],
  ])('%j is refused', (sort, code, message) => {
    expect(refusal(() => compileSort(doc(sort), plainOperation()))).toEqual([code, message]);
  });

  test('32 fields are taken', () => {
    const sort = Object.fromEntries([...Array(32).keys()].map((i) => [`f${i}`, 1]));
    expect(compileSort(doc(sort), plainOperation()).fields).toHaveLength(32);
  });
});
