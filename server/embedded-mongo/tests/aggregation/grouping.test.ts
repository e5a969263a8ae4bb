import { createCollator } from '../../src/bson/collation';
import { decimalFromString } from '../../src/bson/decimal';
import { fromJs } from '../../src/bson/js';
import type { Doc } from '../../src/bson/values';
import { plainOperation } from '../../src/operation';
import { double, expectResult, values } from './run-pipeline';

const decimal = decimalFromString;

function accumulate(docs: readonly object[], accumulator: object): unknown {
  return values(docs, [{ $group: { _id: null, result: accumulator } }])[0]!.get('result');
}

function of(...list: unknown[]): object[] {
  return list.map((v) => (v === undefined ? {} : { v }));
}

describe('accumulators', () => {
  test.each<[string, unknown[], object, unknown]>([
    ['$sum of ints is an int', [1, 2], { $sum: '$v' }, 3],
    ['$sum of ints past int32 is a long', [2 ** 31 - 1, 1], { $sum: '$v' }, 2147483648n],
    ['$sum with a long is a long', [1, 2n], { $sum: '$v' }, 3n],
    ['$sum of longs past int64 is a double', [2n ** 62n, 2n ** 62n], { $sum: '$v' }, double(2 ** 63)],
    ['$sum with a double is a double', [1, 0.5], { $sum: '$v' }, double(1.5)],
    ['$sum of doubles loses nothing', [0.1, 0.2, 0.3, 1e17, -1e17], { $sum: '$v' }, double(0.6)],
    ['$sum with a decimal is a decimal', [decimal('0.1'), decimal('0.2')], { $sum: '$v' }, decimal('0.3')],
    ['$sum of an infinity is one', [double(Infinity), 1], { $sum: '$v' }, double(Infinity)],
    ['$sum of both infinities is not a number', [double(Infinity), double(-Infinity)], { $sum: '$v' }, double(NaN)],
    ['$sum leaves out what is no number', [1, 'x', null, undefined, [5]], { $sum: '$v' }, 1],
    ['$sum of nothing is zero', ['x'], { $sum: '$v' }, 0],
    ['$avg is a double', [1, 2], { $avg: '$v' }, double(1.5)],
    ['$avg of decimals is a decimal', [decimal('1'), 2], { $avg: '$v' }, decimal('1.5')],
    ['$avg of nothing is null', ['x', undefined], { $avg: '$v' }, null],
    ['$min leaves out null', [null, 3, undefined, 2], { $min: '$v' }, 2],
    ['$max goes by the order of types', [3, 'a', 2], { $max: '$v' }, 'a'],
    ['$max of nothing is null', [null, undefined], { $max: '$v' }, null],
    ['$first of a missing field is null', [undefined, 1], { $first: '$v' }, null],
    ['$last', [1, 2], { $last: '$v' }, 2],
    ['$push leaves out what is missing, not null', [1, undefined, null, 1], { $push: '$v' }, [1, null, 1]],
    [
      '$addToSet takes equal numbers for one',
      [1, 1n, double(1), '1', null, undefined],
      { $addToSet: '$v' },
      [1, '1', null],
    ],
    ['$addToSet compares documents', [{ a: 1 }, { a: double(1) }, { a: 2 }], { $addToSet: '$v' }, [{ a: 1 }, { a: 2 }]],
    ['$stdDevPop', [1, 3], { $stdDevPop: '$v' }, double(1)],
    ['$stdDevSamp of one is null', [1], { $stdDevSamp: '$v' }, null],
    ['$stdDevPop of one is zero', [1], { $stdDevPop: '$v' }, double(0)],
    ['$count', [1, 'x', undefined], { $count: {} }, 3],
    ['$mergeObjects lets the last win', [{ a: 1, b: 1 }, null, { b: 2 }], { $mergeObjects: '$v' }, { a: 1, b: 2 }],
    ['$firstN takes missing for null', [undefined, 1, 2], { $firstN: { input: '$v', n: 2 } }, [null, 1]],
    ['$lastN', [1, 2, 3], { $lastN: { input: '$v', n: 2 } }, [2, 3]],
    ['$minN leaves out null', [3, null, 1, 2], { $minN: { input: '$v', n: 2 } }, [1, 2]],
    ['$maxN', [3, null, 1, 2], { $maxN: { input: '$v', n: 2 } }, [3, 2]],
    ['$median', [4, 1, 3, 2], { $median: { input: '$v', method: 'approximate' } }, double(2)],
    [
      '$percentile',
      [4, 1, 3, 2],
      { $percentile: { input: '$v', p: [0, 0.5, 0.51, 1], method: 'approximate' } },
      [double(1), double(2), double(3), double(4)],
    ],
    ['$median of nothing is null', ['x'], { $median: { input: '$v', method: 'approximate' } }, null],
  ])('%s', (_, list, accumulator, expected) => {
    expect(accumulate(of(...list), accumulator)).toEqual(fromJs(expected));
  });

  const scores = [{ v: { s: 1, n: 'a' } }, { v: { s: 3, n: 'b' } }, { v: { s: 3, n: 'c' } }, { v: { s: 2 } }];

  test.each<[string, object, unknown]>([
    ['$top', { $top: { sortBy: { 'v.s': -1 }, output: '$v.n' } }, 'b'],
    ['$bottom', { $bottom: { sortBy: { 'v.s': 1 }, output: '$v.n' } }, 'b'],
    ['$topN', { $topN: { n: 3, sortBy: { 'v.s': -1 }, output: '$v.n' } }, ['b', 'c', null]],
    ['$bottomN', { $bottomN: { n: 3, sortBy: { 'v.s': 1 }, output: '$v.n' } }, [null, 'b', 'c']],
  ])('%s keeps the first of equals, in order', (_, accumulator, expected) => {
    expect(accumulate(scores, accumulator)).toEqual(fromJs(expected));
  });

  test('n may depend on the group', () => {
    const docs = [1, 2, 3].flatMap((v) => [
      { k: { n: 1 }, v },
      { k: { n: 2 }, v },
    ]);
    const stage = { $group: { _id: { n: '$k.n' }, top: { $firstN: { input: '$v', n: '$n' } } } };
    expectResult(
      docs,
      [stage],
      [
        { _id: { n: 1 }, top: [1] },
        { _id: { n: 2 }, top: [1, 2] },
      ],
    );
  });

  test('many values do not exceed what $topN keeps', () => {
    const docs = Array.from({ length: 5000 }, (_, i) => ({ v: (i * 7919) % 5000 }));
    expect(accumulate(docs, { $minN: { input: '$v', n: 5 } })).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('$group', () => {
  const count = { n: { $sum: 1 } };

  test.each<[string, unknown[], object[]]>([
    [
      'equal numbers of all types',
      [1, 1n, double(1), decimal('1.0'), 2],
      [
        { _id: 1, n: 4 },
        { _id: 2, n: 1 },
      ],
    ],
    ['null and missing', [null, undefined], [{ _id: null, n: 2 }]],
    [
      'strings and numbers apart',
      ['1', 1],
      [
        { _id: '1', n: 1 },
        { _id: 1, n: 1 },
      ],
    ],
    [
      'arrays as a whole',
      [
        [1, 2],
        [1, double(2)],
        [2, 1],
      ],
      [
        { _id: [1, 2], n: 2 },
        { _id: [2, 1], n: 1 },
      ],
    ],
    [
      'documents by field order',
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      [
        { _id: { a: 1, b: 2 }, n: 1 },
        { _id: { b: 2, a: 1 }, n: 1 },
      ],
    ],
    [
      'numbers beyond the exactness of doubles',
      [2n ** 53n, 2n ** 53n + 1n],
      [
        { _id: 2n ** 53n, n: 1 },
        { _id: 2n ** 53n + 1n, n: 1 },
      ],
    ],
    ['minus zero with zero', [double(-0), 0], [{ _id: double(-0), n: 2 }]],
  ])('groups %s', (_, list, expected) => {
    expectResult(of(...list), [{ $group: { _id: '$v', ...count } }], expected);
  });

  test('tells missing from null inside a compound _id', () => {
    const stage = { $group: { _id: { x: '$v' }, ...count } };
    expectResult(
      of(null, undefined),
      [stage],
      [
        { _id: { x: null }, n: 1 },
        { _id: {}, n: 1 },
      ],
    );
  });

  test('honours the collation', () => {
    const operation = { ...plainOperation(), collator: createCollator(fromJs({ locale: 'en', strength: 2 }) as Doc) };
    const docs = of('a', 'A', 'b', 'B', 'a', ['A'], ['a']);
    expectResult(
      docs,
      [{ $group: { _id: '$v', ...count } }],
      [
        { _id: 'a', n: 3 },
        { _id: 'b', n: 2 },
        { _id: ['A'], n: 2 },
      ],
      { operation },
    );
    expectResult(docs.slice(0, 4), [{ $group: { _id: 1, s: { $addToSet: '$v' } } }], [{ _id: 1, s: ['a', 'b'] }], {
      operation,
    });
  });

  test('answers nothing for nothing', () => {
    expectResult([], [{ $group: { _id: null, ...count } }], []);
  });

  test('is refused past 100 MB', () => {
    const text = 'x'.repeat(1024 * 1024);
    const docs = Array.from({ length: 110 }, (_, i) => ({ v: `${i}${text}` }));
    const message =
      "Exceeded memory limit for $group, but didn't allow external sort. Pass allowDiskUse:true to opt in.";
    expect(() => values(docs, [{ $group: { _id: null, all: { $push: '$v' } } }])).toThrow(message);
    expect(() => values(docs, [{ $set: { a: '$v' } }, { $sort: { v: 1 } }])).toThrow('Sort exceeded memory limit');
    expect(values(docs, [{ $set: { a: 1 } }, { $sort: { v: 1 } }, { $limit: 2 }])).toHaveLength(2);
  });
});
