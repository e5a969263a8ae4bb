import { Decimal128, Double, Int32, Long } from 'mongodb';

/** A command that is formed well and meant badly. */
export interface Hostile {
  readonly name: string;
  readonly command: () => Record<string, unknown>;
  /** Whether it must be refused; else any answer is fine. */
  readonly refused?: boolean;
}

const $db = 'fuzz';
const on = (pipeline: unknown[]) => ({ aggregate: 'kept', pipeline, cursor: {}, $db });
const alone = (pipeline: unknown[]) => ({ aggregate: 1, pipeline, cursor: {}, $db });
const compute = (expression: unknown) => on([{ $limit: 1 }, { $project: { x: expression } }]);
const find = (filter: unknown, more: object = {}) => ({ find: 'kept', filter, ...more, $db });
const update = (u: unknown, q: unknown = { _id: 1 }) => ({ update: 'scratch', updates: [{ q, u, upsert: true }], $db });

function nest(levels: number, wrap: (inner: unknown) => unknown, core: unknown): unknown {
  let value = core;
  for (let level = 0; level < levels; level++) value = wrap(value);
  return value;
}

const MILLION = 1_000_000;
const manyNumbers = () => Array.from({ length: MILLION }, (_, i) => new Int32(i));
const range = (count: number) => ({ $range: [0, count] });
const map = (count: number, inner: unknown, as = 'i') => ({ $map: { input: range(count), as, in: inner } });
const reduce = (count: number, initialValue: unknown, inner: unknown) => ({
  $reduce: { input: range(count), initialValue, in: inner },
});
const lookup = (pipeline: unknown[]) => ({ $lookup: { from: 'kept', pipeline, as: 'all' } });

/** Expressions that would take all memory or all time. */
export const HOSTILE_EXPRESSIONS: readonly Hostile[] = [
  { name: '$range of 2^31-1', command: () => compute(range(2147483647)), refused: true },
  { name: '$range of 5 million', command: () => compute(range(5_000_000)) },
  {
    name: '$map in $map in $map',
    command: () => compute(map(10_000, map(10_000, map(10_000, '$$i', 'k'), 'j'))),
    refused: true,
  },
  {
    name: '$filter in $reduce',
    command: () => compute(reduce(100_000, 0, { $size: { $filter: { input: range(100_000), cond: true } } })),
    refused: true,
  },
  {
    name: '$concat that doubles',
    command: () => compute(reduce(64, 'x', { $concat: ['$$value', '$$value'] })),
    refused: true,
  },
  {
    name: '$concatArrays that doubles',
    command: () => compute(reduce(64, [1], { $concatArrays: ['$$value', '$$value'] })),
    refused: true,
  },
  {
    name: 'arrays that double by sharing',
    command: () => compute(reduce(64, [1], ['$$value', '$$value'])),
    refused: true,
  },
  {
    name: '$mergeObjects that nests',
    command: () => compute(reduce(10_000, {}, { a: '$$value', b: '$$value' })),
    refused: true,
  },
  { name: '$setUnion of large sets', command: () => compute({ $setUnion: [range(MILLION), range(MILLION)] }) },
  {
    name: '$setDifference of large sets',
    command: () => compute({ $setDifference: [range(MILLION), range(MILLION)] }),
  },
  { name: '$in in $map', command: () => compute(map(200_000, { $in: ['$$i', range(200_000)] })) },
  {
    name: '$indexOfArray in $map',
    command: () => compute(map(100_000, { $indexOfArray: [range(100_000), '$$i'] })),
    refused: true,
  },
  { name: '$sortArray of a million', command: () => compute({ $sortArray: { input: range(MILLION), sortBy: -1 } }) },
  {
    name: '$zip of large arrays',
    command: () => compute({ $zip: { inputs: [range(MILLION), range(MILLION), range(MILLION)] } }),
  },
  { name: '$split into millions', command: () => compute({ $split: [nestedString(22), 'x'] }) },
  {
    name: '$replaceAll that multiplies',
    command: () => compute(reduce(20, 'aa', { $replaceAll: { input: '$$value', find: 'a', replacement: 'aaaaaaaa' } })),
    refused: true,
  },
  {
    name: '$pow of decimals',
    command: () => compute({ $pow: [Decimal128.fromString('1.000000001'), Decimal128.fromString('9E+6000')] }),
  },
  { name: '$exp of a huge decimal', command: () => compute({ $exp: Decimal128.fromString('9.999E+6144') }) },
  {
    name: '$ln of decimals, many',
    command: () => compute(map(1_000_000, { $ln: Decimal128.fromString('3.3333333333333333333333333333333') })),
  },
  { name: '$round to places', command: () => compute({ $round: [Decimal128.fromString('1E-6176'), 100] }) },
  { name: 'expressions 10^4 deep', command: () => compute(nest(45, (inner) => ({ $not: [inner] }), true)) },
  {
    name: '$dateToString with a huge format',
    command: () => compute({ $dateToString: { date: new Date(0), format: '%Y'.repeat(MILLION) } }),
  },
  {
    name: '$dateAdd of huge amounts',
    command: () => compute({ $dateAdd: { startDate: new Date(0), unit: 'month', amount: Long.MAX_VALUE } }),
    refused: true,
  },
  { name: '$substrCP of everything', command: () => compute({ $substrCP: [nestedString(20), 0, 2147483647] }) },
  {
    name: '$regexMatch that backtracks',
    command: () => compute({ $regexMatch: { input: 'a'.repeat(50), regex: '^(a+)+$b' } }),
  },
  {
    name: '$regexFindAll of everything',
    command: () => compute({ $regexFindAll: { input: 'a'.repeat(100_000), regex: '(a*)*' } }),
  },
  {
    name: '$function',
    command: () => compute({ $function: { body: 'for(;;);', args: [], lang: 'js' } }),
    refused: true,
  },
  {
    name: '$setField in a loop',
    command: () =>
      compute(reduce(100_000, {}, { $setField: { field: { $literal: 'a' }, input: '$$value', value: '$$value' } })),
    refused: true,
  },
  {
    name: '$arrayToObject of a million',
    command: () => compute({ $arrayToObject: [map(MILLION, [{ $toString: '$$i' }, 1])] }),
  },
  {
    name: '$objectToArray and back',
    command: () => compute(reduce(1000, '$$ROOT', { $arrayToObject: { $objectToArray: '$$value' } })),
  },
];

function nestedString(doublings: number): string {
  return 'x'.repeat(2 ** doublings);
}

/** Pipelines that grow. */
export const HOSTILE_PIPELINES: readonly Hostile[] = [
  {
    name: '$addFields with $$ROOT in each',
    command: () => on(nestStages(60, { b: '$$ROOT', c: '$$ROOT' }, '$addFields')),
    refused: true,
  },
  {
    name: '$project with $$ROOT in each',
    command: () => on(nestStages(60, { b: '$$ROOT', c: '$$ROOT' }, '$project')),
    refused: true,
  },
  {
    name: '$replaceWith two of $$ROOT',
    command: () => on(nestStages(60, { b: '$$ROOT', c: '$$ROOT' }, '$replaceWith')),
    refused: true,
  },
  {
    name: '$group of $$ROOT again and again',
    command: () => on(nestStages(30, { _id: null, all: { $push: '$$ROOT' }, more: { $push: '$$ROOT' } }, '$group')),
    refused: true,
  },
  {
    name: '$lookup into itself, 5 deep',
    command: () => on([nest(5, (inner) => lookup([inner]), { $match: {} })]),
    refused: true,
  },
  {
    name: '$lookup of everything, twice',
    command: () => on([lookup([]), lookup([]), { $unwind: '$all' }, lookup([]), { $limit: 10 }]),
  },
  {
    name: '$unwind of products',
    command: () =>
      on([
        lookup([]),
        { $unwind: '$all' },
        lookup([]),
        { $unwind: '$all' },
        { $group: { _id: '$all._id', n: { $sum: 1 } } },
        { $limit: 1 },
      ]),
  },
  {
    name: '$unionWith itself, 20 deep',
    command: () =>
      on([nest(20, (inner) => ({ $unionWith: { coll: 'kept', pipeline: [inner] } }), { $match: {} }), { $count: 'n' }]),
  },
  { name: '$facet of $facet', command: () => on([{ $facet: { a: [{ $facet: { b: [] } }] } }]), refused: true },
  {
    name: '$facet with 500 branches',
    command: () => on([{ $facet: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`f${i}`, []])) }]),
  },
  {
    name: '$graphLookup of everything',
    command: () =>
      on([
        { $graphLookup: { from: 'kept', startWith: '$n', connectFromField: 'n', connectToField: 'group', as: 'all' } },
        { $limit: 20 },
      ]),
  },
  {
    name: '$densify to the end of time',
    command: () =>
      alone([
        { $documents: [{ t: 0 }, { t: 1 }] },
        { $densify: { field: 't', range: { step: 1e-9, bounds: [0, 1e9] } } },
        { $count: 'n' },
      ]),
  },
  {
    name: '$setWindowFields of everything',
    command: () =>
      on([
        {
          $setWindowFields: {
            sortBy: { n: 1 },
            output: { all: { $push: '$$ROOT', window: { documents: ['unbounded', 'unbounded'] } } },
          },
        },
      ]),
  },
  { name: '$sample of more than there is', command: () => on([{ $sample: { size: Long.MAX_VALUE } }]) },
  {
    name: '$bucketAuto with 2^31-1 buckets',
    command: () => on([{ $bucketAuto: { groupBy: '$n', buckets: 2147483647 } }]),
  },
  { name: '5000 stages', command: () => on(Array.from({ length: 5000 }, () => ({ $match: {} }))) },
  {
    name: '$sort by 1000 fields',
    command: () => on([{ $sort: Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`f${i}`, 1])) }]),
    refused: true,
  },
  {
    name: '$documents of a million',
    command: () =>
      alone([{ $documents: map(MILLION, { i: '$$i', a: [1, 2, 3] }) }, { $sort: { i: -1 } }, { $limit: 1 }]),
  },
];

function nestStages(count: number, fields: object, name: string): unknown[] {
  return Array.from({ length: count }, () => ({ [name]: fields }));
}

/** Filters and options. */
export const HOSTILE_QUERIES: readonly Hostile[] = [
  { name: 'a regular expression that backtracks', command: () => find({ text: { $regex: '^(a+)+$' } }) },
  {
    name: 'a regular expression of nested quantifiers',
    command: () => find({ text: { $regex: '((a*)*)*b|(a|aa)+$' } }),
  },
  {
    name: 'a regular expression of 32 KB',
    command: () => find({ text: { $regex: '(a'.repeat(8000) + ')'.repeat(8000) } }),
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
    command: () => find(nest(45, (inner) => ({ $or: [{ $and: [inner, { a: 1 }] }, { b: 1 }] }), { n: 1 })),
  },
  { name: '$elemMatch nested', command: () => find(nest(90, (inner) => ({ $elemMatch: inner }), { $gt: 1 })) },
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
  { name: 'a path of 100000 names', command: () => find({ ['a.'.repeat(100_000) + 'a']: 1 }) },
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
    command: () => update({ $set: { ['a.'.repeat(1000) + 'a']: 1 } }, { _id: 9 }),
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
