import { fromJs, toJs } from '../../src/bson/js';
import type { Doc } from '../../src/bson/values';
import { TICK } from '../../src/operation';
import { explainQuery } from '../../src/planner/explain';
import { countQuery, runQuery } from '../../src/planner/run';
import type { Query } from '../../src/planner/types';
import type { Store } from '../../src/storage/store';
import { doc, insertAll, NAMESPACE, operation, storesOfThisFile, write } from '../storage/open-store';

const stores = storesOfThisFile();
const INDEXES: object[] = [
  { key: { a: 1 }, name: 'a_1' },
  { key: { b: 1, c: -1 }, name: 'b_1_c_-1' },
  { key: { email: 1 }, name: 'email_1', unique: true, sparse: true },
  { key: { tags: 1 }, name: 'tags_1' },
  { key: { 'items.x': 1, 'items.y': 1 }, name: 'items' },
  { key: { d: 1 }, name: 'd_partial', partialFilterExpression: { active: true, d: { $gt: 10 } } },
  { key: { name: 1 }, name: 'name_1' },
];

let store: Store;
beforeAll(async () => {
  store = await stores.open();
  await store.createIndexes(NAMESPACE, INDEXES.map(doc), operation);
  const docs = Array.from({ length: 60 }, (_, i) => ({
    _id: i,
    a: i % 6,
    b: i % 3,
    c: i,
    ...(i % 2 && { email: `user${i}` }),
    tags: [`t${i % 4}`, `t${i % 5}`],
    items: [
      { x: i, y: 1 },
      { x: i + 1, y: 2 },
    ],
    d: i,
    active: i % 2 === 0,
    name: `name${i}`,
  }));
  await insertAll(store, ...docs);
});

interface Case {
  filter?: object;
  sort?: object;
  hint?: unknown;
  limit?: number;
  min?: object;
  max?: object;
}

function queryOf({ filter = {}, sort, hint, min, max, limit }: Case): Query {
  const optional = (fields: object | undefined) => fields && doc(fields);
  return {
    filter: doc(filter),
    sort: optional(sort),
    hint: hint === undefined ? undefined : fromJs(hint),
    min: optional(min),
    max: optional(max),
    limit,
    operation,
  };
}

function explain(given: Case): Doc {
  const snapshot = store.snapshot();
  try {
    const steps = explainQuery(snapshot, snapshot.collection(NAMESPACE), NAMESPACE, queryOf(given), 'executionStats');
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value;
  } finally {
    snapshot.close();
  }
}

/** Stages from the last to the first, with the index's name. */
function stages(explained: Doc): string[] {
  const names: string[] = [];
  let stage = (explained.get('queryPlanner') as Doc).get('winningPlan') as Doc | undefined;
  while (stage) {
    const index = stage.get('indexName');
    names.push(index ? `${stage.get('stage')} ${index}` : String(stage.get('stage')));
    stage = stage.get('inputStage') as Doc | undefined;
  }
  return names;
}

function bounds(explained: Doc): unknown {
  let stage = (explained.get('queryPlanner') as Doc).get('winningPlan') as Doc;
  while (stage.has('inputStage')) stage = stage.get('inputStage') as Doc;
  return toJs(stage.get('indexBounds'));
}

describe('The plan of a query', () => {
  it.each<[string, Case, string[]]>([
    ['an _id', { filter: { _id: 3 } }, ['IDHACK']],
    ['several _ids', { filter: { _id: { $in: [1, 2] } } }, ['FETCH', 'IXSCAN _id_']],
    ['no condition', {}, ['COLLSCAN']],
    ['no index', { filter: { zzz: 1 } }, ['COLLSCAN']],
    ['equality', { filter: { a: 1 } }, ['FETCH', 'IXSCAN a_1']],
    ['a range', { filter: { a: { $gt: 1, $lte: 4 } } }, ['FETCH', 'IXSCAN a_1']],
    ['$in', { filter: { a: { $in: [5, 1] } } }, ['FETCH', 'IXSCAN a_1']],
    ['a prefix', { filter: { name: /^name1/ } }, ['FETCH', 'IXSCAN name_1']],
    ['only the second field', { filter: { c: 1 } }, ['COLLSCAN']],
    ['a sort', { sort: { a: -1 } }, ['FETCH', 'IXSCAN a_1']],
    ['a sort by _id', { sort: { _id: 1 } }, ['FETCH', 'IXSCAN _id_']],
    ['equality and a sort', { filter: { b: 1 }, sort: { c: 1 } }, ['FETCH', 'IXSCAN b_1_c_-1']],
    ['mixed directions', { sort: { b: 1, c: -1 } }, ['FETCH', 'IXSCAN b_1_c_-1']],
    ['mixed directions, reversed', { sort: { b: -1, c: 1 } }, ['FETCH', 'IXSCAN b_1_c_-1']],
    ['directions that the index does not have', { sort: { b: 1, c: 1 } }, ['SORT', 'COLLSCAN']],
    ['$in and a sort', { filter: { b: { $in: [0, 2] } }, sort: { c: 1 } }, ['FETCH', 'IXSCAN b_1_c_-1']],
    ['a range and another sort', { filter: { b: { $gt: 0 } }, sort: { c: 1 } }, ['SORT', 'FETCH', 'IXSCAN b_1_c_-1']],
    ['null in a sparse index', { filter: { email: null } }, ['COLLSCAN']],
    ['a value in a sparse index', { filter: { email: 'user1' } }, ['FETCH', 'IXSCAN email_1']],
    ['existence in a sparse index', { filter: { email: { $exists: true } } }, ['FETCH', 'IXSCAN email_1']],
    ['a sort by a sparse index', { sort: { email: 1 } }, ['SORT', 'COLLSCAN']],
    ['what a partial index has', { filter: { active: true, d: 20 } }, ['FETCH', 'IXSCAN d_partial']],
    ['what a partial index may lack', { filter: { active: true, d: 5 } }, ['COLLSCAN']],
    ['what a partial index lacks', { filter: { d: 20 } }, ['COLLSCAN']],
    ['a hint by name', { filter: { a: 1 }, hint: 'name_1' }, ['FETCH', 'IXSCAN name_1']],
    ['a hint by pattern', { filter: { a: 1 }, hint: { b: 1, c: -1 } }, ['FETCH', 'IXSCAN b_1_c_-1']],
    ['a hint of the natural order', { filter: { a: 1 }, hint: { $natural: -1 } }, ['COLLSCAN']],
    ['the more selective of two', { filter: { b: 1, name: { $gte: 'name58' } } }, ['FETCH', 'IXSCAN name_1']],
    ['a contradiction', { filter: { a: { $gt: 5, $lt: 3 } } }, ['EOF']],
    ['$or of indexed conditions', { filter: { $or: [{ a: 1 }, { name: 'name3' }] } }, ['FETCH', 'OR']],
    ['$or with an unindexed one', { filter: { $or: [{ a: 1 }, { zzz: 3 }] } }, ['COLLSCAN']],
    [
      '$expr equality',
      { filter: { $expr: { $and: [{ $eq: ['$a', 1] }, { $gt: ['$c', 3] }] } } },
      ['FETCH', 'IXSCAN a_1'],
    ],
    ['$expr between fields', { filter: { $expr: { $eq: ['$a', '$c'] } } }, ['COLLSCAN']],
    ['$expr equality to null', { filter: { $expr: { $eq: ['$a', null] } } }, ['COLLSCAN']],
    ['no matching element', { filter: { tags: 't1' }, sort: { tags: 1 } }, ['SORT', 'FETCH', 'IXSCAN tags_1']],
  ])('for %s', (_, given, expected) => {
    expect(stages(explain(given))).toEqual(expected);
  });

  it.each<[string, Case, object]>([
    ['equality', { filter: { a: 1 } }, { a: ['[1, 1]'] }],
    ['ranges', { filter: { a: { $gt: 1, $lte: 4 } } }, { a: ['(1, 4]'] }],
    ['an open end', { filter: { a: { $gt: 1 } } }, { a: ['(1, inf.0]'] }],
    ['strings only', { filter: { name: { $lt: 'b' } } }, { name: ['["", "b")'] }],
    ['both fields', { filter: { b: 1, c: { $gte: 5 } } }, { b: ['[1, 1]'], c: ['[inf.0, 5]'] }],
    ['a prefix', { filter: { name: /^ab/ } }, { name: ['["ab", "ac")', '[/^ab/, /^ab/]'] }],
    ['one condition of two on an array', { filter: { tags: { $gt: 'a', $lt: 'b' } } }, { tags: ['("a", {})'] }],
    ['both within $elemMatch', { filter: { tags: { $elemMatch: { $gt: 'a', $lt: 'b' } } } }, { tags: ['("a", "b")'] }],
    [
      'one field of two through an array',
      { filter: { 'items.x': 1, 'items.y': 2 } },
      { 'items.x': ['[1, 1]'], 'items.y': ['[MinKey, MaxKey]'] },
    ],
    [
      'both fields within $elemMatch',
      { filter: { items: { $elemMatch: { x: 1, y: 2 } } } },
      { 'items.x': ['[1, 1]'], 'items.y': ['[2, 2]'] },
    ],
    ['read backwards', { filter: { a: { $in: [1, 3] } }, sort: { a: -1 } }, { a: ['[3, 3]', '[1, 1]'] }],
  ])('has bounds for %s', (_, given, expected) => {
    expect(bounds(explain(given))).toEqual(expected);
  });

  it('reads no document for a count that the index knows', () => {
    const snapshot = store.snapshot();
    const read = jest.spyOn(snapshot, 'document');
    const count = (filter: object) => {
      const steps = countQuery(snapshot, snapshot.collection(NAMESPACE), queryOf({ filter }));
      let step = steps.next();
      while (!step.done) step = steps.next();
      return step.value;
    };
    expect([
      count({}),
      count({ a: 1 }),
      count({ a: { $gte: 4 } }),
      count({ tags: 't1' }),
      count({ b: 1, c: { $lt: 10 } }),
    ]).toEqual([60, 10, 20, 24, 3]);
    expect(read).not.toHaveBeenCalled();
    snapshot.close();
  });

  it('examines only what it needs', () => {
    const stats = explain({ filter: { b: 1 }, sort: { c: -1 }, limit: 2 }).get('executionStats') as Doc;
    expect([stats.get('nReturned'), stats.get('totalKeysExamined'), stats.get('totalDocsExamined')]).toEqual([2, 2, 2]);
  });

  it.each<[string, Case, number]>([
    ['an unknown name', { hint: 'nope' }, 2],
    ['an unknown pattern', { hint: { a: -1 } }, 2],
    ['a partial index that may lack documents', { filter: { d: 20 }, hint: 'd_partial' }, 291],
    ['min without a hint', { min: { a: 1 } }, 51173],
    ['min of another index', { min: { b: 1 }, hint: 'a_1' }, 51174],
    ['min above max', { min: { a: 3 }, max: { a: 3 }, hint: 'a_1' }, 51175],
  ])('is refused for %s', (_, given, code) => {
    expect(() => explain(given)).toThrow(expect.objectContaining({ code }));
  });

  it('reads between min and max', () => {
    const snapshot = store.snapshot();
    const found: unknown[] = [];
    const query = queryOf({ min: { a: 2 }, max: { a: 4 }, hint: 'a_1' });
    for (const candidate of runQuery(snapshot, snapshot.collection(NAMESPACE), query)) {
      if (candidate !== TICK) found.push(candidate.doc().get('a'));
    }
    expect(found).toEqual([...Array(10).fill(2), ...Array(10).fill(3)]);
    snapshot.close();
  });
});

describe('A sort in memory', () => {
  it('is refused past 100 MB, and goes on with a limit', async () => {
    const big = await stores.open();
    for (let i = 0; i < 8; i++) {
      await write(big, (view) =>
        view.insert(view.ensureCollection(NAMESPACE), doc({ _id: i, n: -i, t: 'x'.repeat(14e6) })),
      );
    }
    const snapshot = big.snapshot();
    const ask = (limit: number) => {
      const ids: unknown[] = [];
      for (const candidate of runQuery(snapshot, snapshot.collection(NAMESPACE), queryOf({ sort: { n: 1 }, limit }))) {
        if (candidate !== TICK) ids.push(candidate.doc().get('_id'));
      }
      return ids;
    };
    expect(ask(2)).toEqual([7, 6]);
    expect(() => ask(0)).toThrow(expect.objectContaining({ code: 292 }));
    snapshot.close();
  });
});
