import { Binary, MAX_KEY, MIN_KEY, ObjectId, Regex, Timestamp, UtcDate } from '../../src/bson/values';
import { answers, date, decimal, double, refusals } from './evaluate';

const ID = new ObjectId(Buffer.from('64b7f9a2c1d2e3f4a5b6c7d8', 'hex'));

describe('Comparison', () => {
  answers([
    [{ $cmp: [1, 2] }, -1],
    [{ $cmp: ['b', 'a'] }, 1],
    [{ $eq: [1, double(1)] }, true],
    [{ $eq: ['$missing', null] }, false],
    [{ $lt: ['$missing', null] }, true],
    [{ $eq: ['$missing', '$gone'] }, true],
    [{ $gt: ['$missing', MIN_KEY] }, true],
    [{ $lt: [null, 1] }, true],
    [{ $lt: [MAX_KEY, 1] }, false],
    [{ $gte: [2, 2] }, true],
    [{ $lte: [3, 2] }, false],
    [{ $ne: [[1], [1]] }, false],
  ]);
  refusals([[{ $eq: [1] }, 16020]]);
});

/** An object whose `then` the linter does not take for a promise's. */
const fields = (...entries: [string, unknown][]): unknown => Object.fromEntries(entries);
const branch = (test: unknown, result: unknown, ...more: [string, unknown][]): unknown =>
  fields(['case', test], ['then', result], ...more);

describe('Logic and branches', () => {
  answers([
    [{ $and: [] }, true],
    [{ $or: [] }, false],
    [{ $and: [1, 'x', []] }, true],
    [{ $and: [1, '$missing'] }, false],
    [{ $or: [0, null, double(0), '$x'] }, false],
    [{ $not: ['$missing'] }, true],
    [{ $not: [''] }, false],
    [{ $allElementsTrue: [[true, 1]] }, true],
    [{ $anyElementTrue: [[false, 0, null]] }, false],
    [{ $cond: ['$x', 'yes', 'no'] }, 'no', { x: 0 }],
    [{ $cond: fields(['if', '$x'], ['then', 'yes'], ['else', '$$REMOVE']) }, undefined, { x: false }],
    [{ $cond: ['$x', { $divide: [1, '$x'] }, 0] }, 0, { x: 0 }],
    [{ $ifNull: ['$missing', null, 'default'] }, 'default'],
    [{ $ifNull: ['$missing', null] }, null],
    [{ $switch: { branches: [branch('$x', 1)], default: 2 } }, 2, { x: 0 }],
    [{ $switch: { branches: [branch({ $gt: ['$x', 5] }, 'big')], default: 'small' } }, 'big', { x: 6 }],
  ]);
  refusals([
    [{ $not: [1, 2] }, 16020],
    [{ $allElementsTrue: 1 }, 17040, "$allElementsTrue's argument must be an array, but is int"],
    [{ $anyElementTrue: [null] }, 17041],
    [{ $cond: [1, 2] }, 16020],
    [{ $cond: fields(['if', 1], ['then', 1]) }, 17082],
    [{ $cond: fields(['if', 1], ['then', 1], ['else', 1], ['x', 1]) }, 17083],
    [{ $ifNull: [1] }, 1257300],
    [{ $switch: 1 }, 40060],
    [{ $switch: { branches: 1 } }, 40061],
    [{ $switch: { branches: [1] } }, 40062],
    [{ $switch: { branches: [branch(1, 1, ['x', 1])] } }, 40063],
    [{ $switch: { branches: [fields(['then', 1])] } }, 40064],
    [{ $switch: { branches: [{ case: 1 }] } }, 40065],
    [{ $switch: { branches: [branch('$x', 1)] } }, 40066, undefined, {}],
    [{ $switch: { branches: [], x: 1 } }, 40067],
    [{ $switch: { branches: [] } }, 40068],
    [{ $switch: { branches: [branch(false, 1)] } }, 40069],
  ]);
});

describe('Types and sizes', () => {
  answers([
    [{ $type: '$missing' }, 'missing'],
    [{ $type: [[1]] }, 'array'],
    [{ $type: 1n }, 'long'],
    [{ $type: decimal('1') }, 'decimal'],
    [{ $isNumber: '1' }, false],
    [{ $isNumber: decimal('1') }, true],
    [{ $isArray: [[1]] }, true],
    [{ $isArray: ['$a'] }, true, { a: [] }],
    [{ $bsonSize: '$$ROOT' }, 12, { a: 1 }],
    [{ $bsonSize: '$missing' }, null],
    [{ $binarySize: 'é' }, 2],
    [{ $binarySize: new Binary(Buffer.from('abc'), 0) }, 3],
    [{ $tsSecond: new Timestamp((1_700_000_000n << 32n) | 7n) }, 1_700_000_000n],
    [{ $tsIncrement: new Timestamp((1_700_000_000n << 32n) | 7n) }, 7n],
  ]);
  refusals([
    [{ $bsonSize: 1 }, 31393],
    [{ $binarySize: 1 }, 51276],
    [{ $tsSecond: 1 }, 5687301, ' Argument to $tsSecond must be a timestamp, but is int'],
    [{ $tsIncrement: 1 }, 5687302],
  ]);
});

describe('$convert and its shortcuts', () => {
  answers([
    [{ $toInt: '42' }, 42],
    [{ $toInt: '-42' }, -42],
    [{ $toInt: 1.9 }, 1],
    [{ $toInt: [1] }, 1],
    [{ $toInt: decimal('-1.9') }, -1],
    [{ $toInt: true }, 1],
    [{ $toInt: null }, null],
    [{ $toInt: '$missing' }, null],
    [{ $toLong: '9223372036854775807' }, 2n ** 63n - 1n],
    [{ $toLong: date('2024-01-01T00:00:00Z') }, 1_704_067_200_000n],
    [{ $toDouble: '1.5' }, 1.5],
    [{ $toDouble: '-5e-2' }, -0.05],
    [{ $toDouble: true }, double(1)],
    [{ $toDecimal: '1.50' }, decimal('1.50')],
    [{ $toDecimal: 0.1 }, decimal('0.100000000000000')],
    [{ $toString: 1.5 }, '1.5'],
    [{ $toString: double(1e20) }, '1e+20'],
    [{ $toString: double(100) }, '100'],
    [{ $toString: 1e-7 }, '1e-07'],
    [{ $toString: 0.0001 }, '0.0001'],
    [{ $toString: double(Number.NaN) }, 'NaN'],
    [{ $toString: 5n }, '5'],
    [{ $toString: ID }, '64b7f9a2c1d2e3f4a5b6c7d8'],
    [{ $toString: date('2024-01-01T00:00:00Z') }, '2024-01-01T00:00:00.000Z'],
    [{ $toString: false }, 'false'],
    [{ $toBool: 'false' }, true],
    [{ $toBool: 0 }, false],
    [{ $toBool: decimal('0.0') }, false],
    [{ $toBool: { a: 1 } }, true],
    [{ $toObjectId: '64b7f9a2c1d2e3f4a5b6c7d8' }, ID],
    [{ $toDate: ID }, date('2023-07-19T14:56:34Z')],
    [{ $toDate: 1000n }, new UtcDate(1000)],
    [{ $toDate: 1000.9 }, new UtcDate(1000)],
    [{ $toDate: '2026-01-02T03:04:05Z' }, date('2026-01-02T03:04:05Z')],
    [{ $toDate: new Timestamp(1_700_000_000n << 32n) }, new UtcDate(1_700_000_000_000)],
    [{ $convert: { input: 'x', to: 'int', onError: 'E' } }, 'E'],
    [{ $convert: { input: ID, to: 'int', onError: '$$REMOVE' } }, undefined],
    [{ $convert: { input: null, to: 'int', onNull: 0 } }, 0],
    [{ $convert: { input: '1', to: 16 } }, 1],
    [{ $convert: { input: '1', to: null } }, null],
  ]);
  refusals([
    [{ $toInt: [] }, 50723, '$toInt requires a single argument, got 0'],
    [{ $toInt: [1, 2] }, 50723],
    [{ $toInt: 'x' }, 241, "Failed to parse number 'x' in $convert with no onError value"],
    [{ $toInt: '1.5' }, 241],
    [{ $toInt: '2147483648' }, 241, 'Overflow'],
    [{ $toInt: '0x10' }, 241, 'Illegal hexadecimal input'],
    [{ $toInt: 2n ** 40n }, 241, 'Conversion would overflow target type in $convert with no onError value: '],
    [{ $toInt: double(Number.NaN) }, 241, 'Attempt to convert NaN value to integer type'],
    [{ $toInt: decimal('Infinity') }, 241, 'Attempt to convert infinity value to integer type'],
    [{ $toInt: 2_147_483_648 }, 241],
    [{ $toInt: { k: 1 } }, 241, 'Unsupported conversion from object to int in $convert with no onError value'],
    [{ $toLong: double(2 ** 63) }, 241],
    [{ $toDouble: '' }, 241],
    [{ $toDouble: '1x' }, 241],
    [{ $toDouble: decimal('1E+6000') }, 241],
    [{ $toDate: true }, 241, 'Unsupported conversion from bool to date'],
    [{ $toDate: 1 }, 241],
    [{ $toObjectId: 'xyz' }, 241],
    [{ $toString: [[1]] }, 241],
    [{ $convert: { input: 1, to: 'nope' } }, 2, 'Unknown type name: nope'],
    [{ $convert: { input: 1, to: 'missing' } }, 241, 'Unsupported conversion from int to missing'],
    [{ $convert: { input: 1, to: 99 } }, 9],
    [{ $convert: { input: 1, to: 1.5 } }, 9],
    [{ $convert: { input: 1 } }, 9],
    [{ $convert: { input: 1, to: 'int', x: 1 } }, 9],
  ]);
});

describe('Documents', () => {
  answers([
    [{ $mergeObjects: [{ a: 1, b: 2 }, null, { a: 3 }] }, { a: 3, b: 2 }],
    [{ $mergeObjects: '$list' }, { a: 1, b: 2 }, { list: [{ a: 1 }, { b: 2 }] }],
    [{ $mergeObjects: '$missing' }, {}],
    [
      { $objectToArray: { a: 1, b: [2] } },
      [
        { k: 'a', v: 1 },
        { k: 'b', v: [2] },
      ],
    ],
    [
      {
        $arrayToObject: [
          [
            ['a', 1],
            ['b', 2],
          ],
        ],
      },
      { a: 1, b: 2 },
    ],
    [
      { $arrayToObject: '$p' },
      { a: 2 },
      {
        p: [
          { k: 'a', v: 1 },
          { k: 'a', v: 2 },
        ],
      },
    ],
    [{ $arrayToObject: { $literal: [['__proto__', 1]] } }, new Map([['__proto__', 1]])],
    [{ $arrayToObject: [[]] }, {}],
    [{ $getField: 'a.b' }, 1, { 'a.b': 1 }],
    [{ $getField: { $literal: '$x' } }, 1, new Map([['$x', 1]])],
    [{ $getField: { field: 'x', input: '$o' } }, 1, { o: { x: 1 } }],
    [{ $getField: { field: 'x', input: '$missing' } }, undefined],
    [{ $getField: { field: 'x', input: null } }, null],
    [{ $getField: { field: 'x', input: 5 } }, undefined],
    [{ $setField: { field: 'a.b', input: '$$ROOT', value: 2 } }, { x: 1, 'a.b': 2 }, { x: 1 }],
    [{ $setField: { field: 'x', input: '$$ROOT', value: '$$REMOVE' } }, { y: 2 }, { x: 1, y: 2 }],
    [{ $unsetField: { field: 'x', input: '$$ROOT' } }, { y: 2 }, { x: 1, y: 2 }],
    [{ $setField: { field: 'x', input: null, value: 1 } }, null],
  ]);
  refusals([
    [{ $mergeObjects: [{ a: 1 }, 5] }, 40400],
    [{ $objectToArray: 1 }, 40390],
    [{ $arrayToObject: 1 }, 40386],
    [{ $arrayToObject: [[1]] }, 40398],
    [{ $arrayToObject: [[['a', 1], { k: 'a', v: 1 }]] }, 40396],
    [{ $arrayToObject: [[['a', 1, 2]]] }, 40397],
    [{ $arrayToObject: [[[1, 2]]] }, 40395],
    [{ $arrayToObject: '$p' }, 40391, undefined, { p: [{ k: 'a', v: 1 }, 1] }],
    [{ $arrayToObject: '$p' }, 40392, undefined, { p: [{ k: 'a' }] }],
    [{ $arrayToObject: '$p' }, 40393, undefined, { p: [{ k: 'a', w: 1 }] }],
    [{ $arrayToObject: '$p' }, 40394, undefined, { p: [{ k: 1, v: 1 }] }],
    [{ $getField: '$x' }, 5654600],
    [{ $getField: { field: { $concat: ['$x', 'y'] }, input: {} } }, 5654601],
    [{ $getField: 5 }, 5654602],
    [{ $getField: { k: 1 } }, 3041701],
    [{ $getField: { input: {} } }, 3041702],
    [{ $getField: { field: 's' } }, 3041703],
    [{ $setField: 1 }, 4161100],
    [{ $unsetField: { field: 'a', input: {}, value: 1 } }, 4161101],
    [{ $setField: { field: 'a', input: 5, value: 1 } }, 4161105],
    [{ $setField: { field: '$a', input: {}, value: 1 } }, 4161108],
  ]);
});

describe('Values that stand for text', () => {
  answers([
    [{ $toUpper: null }, ''],
    [{ $toUpper: 'straße é' }, 'STRAßE é'],
    [{ $toLower: 'ÀB' }, 'Àb'],
    [{ $toLower: 1.5 }, '1.5'],
    [{ $substr: [date('2024-01-31T00:00:00Z'), 0, 10] }, '2024-01-31'],
  ]);
  refusals([
    [{ $toLower: true }, 16007, "can't convert from BSON type bool to String"],
    [{ $toUpper: new Regex('a', '') }, 16007],
  ]);
});
