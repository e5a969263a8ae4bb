import { createCollator } from '../../src/bson/collation';
import { fromJs, toJs } from '../../src/bson/js';
import type { Doc } from '../../src/bson/values';
import { plainOperation } from '../../src/operation';
import { compileUpdate } from '../../src/update/compile';
import { doc, errorOf, updated } from './apply-update';

const after = (a: unknown, update: unknown) => (updated({ _id: 1, a }, update) as { a: unknown }).a;

describe('$push', () => {
  it.each<[unknown, unknown, unknown]>([
    [[1], 2, [1, 2]],
    [[1], [2], [1, [2]]],
    [[1], { $each: [2, 3] }, [1, 2, 3]],
    [[1, 2, 3], { $each: [9], $position: 0 }, [9, 1, 2, 3]],
    [[1, 2, 3], { $each: [8, 9], $position: 1 }, [1, 8, 9, 2, 3]],
    [[1, 2, 3], { $each: [9], $position: 3 }, [1, 2, 3, 9]],
    [[1, 2, 3], { $each: [9], $position: 10 }, [1, 2, 3, 9]],
    [[1, 2, 3], { $each: [9], $position: -1 }, [1, 2, 9, 3]],
    [[1, 2, 3], { $each: [9], $position: -3 }, [9, 1, 2, 3]],
    [[1, 2, 3], { $each: [9], $position: -9 }, [9, 1, 2, 3]],
    [[1, 2, 3], { $each: [4], $slice: 2 }, [1, 2]],
    [[1, 2, 3], { $each: [4], $slice: -2 }, [3, 4]],
    [[1, 2, 3], { $each: [4], $slice: 0 }, []],
    [[1, 2, 3], { $each: [4], $slice: 4 }, [1, 2, 3, 4]],
    [[1, 2, 3], { $each: [], $slice: -1 }, [3]],
    [[3, 1], { $each: [2], $sort: 1 }, [1, 2, 3]],
    [[3, 1], { $each: [2], $sort: -1 }, [3, 2, 1]],
    [[3, 'x', null], { $each: [{ q: 1 }], $sort: 1 }, [null, 3, 'x', { q: 1 }]],
    [[3, 1], { $each: [2], $sort: 1, $slice: 2 }, [1, 2]],
    [[3, 1], { $slice: 2, $sort: -1, $each: [2] }, [3, 2]],
    [[{ s: 2 }, { s: 1 }], { $each: [], $sort: { s: 1 } }, [{ s: 1 }, { s: 2 }]],
    [
      [{ b: { c: 2 } }, { b: { c: 1 } }, {}],
      { $each: [], $sort: { 'b.c': 1 } },
      [{}, { b: { c: 1 } }, { b: { c: 2 } }],
    ],
    [
      [
        { x: 1, y: 1 },
        { x: 0, y: 5 },
        { x: 1, y: 2 },
      ],
      { $each: [], $sort: { x: -1, y: -1 } },
      [
        { x: 1, y: 2 },
        { x: 1, y: 1 },
        { x: 0, y: 5 },
      ],
    ],
    [[{ l: [5, 1] }, { l: [2, 9] }], { $each: [], $sort: { 'l.0': 1 } }, [{ l: [2, 9] }, { l: [5, 1] }]],
    [[7, { s: 1 }], { $each: [], $sort: { s: 1 } }, [7, { s: 1 }]],
    [[], { $position: 0 }, [{ $position: 0 }]],
  ])('%j with %j is %j', (before, argument, result) => {
    expect(after(before, { $push: { a: argument } })).toEqual(result);
  });

  it('makes the array where there is none, also an empty one', () => {
    expect(updated({ _id: 1 }, { $push: { a: { $each: [1, 2, 3], $slice: -2 }, b: { $each: [] } } })).toEqual({
      _id: 1,
      a: [2, 3],
      b: [],
    });
  });

  it.each<[unknown, unknown, number, string]>([
    ['x', 1, 2, "The field 'a' must be an array but is of type string in document {_id: 1}"],
    [[], { $each: 1 }, 2, 'The argument to $each in $push must be an array but it was of type: int'],
    [[], { $each: [], $foo: 1 }, 2, 'Unrecognized clause in $push: $foo'],
    [[], { $each: [], $slice: 'x' }, 2, 'The value for $slice must be an integer value but was given type: string'],
    [[], { $each: [], $slice: 1.5 }, 2, 'The value for $slice must be an integer value but was given type: double'],
    [[], { $each: [], $position: 'x' }, 2, 'The value for $position must be an integer value, not of type: string'],
    [[], { $each: [], $sort: 2 }, 2, 'The $sort element value must be either 1 or -1'],
    [[], { $each: [], $sort: { a: 'x' } }, 2, 'The $sort element value must be either 1 or -1'],
    [[], { $each: [], $sort: {} }, 2, 'The $sort pattern is empty when it should be a set of fields.'],
    [[], { $each: [], $sort: { '': 1 } }, 2, 'The $sort field cannot be empty'],
    [[], { $each: [], $sort: { 'a.': 1 } }, 2, 'The $sort field is a dotted field but has an empty part: a.'],
    [
      [],
      { $each: [], $sort: 'x' },
      2,
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    ],
  ])('%j refuses %j', (before, argument, code, message) => {
    expect(errorOf(() => after(before, { $push: { a: argument } }))).toEqual([code, message]);
  });
});

describe('$addToSet', () => {
  it.each<[unknown, unknown, unknown]>([
    [[1], 1, [1]],
    [[1], 2, [1, 2]],
    [[1], 1.5, [1, 1.5]],
    [
      [{ a: 1, b: 2 }],
      { b: 2, a: 1 },
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
    [[{ a: 1 }], { a: 1 }, [{ a: 1 }]],
    [[], { $each: [1, 2, 1] }, [1, 2]],
    [[2], { $each: [3, 2, 1] }, [2, 3, 1]],
    [[[1]], [1], [[1]]],
    [[1], [1], [1, [1]]],
  ])('%j with %j is %j', (before, argument, result) => {
    expect(after(before, { $addToSet: { a: argument } })).toEqual(result);
  });

  it('takes each value once where there is no array yet', () => {
    expect(updated({ _id: 1 }, { $addToSet: { a: { $each: ['x', 'x'] } } })).toEqual({ _id: 1, a: ['x'] });
  });

  it('stays fast with many values', () => {
    const many = Array.from({ length: 50_000 }, (_, i) => i);
    expect(after(many, { $addToSet: { a: { $each: many.map((n) => n + 1) } } })).toHaveLength(50_001);
  });

  it.each<[unknown, unknown, number, string]>([
    [5, 1, 2, "Cannot apply $addToSet to non-array field. Field named 'a' has non-array type int"],
    [[], { $each: 1 }, 14, 'The argument to $each in $addToSet must be an array but it was of type int'],
    [[], { $each: [1], $slice: 1 }, 2, 'Found unexpected fields after $each in $addToSet: { $each: [ 1 ], $slice: 1 }'],
  ])('%j refuses %j', (before, argument, code, message) => {
    expect(errorOf(() => after(before, { $addToSet: { a: argument } }))).toEqual([code, message]);
  });
});

describe('removing elements', () => {
  it.each<[unknown, object, unknown]>([
    [[1, 2, 3], { $pop: { a: 1 } }, [1, 2]],
    [[1, 2, 3], { $pop: { a: -1 } }, [2, 3]],
    [[1, 2, 1], { $pull: { a: 1 } }, [2]],
    [[1, 2, 3, 'x'], { $pull: { a: { $gte: 2 } } }, [1, 'x']],
    [[1, 2, 3], { $pull: { a: { $in: [1, 3] } } }, [2]],
    [['ab', 'cd', 1], { $pull: { a: /^a/ } }, ['cd', 1]],
    [[[1, 2], [3]], { $pull: { a: [1, 2] } }, [[3]]],
    [[[1, 5], [3], 7], { $pull: { a: { $gt: 4 } } }, [[3]]],
    [[{ x: 1, y: 1 }, { x: 2 }, 1], { $pull: { a: { x: 1 } } }, [{ x: 2 }, 1]],
    [
      [
        { x: 1, y: 1 },
        { x: 1, y: 5 },
      ],
      { $pull: { a: { x: 1, y: { $gt: 2 } } } },
      [{ x: 1, y: 1 }],
    ],
    [[{ x: { y: 1 } }, { x: { y: 1, z: 1 } }], { $pull: { a: { x: { y: 1 } } } }, [{ x: { y: 1, z: 1 } }]],
    [[{ l: [{ q: 1 }] }, { l: [{ q: 2 }] }], { $pull: { a: { l: { $elemMatch: { q: 2 } } } } }, [{ l: [{ q: 1 }] }]],
    [[1, {}, { b: 1 }], { $pull: { a: {} } }, [1]],
    [[null, 1, { b: null }], { $pull: { a: null } }, [1, { b: null }]],
    [[1, 2, 3], { $pull: { a: { $ne: 2 } } }, [2]],
    [[1, 2, 1, 3, { a: 1 }], { $pullAll: { a: [1, 3, { a: 1 }] } }, [2]],
    [[1], { $pullAll: { a: [] } }, [1]],
  ])('%j after %j is %j', (before, update, result) => {
    expect(after(before, update)).toEqual(result);
  });

  it.each<[unknown, object, number, string]>([
    [5, { $pull: { a: 1 } }, 2, 'Cannot apply $pull to a non-array value'],
    [null, { $pullAll: { a: [1] } }, 2, 'Cannot apply $pull to a non-array value'],
    [[], { $pullAll: { a: 1 } }, 2, '$pullAll requires an array argument but was given a int'],
    [[], { $pull: { a: { $expr: true } } }, 224, '$expr is not allowed in this context'],
    [5, { $pop: { a: 1 } }, 14, "Path 'a' contains an element of non-array type 'int'"],
    [[], { $pop: { a: 2 } }, 9, '$pop expects 1 or -1, found: 2'],
    [[], { $pop: { a: 'x' } }, 9, 'Expected a number in: a: "x"'],
    [[], { $pop: { a: 1.5 } }, 9, 'Expected an integer: a: 1.5'],
  ])('%j refuses %j', (before, update, code, message) => {
    expect(errorOf(() => after(before, update))).toEqual([code, message]);
  });
});

it('compares by the collation of the command', () => {
  const collator = createCollator(doc({ locale: 'en', strength: 2 }));
  const operation = { ...plainOperation(), collator };
  const run = (update: unknown) => {
    const options = { filter: new Map() as Doc, operation };
    const before = doc({ _id: 1, a: ['x', 'Y'], m: 'B' });
    return toJs(compileUpdate(fromJs(update), options).apply(before, { isInsert: false }));
  };
  expect(run({ $addToSet: { a: 'X' } })).toEqual({ _id: 1, a: ['x', 'Y'], m: 'B' });
  expect(run({ $pull: { a: 'y' } })).toEqual({ _id: 1, a: ['x'], m: 'B' });
  expect(run({ $pullAll: { a: ['X'] } })).toEqual({ _id: 1, a: ['Y'], m: 'B' });
  expect(run({ $min: { m: 'a' } })).toEqual({ _id: 1, a: ['x', 'Y'], m: 'a' });
  expect(run({ $push: { a: { $each: ['A'], $sort: 1 } } })).toEqual({ _id: 1, a: ['A', 'x', 'Y'], m: 'B' });
});
