import { fromJs } from '../../src/bson/js';
import { type Doc, Double } from '../../src/bson/values';
import { double, expectResult, values } from './run-pipeline';

function of(...list: unknown[]): object[] {
  return list.map((v) => (v === undefined ? {} : { v }));
}

describe('buckets', () => {
  const docs = of(0, 1, 4, 5, 9, 10, 'x', undefined);

  test('$bucket sorts values between boundaries', () => {
    const stage = {
      $bucket: {
        groupBy: '$v',
        boundaries: [0, 5, 10],
        default: 'other',
        output: { n: { $sum: 1 }, all: { $push: '$v' } },
      },
    };
    expectResult(
      docs,
      [stage],
      [
        { _id: 0, n: 3, all: [0, 1, 4] },
        { _id: 5, n: 2, all: [5, 9] },
        { _id: 'other', n: 3, all: [10, 'x'] },
      ],
    );
    expectResult(
      of(1, 6),
      [{ $bucket: { groupBy: '$v', boundaries: [0, 5, 10] } }],
      [
        { _id: 0, count: 1 },
        { _id: 5, count: 1 },
      ],
    );
  });

  test('$sortByCount puts the most frequent first', () => {
    expectResult(
      of('a', 'b', 'b'),
      [{ $sortByCount: '$v' }],
      [
        { _id: 'b', count: 2 },
        { _id: 'a', count: 1 },
      ],
    );
  });

  test.each<[string, unknown[], object, object[]]>([
    [
      'spreads values evenly',
      [1, 2, 3, 4, 5, 6],
      { buckets: 3 },
      [
        { _id: { min: 1, max: 3 }, count: 2 },
        { _id: { min: 3, max: 5 }, count: 2 },
        { _id: { min: 5, max: 6 }, count: 2 },
      ],
    ],
    [
      'keeps equal values together',
      [1, 1, 1, 2],
      { buckets: 2 },
      [
        { _id: { min: 1, max: 2 }, count: 3 },
        { _id: { min: 2, max: 2 }, count: 1 },
      ],
    ],
    [
      'makes no more buckets than values',
      [1, 2],
      { buckets: 5 },
      [
        { _id: { min: 1, max: 2 }, count: 1 },
        { _id: { min: 2, max: 2 }, count: 1 },
      ],
    ],
    [
      'rounds to preferred numbers',
      [1, 2, 3, 4],
      { buckets: 2, granularity: 'R5' },
      [
        { _id: { min: double(0.63), max: double(2.5) }, count: 2 },
        { _id: { min: double(2.5), max: double(6.3) }, count: 2 },
      ],
    ],
    [
      'rounds to powers of two',
      [1, 2, 3, 4],
      { buckets: 2, granularity: 'POWERSOF2' },
      [
        { _id: { min: double(0.5), max: 4 }, count: 3 },
        { _id: { min: 4, max: 8 }, count: 1 },
      ],
    ],
    ['answers nothing for nothing', [], { buckets: 2 }, []],
  ])('$bucketAuto %s', (_, list, options, expected) => {
    const found = values(of(...list), [{ $bucketAuto: { groupBy: '$v', ...options } }]);
    const rounded = (doc: Doc): Doc => {
      const id = doc.get('_id') as Doc;
      for (const [name, value] of id)
        if (value instanceof Double) id.set(name, new Double(Number(value.value.toFixed(6))));
      return doc;
    };
    expect(found.map(rounded)).toEqual(expected.map(fromJs));
  });
});
