import { Decimal128, Long } from 'mongodb';

import { alone, compute, type Hostile, lookup, MILLION, map, nest, on, range, reduce } from './hostile-builders';

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
