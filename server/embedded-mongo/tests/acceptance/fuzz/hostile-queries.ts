import { Double, Int32, Long } from 'mongodb';

import { $db, find, type Hostile, MILLION, manyNumbers, map, nest, reduce, update } from './hostile-builders';

/** Filters and options. */
export const HOSTILE_QUERIES: readonly Hostile[] = [
  { name: 'a regular expression that backtracks', command: () => find({ text: { $regex: '^(a+)+$' } }) },
  {
    name: 'a regular expression of nested quantifiers',
    command: () => find({ text: { $regex: '((a*)*)*b|(a|aa)+$' } }),
  },
  {
    name: 'a regular expression of 32 KB',
    command: () => find({ text: { $regex: `${'(a'.repeat(8000)}${')'.repeat(8000)}` } }),
  },
  {
    name: 'a regular expression that is too long',
    command: () => find({ text: { $regex: 'a'.repeat(40_000) } }),
    refused: true,
  },
  { name: '$where', command: () => find({ $where: 'while(true);' }), refused: true },
  { name: '$in of a million', command: () => find({ n: { $in: manyNumbers() } }) },
  { name: '$nin of a million', command: () => find({ group: { $nin: manyNumbers() } }) },
  { name: '$all of a million', command: () => find({ n: { $all: manyNumbers() } }) },
  {
    name: '$or of 100000',
    command: () => find({ $or: Array.from({ length: 100_000 }, (_, i) => ({ [`f${i % 50}`]: i })) }),
  },
  {
    name: '$and in $or in $and',
    command: () => find(nest(22, (inner) => ({ $or: [{ $and: [inner, { a: 1 }] }, { b: 1 }] }), { n: 1 })),
  },
  { name: '$elemMatch nested', command: () => find(nest(80, (inner) => ({ $elemMatch: inner }), { $gt: 1 })) },
  {
    name: '$expr that multiplies',
    command: () => find({ $expr: { $gt: [{ $size: map(30_000, map(30_000, 1, 'j')) }, 0] } }),
    refused: true,
  },
  { name: 'skip of 2^63-1', command: () => find({}, { skip: Long.MAX_VALUE }) },
  { name: 'limit of 1e300', command: () => find({}, { limit: new Double(1e300) }) },
  { name: 'skip of NaN', command: () => find({}, { skip: new Double(Number.NaN) }) },
  { name: 'batchSize of Infinity', command: () => find({}, { batchSize: new Double(Number.POSITIVE_INFINITY) }) },
  { name: 'limit below 0', command: () => find({}, { limit: new Int32(-1) }), refused: true },
  { name: 'maxTimeMS of NaN', command: () => find({}, { maxTimeMS: new Double(Number.NaN) }), refused: true },
  { name: 'a sort of NaN', command: () => find({}, { sort: { n: new Double(Number.NaN) } }), refused: true },
  { name: 'a path of 100000 names', command: () => find({ [`${'a.'.repeat(100_000)}a`]: 1 }) },
  {
    name: 'a projection of 100000 names',
    command: () =>
      find({}, { projection: Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`f${i}`, 1])) }),
  },
  { name: '$bitsAllSet with a million positions', command: () => find({ n: { $bitsAllSet: manyNumbers() } }) },
  { name: '$mod by nothing', command: () => find({ n: { $mod: [0, 0] } }), refused: true },
  { name: 'distinct of everything', command: () => ({ distinct: 'kept', key: 'pad', query: {}, $db }) },
];

/** Writes into a collection of their own. */
export const HOSTILE_WRITES: readonly Hostile[] = [
  { name: '$push of a million', command: () => update({ $push: { a: { $each: manyNumbers() } } }) },
  {
    name: '$push of a million again',
    command: () => update({ $push: { a: { $each: manyNumbers(), $sort: -1 } } }),
    refused: true,
  },
  { name: '$addToSet of a million', command: () => update({ $addToSet: { a: { $each: manyNumbers() } } }, { _id: 2 }) },
  { name: 'an element far past the end', command: () => update({ $set: { 'b.2000000000': 1 } }, { _id: 3, b: [] }) },
  { name: 'a million nulls', command: () => update([{ $set: { c: map(MILLION, null) } }], { _id: 4 }) },
  {
    name: 'an update that doubles',
    command: () => update([{ $set: { s: reduce(64, 'x', { $concat: ['$$value', '$$value'] }) } }], { _id: 5 }),
    refused: true,
  },
  {
    name: 'a document of 17 MB',
    command: () => update([{ $set: { s: map(1_500_000, 1) } }], { _id: 6 }),
    refused: true,
  },
  { name: '$inc to infinity', command: () => update({ $mul: { n: new Double(Number.MAX_VALUE) } }, { _id: 7 }) },
  {
    name: '__proto__ everywhere',
    command: () =>
      update(
        {
          $set: Object.fromEntries([
            ['__proto__.__proto__.polluted', 1],
            ['constructor.prototype.polluted', 1],
          ]),
        },
        { _id: 8 },
      ),
  },
  {
    name: 'a path of 1000 names',
    command: () => update({ $set: { [`${'a.'.repeat(1000)}a`]: 1 } }, { _id: 9 }),
    refused: true,
  },
  {
    name: '64 indexes and more',
    command: () => ({
      createIndexes: 'scratch',
      indexes: Array.from({ length: 100 }, (_, i) => ({ key: { [`k${i}`]: 1 }, name: `k${i}` })),
      $db,
    }),
    refused: true,
  },
  {
    name: 'an index over a million elements',
    command: () => ({ createIndexes: 'scratch', indexes: [{ key: { a: 1 }, name: 'a' }], $db }),
  },
  {
    name: '100001 statements',
    command: () => ({ insert: 'scratch', documents: Array.from({ length: 100_001 }, () => ({})), $db }),
    refused: true,
  },
  {
    name: '$out onto an own input',
    command: () => ({ aggregate: 'scratch', pipeline: [{ $out: 'scratch' }], cursor: {}, $db }),
  },
  {
    name: '$merge into itself',
    command: () => ({
      aggregate: 'scratch',
      pipeline: [{ $project: { _id: { $concat: [{ $toString: '$_id' }, 'x'] } } }, { $merge: 'scratch' }],
      cursor: {},
      $db,
    }),
  },
];
