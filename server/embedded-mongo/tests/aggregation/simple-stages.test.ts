import { compileDocumentStage } from '../../src/aggregation/stages';
import { fromJs } from '../../src/bson/js';
import type { Doc } from '../../src/bson/values';
import { plainOperation } from '../../src/operation';
import { double, expectResult, values } from './run-pipeline';

const three = [
  { _id: 1, a: 3 },
  { _id: 2, a: 1 },
  { _id: 3, a: 2 },
];

describe('stages that choose documents', () => {
  test.each<[string, object[], object[]]>([
    [
      '$match after a change of documents',
      [{ $set: { b: 1 } }, { $match: { a: { $gt: 1 } } }],
      [
        { _id: 1, a: 3, b: 1 },
        { _id: 3, a: 2, b: 1 },
      ],
    ],
    ['$sort and $limit', [{ $set: { b: '$a' } }, { $sort: { b: 1 } }, { $limit: 1 }], [{ _id: 2, a: 1, b: 1 }]],
    [
      '$sort, $skip and $limit',
      [{ $set: { b: '$a' } }, { $sort: { b: 1 } }, { $skip: 1 }, { $limit: 1 }],
      [{ _id: 3, a: 2, b: 2 }],
    ],
    ['$limit before $skip', [{ $limit: 2 }, { $skip: 1 }], [three[1]!]],
    ['$skip of all that $limit leaves', [{ $limit: 2 }, { $skip: 2 }], []],
    ['$skip before $limit', [{ $skip: 2 }, { $limit: 5 }], [three[2]!]],
    ['$match after $limit', [{ $limit: 1 }, { $match: { a: 1 } }], []],
    ['$match after $sort', [{ $sort: { a: 1 } }, { $match: { a: { $lt: 3 } } }], [three[1]!, three[2]!]],
    ['$count', [{ $match: { a: { $gt: 1 } } }, { $count: 'n' }], [{ n: 2 }]],
    ['$count of nothing', [{ $match: { a: 9 } }, { $count: 'n' }], []],
    ['$sample of more than there are', [{ $sample: { size: 9 } }, { $sort: { _id: 1 } }], three],
  ])('%s', (_, stages, expected) => {
    expectResult(three, stages, expected);
  });

  test('$sample answers as many different documents as asked for', () => {
    const docs = Array.from({ length: 50 }, (_, i) => ({ _id: i }));
    const ids = values(docs, [{ $sample: { size: 10 } }]).map((doc) => doc.get('_id'));
    expect(new Set(ids).size).toBe(10);
  });

  test('a sort of many documents is stable and complete', () => {
    const docs = Array.from({ length: 10_000 }, (_, i) => ({ _id: i, a: (i * 7919) % 10 }));
    const sorted = values(docs, [{ $set: { b: '$a' } }, { $sort: { b: 1 } }]);
    const expected = [...docs].sort((x, y) => x.a - y.a).map((doc) => doc._id);
    expect(sorted.map((doc) => doc.get('_id'))).toEqual(expected);
    const top = values(docs, [{ $set: { b: '$a' } }, { $sort: { b: 1 } }, { $limit: 1500 }]);
    expect(top.map((doc) => doc.get('_id'))).toEqual(expected.slice(0, 1500));
  });

  test('$redact descends into arrays and documents', () => {
    const docs = [{ _id: 1, level: 1, parts: [{ level: 5, x: 1 }, { level: 1, x: 2 }, 7], sub: { level: 9 } }];
    const stage = { $redact: { $cond: [{ $lte: ['$level', 3] }, '$$DESCEND', '$$PRUNE'] } };
    expectResult(docs, [stage], [{ _id: 1, level: 1, parts: [{ level: 1, x: 2 }, 7] }]);
  });
});

describe('$unwind', () => {
  const docs = [
    { _id: 1, a: [1, 2] },
    { _id: 2, a: [] },
    { _id: 3, a: null },
    { _id: 4 },
    { _id: 5, a: 7 },
    { _id: 6, a: [[3]] },
  ];

  test('gives a document for each element, and one for a value that is no array', () => {
    expectResult(
      docs,
      [{ $unwind: '$a' }],
      [
        { _id: 1, a: 1 },
        { _id: 1, a: 2 },
        { _id: 5, a: 7 },
        { _id: 6, a: [3] },
      ],
    );
  });

  test('keeps documents without elements on request, and counts', () => {
    expectResult(
      docs,
      [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } }],
      [
        { _id: 1, a: 1, i: 0n },
        { _id: 1, a: 2, i: 1n },
        { _id: 2, i: null },
        { _id: 3, a: null, i: null },
        { _id: 4, i: null },
        { _id: 5, a: 7, i: null },
        { _id: 6, a: [3], i: 0n },
      ],
    );
  });

  test('reaches into documents but not through arrays', () => {
    expectResult([{ a: { b: [1, 2], c: 0 } }], [{ $unwind: '$a.b' }], [{ a: { b: 1, c: 0 } }, { a: { b: 2, c: 0 } }]);
    expectResult([{ a: [{ b: [1, 2] }] }], [{ $unwind: '$a.b' }], []);
  });
});

describe('stages that change documents', () => {
  test.each<[string, object, object, object]>([
    ['$set adds at the end and replaces in place', { a: 1, b: 2 }, { $set: { c: 3, a: '$b' } }, { a: 2, b: 2, c: 3 }],
    ['$set removes what has no value', { a: 1, b: 2 }, { $set: { a: '$$REMOVE' } }, { b: 2 }],
    ['$set keeps the other fields of a document', { a: { x: 1 } }, { $set: { 'a.y': 2 } }, { a: { x: 1, y: 2 } }],
    ['$set takes nested objects for paths', { a: { x: 1 } }, { $set: { a: { y: 2 } } }, { a: { x: 1, y: 2 } }],
    [
      '$set reaches all elements of an array',
      { a: [{ x: 1 }, 5] },
      { $set: { 'a.y': 2 } },
      { a: [{ x: 1, y: 2 }, { y: 2 }] },
    ],
    ['$set puts a document in the place of a scalar', { a: 5 }, { $set: { 'a.y': 2 } }, { a: { y: 2 } }],
    ['$set sets an empty object', { a: 5 }, { $set: { a: {} } }, { a: {} }],
    ['$addFields of nothing changes nothing', { a: 5 }, { $addFields: {} }, { a: 5 }],
    [
      '$unset removes paths, through arrays too',
      { a: [{ x: 1, y: 2 }], b: 1 },
      { $unset: ['a.x', 'b'] },
      { a: [{ y: 2 }] },
    ],
    [
      '$project includes and computes',
      { _id: 1, a: 2, b: 3 },
      { $project: { _id: 0, a: 1, c: { $add: ['$a', '$b'] } } },
      { a: 2, c: 5 },
    ],
    ['$replaceRoot takes a part', { a: { x: 1 } }, { $replaceRoot: { newRoot: '$a' } }, { x: 1 }],
    ['$replaceWith builds a document', { a: 1 }, { $replaceWith: { b: '$a' } }, { b: 1 }],
  ])('%s', (_, doc, stage, expected) => {
    expectResult([doc], [stage], [expected]);
    const compiled = compileDocumentStage(fromJs(stage) as Doc, plainOperation());
    expect([...compiled(fromJs(doc) as Doc)]).toEqual([...(fromJs(expected) as Doc)]);
  });

  test('a document stage sees the variables it is given', () => {
    const stage = fromJs({ $set: { b: '$$new.x' } }) as Doc;
    const compiled = compileDocumentStage(stage, plainOperation(), new Map([['new', fromJs({ x: 7 })]]));
    expect(compiled(fromJs({ a: 1 }) as Doc)).toEqual(fromJs({ a: 1, b: 7 }));
  });

  test('keys of prototypes are ordinary fields', () => {
    const doc = new Map<string, unknown>([['__proto__', 1]]);
    const [result] = values([doc], [{ $group: { _id: '$__proto__', constructor: { $sum: 1 } } }]);
    expect(result).toEqual(
      new Map([
        ['_id', 1],
        ['constructor', 1],
      ]),
    );
  });
});

describe('other sources', () => {
  test('$documents makes documents', () => {
    expectResult([], [{ $documents: [{ a: 1 }, { a: { $add: [1, 1.5] } }] }], [{ a: 1 }, { a: double(2.5) }]);
  });

  test('$listLocalSessions hands on what the server lists', () => {
    expectResult([], [{ $listLocalSessions: {} }, { $limit: 1 }], [{ _id: 1 }]);
  });

  test('$unionWith adds another collection, through a pipeline', () => {
    const collections = {
      other: [
        { _id: 7, a: 1 },
        { _id: 8, a: 2 },
      ],
    };
    expectResult([{ _id: 1 }], [{ $unionWith: 'other' }], [{ _id: 1 }, ...collections.other], { collections });
    const stage = { $unionWith: { coll: 'other', pipeline: [{ $match: { a: 2 } }, { $project: { _id: 1 } }] } };
    expectResult([{ _id: 1 }], [stage], [{ _id: 1 }, { _id: 8 }], { collections });
    expectResult([{ _id: 1 }], [{ $unionWith: 'nothing' }], [{ _id: 1 }], { collections });
    expectResult([{ _id: 1 }], [{ $unionWith: { pipeline: [{ $documents: [{ b: 1 }] }] } }], [{ _id: 1 }, { b: 1 }]);
  });

  test('$facet runs each pipeline over all documents', () => {
    const docs = Array.from({ length: 1000 }, (_, i) => ({ _id: i, a: i % 3 }));
    const stage = {
      $facet: {
        count: [{ $count: 'n' }],
        first: [{ $limit: 2 }, { $project: { a: 1 } }],
        groups: [{ $sortByCount: '$a' }],
        none: [{ $match: { a: 9 } }],
        all: [],
      },
    };
    const [result] = values(docs, [stage]);
    expect(result!.get('count')).toEqual(fromJs([{ n: 1000 }]));
    expect(result!.get('first')).toEqual(
      fromJs([
        { _id: 0, a: 0 },
        { _id: 1, a: 1 },
      ]),
    );
    expect(result!.get('groups')).toEqual(
      fromJs([
        { _id: 0, count: 334 },
        { _id: 1, count: 333 },
        { _id: 2, count: 333 },
      ]),
    );
    expect(result!.get('none')).toEqual([]);
    expect(result!.get('all')).toHaveLength(1000);
    expectResult([], [{ $facet: { n: [{ $count: 'n' }] } }], [{ n: [] }]);
  });
});
