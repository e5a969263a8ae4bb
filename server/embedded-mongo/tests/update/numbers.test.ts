import { decimalFromString } from '../../src/bson/decimal';
import { fromJs } from '../../src/bson/js';
import type { Value } from '../../src/bson/values';
import { Double, MIN_KEY, UtcDate } from '../../src/bson/values';
import { doc, errorOf, rawUpdated, updated } from './apply-update';

const MAX_LONG = 2n ** 63n - 1n;

function changed(before: Value | undefined, operator: string, argument: Value): Value | undefined {
  const start = new Map<string, Value>([['_id', 1]]);
  if (before !== undefined) start.set('n', before);
  return rawUpdated(start, new Map([[operator, new Map([['n', argument]])]])).get('n');
}

describe('arithmetic on fields', () => {
  it.each<[Value | undefined, string, Value, Value]>([
    [1, '$inc', 2, 3],
    [1, '$inc', 2n, 3n],
    [1n, '$inc', 2, 3n],
    [1, '$inc', new Double(0.5), new Double(1.5)],
    [2147483647, '$inc', 1, 2147483648n],
    [-2147483648, '$inc', -1, -2147483649n],
    [undefined, '$inc', 5n, 5n],
    [decimalFromString('1.1'), '$inc', 1, decimalFromString('2.1')],
    [3, '$mul', 4, 12],
    [3, '$mul', new Double(2), new Double(6)],
    [65536, '$mul', 65536, 4294967296n],
    [undefined, '$mul', 5, 0],
    [undefined, '$mul', 5n, 0n],
    [undefined, '$mul', new Double(5), new Double(0)],
    [MAX_LONG, '$inc', new Double(1), new Double(2 ** 63)],
    [5, '$min', 3, 3],
    [5, '$min', new Double(4.5), new Double(4.5)],
    [5, '$max', 'x', 'x'],
    [5, '$min', null, null],
    [5, '$max', new UtcDate(1), new UtcDate(1)],
    [undefined, '$max', MIN_KEY, MIN_KEY],
    [undefined, '$min', 7, 7],
    [5, '$max', 5n, 5],
  ])('%p with %s %p is %p', (before, operator, argument, after) => {
    expect(changed(before, operator, argument)).toEqual(after);
  });

  it.each<[Value, object, number, string]>([
    [
      MAX_LONG,
      { $inc: { n: 1 } },
      2,
      `Failed to apply $inc operations to current value ((NumberLong)${MAX_LONG}) for document {_id: 1}`,
    ],
    [
      MAX_LONG,
      { $mul: { n: 2 } },
      2,
      `Failed to apply $mul operations to current value ((NumberLong)${MAX_LONG}) for document {_id: 1}`,
    ],
    [
      'x',
      { $inc: { n: 1 } },
      14,
      "Cannot apply $inc to a value of non-numeric type. {_id: 1} has the field 'n' of non-numeric type string",
    ],
    [
      null,
      { $mul: { n: 1 } },
      14,
      "Cannot apply $mul to a value of non-numeric type. {_id: 1} has the field 'n' of non-numeric type null",
    ],
    [1, { $inc: { n: 'x' } }, 14, 'Cannot increment with non-numeric argument: {n: "x"}'],
    [1, { $mul: { n: null } }, 14, 'Cannot multiply with non-numeric argument: {n: null}'],
  ])('%p refuses %j', (before, update, code, message) => {
    const start = new Map<string, Value>([
      ['_id', 1],
      ['n', before],
    ]);
    expect(errorOf(() => rawUpdated(start, update))).toEqual([code, message]);
  });

  it('reaches the largest long but not past it', () => {
    expect(changed(MAX_LONG - 1n, '$inc', 1)).toBe(MAX_LONG);
  });
});

describe('bits of fields', () => {
  it.each<[Value | undefined, object, Value]>([
    [13, { and: 10 }, 8],
    [5, { or: 10 }, 15],
    [5, { xor: 3 }, 6],
    [5, { or: 8, and: 12 }, 12],
    [undefined, { or: 3 }, 3],
    [undefined, { and: 3 }, 0],
    [-1, { xor: 1 }, -2],
    [1n, { or: 2 }, 3n],
    [1, { or: 2n }, 3n],
  ])('%p with $bit %p is %p', (before, operations, after) => {
    expect(changed(before, '$bit', fromJs(new Map(Object.entries(operations))))).toEqual(after);
  });

  it.each<[object, number, string]>([
    [
      { $bit: { s: { or: 1 } } },
      2,
      'Cannot apply $bit to a value of non-integral type._id: 1 has the field s of non-integer type string',
    ],
    [
      { $bit: { n: 1 } },
      2,
      'The $bit modifier is not compatible with a int. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}',
    ],
    [
      { $bit: { n: {} } },
      2,
      'You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}',
    ],
    [
      { $bit: { n: { nand: 1 } } },
      2,
      "The $bit modifier only supports 'and', 'or', and 'xor', not 'nand' which is an unknown operator: {nand: 1}",
    ],
    [
      { $bit: { n: { or: 1.5 } } },
      2,
      "The $bit modifier field must be an Integer(32/64 bit); a 'double' is not supported here: {or: 1.5}",
    ],
  ])('%j is refused', (update, code, message) => {
    expect(errorOf(() => updated({ _id: 1, n: 1, s: 'x' }, update))).toEqual([code, message]);
  });
});

describe('the current date', () => {
  const now = 1_700_000_000_123;

  it('is a date or a timestamp', () => {
    const after = rawUpdated(
      doc({ _id: 1 }),
      { $currentDate: { a: true, b: { $type: 'date' }, c: { $type: 'timestamp' }, d: { $type: 'timestamp' } } },
      { now },
    );
    expect(after.get('a')).toEqual(new UtcDate(now));
    expect(after.get('b')).toEqual(new UtcDate(now));
    const [c, d] = [after.get('c'), after.get('d')] as unknown as { value: bigint }[];
    expect(c!.value >> 32n).toBe(1_700_000_000n);
    expect(d!.value).toBeGreaterThan(c!.value);
  });

  it.each<[unknown, string]>([
    [
      1,
      "int is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).",
    ],
    [{ type: 'date' }, 'Unrecognized $currentDate option: type'],
    [
      { $type: 'time' },
      "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
    ],
  ])('refuses %j', (argument, message) => {
    expect(errorOf(() => updated({ _id: 1 }, { $currentDate: { a: argument } }))).toEqual([2, message]);
  });
});
