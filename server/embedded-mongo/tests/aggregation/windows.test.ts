import * as fc from 'fast-check';
import { decimalFromString } from '../../src/bson/decimal';
import { fromJs } from '../../src/bson/js';
import { toDouble } from '../../src/bson/numeric';
import type { Maybe } from '../../src/bson/values';
import { double, expectResult, values } from './run-pipeline';

const day = (n: number): Date => new Date(Date.UTC(2024, 0, n));

/** Results of one window function over documents with the field v, sorted by t. */
function column(docs: readonly object[], fn: object, extra: object = { sortBy: { t: 1 } }): Maybe[] {
  return values(docs, [{ $setWindowFields: { ...extra, output: { r: fn } } }]).map((doc) => doc.get('r'));
}

function series(...list: unknown[]): object[] {
  return list.map((v, t) => ({ t, v: v === undefined ? undefined : v }));
}

describe('window functions', () => {
  const last2 = { documents: [-1, 'current'] };
  const next2 = { documents: ['current', 1] };

  test.each<[string, unknown[], object, unknown[]]>([
    ['$sum of the whole partition', [1, 2, 3], { $sum: '$v' }, [6, 6, 6]],
    [
      '$sum up to the current document',
      [1, 2, 3],
      { $sum: '$v', window: { documents: ['unbounded', 'current'] } },
      [1, 3, 6],
    ],
    [
      '$sum from the current document on',
      [1, 2, 3],
      { $sum: '$v', window: { documents: ['current', 'unbounded'] } },
      [6, 5, 3],
    ],
    ['$sum of a sliding window', [1, 2, 3], { $sum: '$v', window: last2 }, [1, 3, 5]],
    ['$sum of a window that is over', [1, 2, 3], { $sum: '$v', window: { documents: [1, 2] } }, [5, 3, 0]],
    [
      '$sum narrows to int when the double has left',
      [double(0.5), 2, 3],
      { $sum: '$v', window: last2 },
      [double(0.5), double(2.5), 5],
    ],
    [
      '$sum recovers from infinity',
      [double(Infinity), 2, 3],
      { $sum: '$v', window: last2 },
      [double(Infinity), double(Infinity), 5],
    ],
    [
      '$sum recovers from huge numbers',
      [1e300, 1, 2],
      { $sum: '$v', window: last2 },
      [double(1e300), double(1e300), 3],
    ],
    ['$avg', [1, 2, 'x'], { $avg: '$v', window: last2 }, [double(1), double(1.5), double(2)]],
    ['$avg of an empty window', [1, 2], { $avg: '$v', window: { documents: [1, 1] } }, [double(2), null]],
    ['$min', [3, 1, null, 2], { $min: '$v', window: last2 }, [3, 1, 1, 2]],
    ['$max', [1, 3, 2, 0], { $max: '$v', window: last2 }, [1, 3, 3, 2]],
    ['$count', [1, 2, 3], { $count: {}, window: last2 }, [1, 2, 2]],
    ['$push', [1, undefined, 3], { $push: '$v', window: last2 }, [[1], [1], [3]]],
    ['$addToSet', [1, 1, 2], { $addToSet: '$v', window: last2 }, [[1], [1], [1, 2]]],
    ['$first', [1, 2, 3], { $first: '$v', window: last2 }, [1, 1, 2]],
    ['$last', [1, 2, 3], { $last: '$v', window: next2 }, [2, 3, 3]],
    ['$first of an empty window', [1, 2], { $first: '$v', window: { documents: [1, 1] } }, [2, null]],
    [
      '$firstN',
      [1, 2, 3],
      { $firstN: { input: '$v', n: 2 }, window: { documents: ['unbounded', 'current'] } },
      [[1], [1, 2], [1, 2]],
    ],
    ['$lastN', [1, 2, 3], { $lastN: { input: '$v', n: 1 }, window: last2 }, [[1], [2], [3]]],
    ['$minN', [3, 1, 2], { $minN: { input: '$v', n: 1 }, window: last2 }, [[3], [1], [1]]],
    ['$maxN', [3, 1, 2], { $maxN: { input: '$v', n: 2 }, window: last2 }, [[3], [3, 1], [2, 1]]],
    ['$top', [3, 1, 2], { $top: { sortBy: { v: 1 }, output: '$t' }, window: last2 }, [0, 1, 1]],
    [
      '$bottomN',
      [3, 1, 2],
      { $bottomN: { n: 2, sortBy: { v: 1 }, output: '$v' }, window: last2 },
      [[3], [1, 3], [1, 2]],
    ],
    [
      '$median',
      [3, 1, 2],
      { $median: { input: '$v', method: 'approximate' }, window: last2 },
      [double(3), double(1), double(1)],
    ],
    ['$stdDevPop', [1, 3, 5], { $stdDevPop: '$v', window: last2 }, [double(0), double(1), double(1)]],
    ['$stdDevSamp', [1, 1, 1], { $stdDevSamp: '$v', window: last2 }, [null, double(0), double(0)]],
    [
      '$covariancePop',
      [1, 2, 4],
      { $covariancePop: ['$t', '$v'], window: last2 },
      [double(0), double(0.25), double(0.5)],
    ],
    ['$covarianceSamp', [1, 2, 4], { $covarianceSamp: ['$t', '$v'], window: last2 }, [null, double(0.5), double(1)]],
    ['$shift back', [1, 2, 3], { $shift: { output: '$v', by: -1 } }, [null, 1, 2]],
    ['$shift on, with a default', [1, 2, 3], { $shift: { output: '$v', by: 2, default: 'none' } }, [3, 'none', 'none']],
    ['$derivative', [1, 3, 7], { $derivative: { input: '$v' }, window: last2 }, [null, double(2), double(4)]],
    [
      '$integral',
      [1, 3, 7],
      { $integral: { input: '$v' }, window: { documents: ['unbounded', 'current'] } },
      [0, double(2), double(7)],
    ],
    [
      '$integral of a sliding window',
      [1, 3, 7],
      { $integral: { input: '$v' }, window: last2 },
      [0, double(2), double(5)],
    ],
    [
      '$expMovingAvg by alpha',
      [1, 3, 'x'],
      { $expMovingAvg: { input: '$v', alpha: 0.5 } },
      [double(1), double(2), double(2)],
    ],
    ['$expMovingAvg by N', [1, 3, 5], { $expMovingAvg: { input: '$v', N: 3 } }, [double(1), double(2), double(3.5)]],
    ['$locf', [null, 1, undefined, 2], { $locf: '$v' }, [null, 1, 1, 2]],
    ['$linearFill', [null, 1, null, null, 4, null], { $linearFill: '$v' }, [null, 1, double(2), double(3), 4, null]],
  ])('%s', (_, list, fn, expected) => {
    expect(column(series(...list), fn)).toEqual(expected.map((value) => fromJs(value)));
  });

  test('decimals stay decimals', () => {
    const docs = series(decimalFromString('0.1'), decimalFromString('0.2'), 1);
    expect(column(docs, { $sum: '$v', window: last2 })).toEqual([
      decimalFromString('0.1'),
      decimalFromString('0.3'),
      decimalFromString('1.2'),
    ]);
  });

  test.each<[string, unknown[]]>([
    ['$rank', [1, 2, 2, 4]],
    ['$denseRank', [1, 2, 2, 3]],
    ['$documentNumber', [1, 2, 3, 4]],
  ])('%s goes by the sort', (name, expected) => {
    const docs = [{ t: 9 }, { t: 5 }, { t: 5 }, {}];
    expect(column(docs, { [name]: {} }, { sortBy: { t: -1 } })).toEqual(expected);
  });

  test('ranges go by the value sorted by', () => {
    const docs = [1, 2, 4, 7, 8].map((t) => ({ t, v: 1 }));
    const range = (lower: unknown, upper: unknown): Maybe[] =>
      column(docs, { $sum: '$v', window: { range: [lower, upper] } });
    expect(range(-2, 0)).toEqual([1, 2, 2, 1, 2]);
    expect(range(0, 3)).toEqual([3, 2, 2, 2, 1]);
    expect(range(5, 6)).toEqual([1, 2, 0, 0, 0]);
    expect(range(-6, -5)).toEqual([0, 0, 0, 2, 1]);
    expect(range('unbounded', -1)).toEqual([0, 1, 2, 3, 4]);
    expect(range('current', 'unbounded')).toEqual([5, 4, 3, 2, 1]);
  });

  test('ranges of decimals and doubles are exact', () => {
    const docs = [0.1, 0.2, 0.3].map((t) => ({ t: decimalFromString(String(t)), v: 1 }));
    expect(column(docs, { $sum: '$v', window: { range: [-0.2, 0] } })).toEqual([1, 2, 3]);
  });

  test('ranges of dates are counted in units', () => {
    const docs = [1, 2, 4, 31].map((n) => ({ t: day(n), v: n }));
    const window = { range: [-1, 'current'], unit: 'day' };
    expect(column(docs, { $push: '$v', window })).toEqual([[1], [1, 2], [4], [31]]);
    expect(column(docs, { $count: {}, window: { range: [-1, 0], unit: 'month' } })).toEqual([1, 2, 3, 4]);
  });

  test('$derivative of dates is per unit', () => {
    const docs = [1, 2, 4].map((n) => ({ t: day(n), v: n * 10 }));
    const fn = { $derivative: { input: '$v', unit: 'hour' }, window: { documents: [-1, 0] } };
    const found = column(docs, fn).map((value) => (value === null ? null : toDouble(value)));
    expect(found[0]).toBeNull();
    expect(found[1]).toBeCloseTo(10 / 24);
    expect(found[2]).toBeCloseTo(20 / 48);
  });

  test('partitions come in order, each with its own windows', () => {
    const docs = [
      { k: 'b', t: 2, v: 1 },
      { k: 'a', t: 1, v: 2 },
      { k: 'b', t: 1, v: 3 },
      { t: 1, v: 4 },
      { k: null, t: 2, v: 5 },
    ];
    const stage = {
      $setWindowFields: {
        partitionBy: '$k',
        sortBy: { t: 1 },
        output: { 'x.sum': { $sum: '$v', window: { documents: ['unbounded', 'current'] } } },
      },
    };
    expectResult(
      docs,
      [stage],
      [
        { t: 1, v: 4, x: { sum: 4 } },
        { k: null, t: 2, v: 5, x: { sum: 9 } },
        { k: 'a', t: 1, v: 2, x: { sum: 2 } },
        { k: 'b', t: 1, v: 3, x: { sum: 3 } },
        { k: 'b', t: 2, v: 1, x: { sum: 4 } },
      ],
    );
  });

  test('without sort and partition the documents stay as they come', () => {
    expectResult(
      [{ v: 2 }, { v: 1 }],
      [{ $setWindowFields: { output: { n: { $max: '$v' } } } }],
      [
        { v: 2, n: 2 },
        { v: 1, n: 2 },
      ],
    );
  });

  test('sliding windows agree with windows computed one by one', () => {
    const functions: object[] = [
      { $sum: '$v' },
      { $avg: '$v' },
      { $min: '$v' },
      { $max: '$v' },
      { $push: '$v' },
      { $stdDevPop: '$v' },
      { $minN: { input: '$v', n: 2 } },
      { $median: { input: '$v', method: 'approximate' } },
    ];
    const bound = fc.integer({ min: -4, max: 4 });
    void fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: -9, max: 9 })), { maxLength: 12 }),
        bound,
        bound,
        fc.constantFrom(...functions),
        (list, a, b, fn) => {
          const [lower, upper] = [Math.min(a, b), Math.max(a, b)];
          const found = column(series(...list), { ...fn, window: { documents: [lower, upper] } });
          const expected = list.map((_, i) => {
            const inside = list.slice(Math.max(0, i + lower), Math.max(0, i + upper + 1)).map((v) => ({ v }));
            const [name, argument] = Object.entries(fn)[0]!;
            // A document of another group makes the accumulator answer for an empty window too.
            const groups = values(
              [{ g: 1 }, ...inside.map((doc) => ({ g: 0, ...doc }))],
              [{ $group: { _id: '$g', r: { [name]: argument } } }],
            );
            return groups.find((doc) => doc.get('_id') === (inside.length > 0 ? 0 : 1))!.get('r');
          });
          const comparable = (value: Maybe): unknown =>
            typeof value === 'object' && value !== null && 'value' in value
              ? Number((value.value as number).toFixed(9))
              : value;
          expect(found.map(comparable)).toEqual(expected.map(comparable));
        },
      ),
    );
  });

  test('a window over many documents takes time in proportion to them', () => {
    const docs = Array.from({ length: 20_000 }, (_, t) => ({ t, v: (t * 7919) % 1000 }));
    const window = { documents: [-5000, 5000] };
    const output = {
      a: { $sum: '$v', window },
      b: { $max: '$v', window },
      c: { $median: { input: '$v', method: 'approximate' }, window },
    };
    const start = performance.now();
    values(docs, [{ $setWindowFields: { sortBy: { t: 1 }, output } }]);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
