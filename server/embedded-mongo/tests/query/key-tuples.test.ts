import { fromJs } from '../../src/bson/js';
import type { Doc } from '../../src/bson/values';
import { EMPTY_ARRAY, keyTuples } from '../../src/query/key-tuples';

function tuples(doc: object, ...paths: string[]): unknown {
  try {
    const parallel = () => new Error('parallel');
    return keyTuples(
      fromJs(doc) as Doc,
      paths.map((path) => path.split('.')),
      { parallel },
    );
  } catch (error) {
    return (error as Error & { code?: number }).code ?? (error as Error).message;
  }
}

describe('The keys of a document', () => {
  it.each<[object, string[], unknown]>([
    [{ a: 1 }, ['a', 'b'], [[1, undefined]]],
    [{ a: [1, 2] }, ['a'], [[1], [2]]],
    [{ a: [] }, ['a'], [[EMPTY_ARRAY]]],
    [{ a: [] }, ['a.b'], [[undefined]]],
    [
      { a: [{ b: 1, c: 2 }, { b: 3 }, 4] },
      ['a.b', 'a.c'],
      [
        [1, 2],
        [3, undefined],
        [undefined, undefined],
      ],
    ],
    [
      { a: [5, 6], b: 1 },
      ['a', 'b'],
      [
        [5, 1],
        [6, 1],
      ],
    ],
    [{ a: [1], b: [2] }, ['a', 'b'], 'parallel'],
    [{ a: [1], b: [2] }, ['a.0', 'b'], 'parallel'],
    [
      { a: [{ b: [1] }, { b: [2] }] },
      ['a.b', 'a.c'],
      [
        [1, undefined],
        [2, undefined],
      ],
    ],
  ])('of %j by %j are %j', (doc, paths, expected) => {
    expect(tuples(doc, ...paths)).toEqual(expected);
  });

  it.each<[object, string[], unknown]>([
    [{ a: [5, 6] }, ['a.0'], [[5], [5]]],
    [{ a: [5] }, ['a.1'], [[undefined]]],
    [{ a: [{ b: 5 }] }, ['a.0.b'], [[5]]],
    [{ a: { 0: 5 } }, ['a.0'], [[5]]],
    [{ a: [{ 0: 5 }] }, ['a.0'], 16746],
    [{ a: [1, { 0: 5 }] }, ['a.2'], [[undefined], [undefined]]],
    [
      { b: [[], []] },
      ['b', 'b.1'],
      [
        [[], EMPTY_ARRAY],
        [[], EMPTY_ARRAY],
      ],
    ],
  ])('of %j by the place %j are %j', (doc, paths, expected) => {
    expect(tuples(doc, ...paths)).toEqual(expected);
  });

  it('take an array under two names for two arrays, though it is one in memory', () => {
    const doc = fromJs({ a: [1, 2] }) as Doc;
    doc.set('b', doc.get('a')!);
    expect(() => keyTuples(doc, [['a'], ['b']], { parallel: () => new Error('parallel') })).toThrow('parallel');
  });
});
