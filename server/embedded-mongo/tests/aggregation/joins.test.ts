import { fromJs } from '../../src/bson/js';
import { type Doc, isDoc } from '../../src/bson/values';
import { ArraySource, expectResult, values } from './run-pipeline';

/** Ids of the joined documents for each local document. */
function joinedIds(local: readonly object[], foreign: readonly object[], stage: object): unknown[] {
  const found = values(local, [{ $lookup: { from: 'foreign', as: 'found', ...stage } }], { collections: { foreign } });
  return found.map((doc) => (doc.get('found') as Doc[]).map((item) => item.get('_id')));
}

describe('$lookup by equality', () => {
  // The expectations of MongoDB's own tests of these semantics.
  const docs = [
    { _id: 0, a: [[], 1] },
    { _id: 3, a: [] },
    { _id: 10, noA: 1 },
    { _id: 11, a: null },
    { _id: 12, a: [null] },
    { _id: 13, a: [null, 1] },
    { _id: 20, a: 1 },
    { _id: 21, a: { x: 1 } },
    { _id: 22, a: [1, 2] },
    { _id: 30, a: /x/ },
    { _id: 31, a: 'xyz' },
  ];

  test.each<[string, object, unknown[]]>([
    ['a scalar finds itself, also in arrays', { b: 1 }, [0, 13, 20, 22]],
    ['null finds null and missing', { b: null }, [10, 11, 12, 13]],
    ['missing finds null and missing', {}, [10, 11, 12, 13]],
    ['an empty array finds null and missing', { b: [] }, [10, 11, 12, 13]],
    ['an array finds each of its elements', { b: [2, { x: 1 }] }, [21, 22]],
    ['a nested array finds itself', { b: [[], 42] }, [0, 3]],
    ['a regular expression finds itself, not what it matches', { b: /x/ }, [30]],
    ['several regular expressions find themselves', { b: [/x/, /y/] }, [30]],
    ['equal numbers of other types are found', { b: 1n }, [0, 13, 20, 22]],
    ['a document finds itself', { b: { x: 1 } }, [21]],
    ['a document with other fields is not found', { b: { x: 1, y: 2 } }, []],
  ])('%s', (_, local, expected) => {
    expect(joinedIds([local], docs, { localField: 'b', foreignField: 'a' })).toEqual([expected]);
  });

  test('paths lead through arrays on both sides', () => {
    const foreign = [
      { _id: 1, a: [{ x: 1 }, { x: 2 }] },
      { _id: 2, a: { x: 3 } },
    ];
    const stage = { localField: 'b.y', foreignField: 'a.x' };
    expect(joinedIds([{ b: [{ y: 2 }, { y: 3 }, {}] }], foreign, stage)).toEqual([[1, 2]]);
    expect(joinedIds([{ b: [{ y: 7 }, { y: 3 }] }], foreign, { ...stage, localField: 'b.1.y' })).toEqual([[2]]);
  });

  test('the collection is asked by equality, once for each value', () => {
    const source = new ArraySource({ foreign: [{ _id: 1 }] });
    const docs = [{ b: 1 }, { b: [1, 2] }, { b: 1 }];
    values(
      [],
      [{ $documents: docs }, { $lookup: { from: 'foreign', localField: 'b', foreignField: '_id', as: 'x' } }],
      { source },
    );
    expect(source.filters).toEqual([{ _id: { $eq: 1 } }, { _id: { $in: [1, 2] } }].map(fromJs));
  });

  test('the result replaces what stood at a dotted path', () => {
    const stage = { $lookup: { from: 'foreign', localField: '_id', foreignField: '_id', as: 'a.b' } };
    expectResult([{ _id: 1, a: { c: 1 } }], [stage], [{ _id: 1, a: { c: 1, b: [{ _id: 1 }] } }], {
      collections: { foreign: [{ _id: 1 }] },
    });
  });
});

describe('$lookup through a pipeline', () => {
  const foreign = [
    { _id: 1, k: 'a', n: 1 },
    { _id: 2, k: 'a', n: 5 },
    { _id: 3, k: 'b', n: 9 },
    { _id: 4, n: 9 },
  ];

  test('variables carry values of the local document', () => {
    const pipeline = [{ $match: { $expr: { $and: [{ $eq: ['$k', '$$key'] }, { $gt: ['$n', '$$least'] }] } } }];
    const stage = { let: { key: '$k', least: '$n' }, pipeline };
    const local = [{ k: 'a', n: 2 }, { k: 'b', n: 2 }, { k: 'c', n: 2 }, { n: 2 }];
    expect(joinedIds(local, foreign, stage)).toEqual([[2], [3], [], [4]]);
  });

  test('equality with a variable is asked in a form that an index serves', () => {
    const source = new ArraySource({ foreign });
    const lookup = {
      from: 'foreign',
      as: 'x',
      let: { key: '$k' },
      pipeline: [{ $match: { $expr: { $eq: ['$k', '$$key'] } } }],
    };
    values([], [{ $documents: [{ k: 'a' }, { k: ['a'] }, {}] }, { $lookup: lookup }], { source });
    const shapes = source.filters.map((filter) => isDoc(filter) && [...filter.keys()][0]);
    expect(shapes).toEqual(['$and', '$expr', '$expr']);
    expect((source.filters[0]!.get('$and') as Doc[])[0]).toEqual(fromJs({ k: { $eq: 'a' } }));
  });

  test('equality and pipeline combine', () => {
    const pipeline = [{ $match: { n: { $gt: 1 } } }, { $sort: { n: -1 } }];
    const stage = { localField: 'k', foreignField: 'k', pipeline };
    expect(joinedIds([{ k: 'a' }, { k: ['a', 'b'] }], foreign, stage)).toEqual([[2], [3, 2]]);
  });

  test('a pipeline without variables runs once and serves all', () => {
    const source = new ArraySource({ foreign });
    const lookup = { from: 'foreign', as: 'x', pipeline: [{ $limit: 1 }] };
    values([], [{ $documents: [{}, {}, {}] }, { $lookup: lookup }], { source });
    expect(source.filters).toHaveLength(1);
  });

  test('a pipeline may make its own documents', () => {
    const stage = {
      $lookup: { as: 'x', localField: 'k', foreignField: 'k', pipeline: [{ $documents: [{ k: 1 }, { k: 2 }] }] },
    };
    expectResult([{ k: 2 }], [stage], [{ k: 2, x: [{ k: 2 }] }]);
  });

  test('inner pipelines see the variables of outer ones', () => {
    const inner = {
      from: 'foreign',
      as: 'y',
      let: { low: 1 },
      pipeline: [{ $match: { $expr: { $and: [{ $eq: ['$k', '$$key'] }, { $gt: ['$n', '$$low'] }] } } }],
    };
    const stage = {
      let: { key: '$k' },
      pipeline: [{ $limit: 1 }, { $lookup: inner }, { $project: { _id: 0, n: { $size: '$y' }, key: '$$key' } }],
    };
    expectResult(
      [{ k: 'a' }],
      [{ $lookup: { from: 'foreign', as: 'x', ...stage } }],
      [{ k: 'a', x: [{ n: 1, key: 'a' }] }],
      { collections: { foreign } },
    );
  });
});

describe('$graphLookup', () => {
  const people = [
    { _id: 1, name: 'Ann', boss: null },
    { _id: 2, name: 'Bob', boss: 'Ann' },
    { _id: 3, name: 'Cid', boss: 'Bob' },
    { _id: 4, name: 'Dee', boss: 'Cid', left: true },
  ];
  const graph = { from: 'people', startWith: '$boss', connectFromField: 'boss', connectToField: 'name', as: 'chain' };
  const chain = (stage: object, doc: object = people[3]!): unknown =>
    values([doc], [{ $graphLookup: { ...graph, ...stage } }], { collections: { people } })[0]!.get('chain');

  test('follows connections and counts depth', () => {
    expect(chain({ depthField: 'd' })).toEqual(
      [
        { ...people[2], d: 0n },
        { ...people[1], d: 1n },
        { ...people[0], d: 2n },
      ].map(fromJs),
    );
  });

  test('stops at the greatest depth and at what does not match', () => {
    expect(chain({ maxDepth: 0 })).toEqual([fromJs(people[2])]);
    expect(chain({ restrictSearchWithMatch: { name: 'Cid' } })).toEqual([fromJs(people[2])]);
  });

  test('begins at each element of an array and ends in cycles', () => {
    const cyclic = {
      collections: {
        people: [
          { _id: 1, name: 'a', boss: 'b' },
          { _id: 2, name: 'b', boss: ['a', 'b'] },
        ],
      },
    };
    const [result] = values([{ boss: ['a', 'x'] }], [{ $graphLookup: graph }], cyclic);
    expect((result!.get('chain') as Doc[]).map((doc) => doc.get('_id'))).toEqual([1, 2]);
  });
});
