import { double, expectResult, values } from './run-pipeline';

const hour = (n: number): Date => new Date(Date.UTC(2024, 0, 1, n));

function steps(docs: readonly object[], densify: object): unknown[] {
  return values(docs, [{ $densify: { field: 'v', ...densify } }]).map((doc) => doc.get('v'));
}

describe('$densify', () => {
  const docs = [{ v: 1 }, { v: 4 }, { v: 5 }, { v: 7 }];

  test.each<[string, object, unknown[]]>([
    ['fills from the least to the greatest', { step: 1, bounds: 'full' }, [1, 2, 3, 4, 5, 6, 7]],
    ['keeps documents between the steps', { step: 2, bounds: 'full' }, [1, 3, 4, 5, 7]],
    ['fills a range, the upper end left out', { step: 1, bounds: [3, 9] }, [1, 3, 4, 5, 6, 7, 8]],
    ['fills a range below all documents', { step: 1, bounds: [-2, 0] }, [-2, -1, 1, 4, 5, 7]],
    ['fills a range above all documents', { step: 1, bounds: [8, 10] }, [1, 4, 5, 7, 8, 9]],
  ])('%s', (_, range, expected) => {
    expect(steps(docs, { range })).toEqual(expected);
  });

  test('fills a range without any documents', () => {
    expect(steps([], { range: { step: 2, bounds: [0, 5] } })).toEqual([0, 2, 4]);
    expect(steps([], { range: { step: 2, bounds: 'full' } })).toEqual([]);
  });

  test('lets null pass and refuses what is no number', () => {
    expect(steps([{ v: null }, { v: 1 }, { v: 3 }], { range: { step: 1, bounds: 'full' } })).toEqual([null, 1, 2, 3]);
    expect(() => steps([{ v: 'x' }], { range: { step: 1, bounds: 'full' } })).toThrow('must be numeric');
  });

  test('fills each partition for itself, or all to the same ends', () => {
    const input = [
      { k: 'a', v: 1 },
      { k: 'b', v: 2 },
      { k: 'a', v: 3 },
      { k: 'b', v: 5 },
    ];
    const stage = (bounds: string): object => ({
      $densify: { field: 'v', partitionByFields: ['k'], range: { step: 1, bounds } },
    });
    expectResult(
      input,
      [stage('partition')],
      [
        { k: 'a', v: 1 },
        { k: 'a', v: 2 },
        { k: 'a', v: 3 },
        { k: 'b', v: 2 },
        { k: 'b', v: 3 },
        { k: 'b', v: 4 },
        { k: 'b', v: 5 },
      ],
    );
    expectResult(
      input,
      [stage('full'), { $sort: { k: 1, v: 1 } }],
      [...[1, 2, 3, 4, 5].map((v) => ({ k: 'a', v })), ...[1, 2, 3, 4, 5].map((v) => ({ k: 'b', v }))],
    );
  });

  test('steps through dates by units', () => {
    const input = [{ v: hour(0) }, { v: hour(5) }];
    const range = { step: 2, unit: 'hour', bounds: 'full' };
    expectResult(
      input,
      [{ $densify: { field: 'v', range } }],
      [0, 2, 4, 5].map((n) => ({ v: hour(n) })),
    );
  });

  test('does not make more than 500,000 documents', () => {
    expect(() => steps([{ v: 0 }, { v: 1e9 }], { range: { step: 1, bounds: 'full' } })).toThrow(
      'over the limit of 500000',
    );
  });
});

describe('$fill', () => {
  test('takes a constant, the last value, or the line between', () => {
    const input = [{ t: 1, a: 1, b: 1 }, { t: 2 }, { t: 3, a: 3, c: 5 }];
    const stage = {
      $fill: { sortBy: { t: 1 }, output: { a: { method: 'linear' }, b: { method: 'locf' }, c: { value: 0 } } },
    };
    expectResult(
      input,
      [stage],
      [
        { t: 1, a: 1, b: 1, c: 0 },
        { t: 2, a: double(2), b: 1, c: 0 },
        { t: 3, a: 3, b: 1, c: 5 },
      ],
    );
  });

  test('keeps partitions apart', () => {
    const input = [
      { k: 1, t: 1, a: 1 },
      { k: 2, t: 2 },
      { k: 1, t: 3 },
    ];
    const stage = { $fill: { partitionByFields: ['k'], sortBy: { t: 1 }, output: { a: { method: 'locf' } } } };
    expectResult(
      input,
      [stage],
      [
        { k: 1, t: 1, a: 1 },
        { k: 1, t: 3, a: 1 },
        { k: 2, t: 2, a: null },
      ],
    );
  });
});
