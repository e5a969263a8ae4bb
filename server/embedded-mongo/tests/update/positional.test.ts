import { compiled, errorOf, updated } from './apply-update';

describe('the matched element ($)', () => {
  it.each<[object, object, number, object]>([
    [{ _id: 1, a: [1, 2] }, { $set: { 'a.$': 9 } }, 1, { _id: 1, a: [1, 9] }],
    [{ _id: 1, a: [{ b: 1 }] }, { $inc: { 'a.$.b': 1, 'a.$.c': 1 } }, 0, { _id: 1, a: [{ b: 2, c: 1 }] }],
    [{ _id: 1, a: [1, 2, 3] }, { $unset: { 'a.$': 1 } }, 1, { _id: 1, a: [1, null, 3] }],
    [{ _id: 1, a: [{}, {}] }, { $set: { 'a.$.x': 1, 'a.1.y': 2 } }, 1, { _id: 1, a: [{}, { x: 1, y: 2 }] }],
    [{ _id: 1, a: [{}, {}] }, { $set: { 'a.$.x': 1, 'a.1.y': 2 } }, 0, { _id: 1, a: [{ x: 1 }, { y: 2 }] }],
  ])('%j updated by %j at position %i is %j', (before, update, position, result) => {
    expect(updated(before, update, { position })).toEqual(result);
  });

  it('has to be found by the query', () => {
    expect(errorOf(() => updated({ _id: 1, a: [1] }, { $set: { 'a.$': 1 } }))).toEqual([
      2,
      'The positional operator did not find the match needed from the query.',
    ]);
  });

  it('conflicts with the same position written as a number', () => {
    const update = { $set: { 'a.$': 1, 'a.0': 2 } };
    expect(errorOf(() => updated({ _id: 1, a: [0] }, update, { position: 0 }))).toEqual([
      40,
      "Update created a conflict at 'a.0'",
    ]);
  });

  it('is announced, so that the filter reports it', () => {
    expect(compiled({ $set: { 'a.$.b': 1 } }).needsPosition).toBe(true);
    expect(compiled({ $set: { 'a.$[].b': 1 } }).needsPosition).toBe(false);
    expect(compiled({ $set: { a$: 1 } }).needsPosition).toBe(false);
  });
});

describe('all elements and filtered elements', () => {
  it.each<[object, object, unknown[], object]>([
    [{ _id: 1, a: [1, 2] }, { $inc: { 'a.$[]': 10 } }, [], { _id: 1, a: [11, 12] }],
    [{ _id: 1, a: [] }, { $inc: { 'a.$[]': 10 } }, [], { _id: 1, a: [] }],
    [{ _id: 1, a: [1, 5, 9] }, { $set: { 'a.$[x]': 0 } }, [{ x: { $gt: 4 } }], { _id: 1, a: [1, 0, 0] }],
    [
      {
        _id: 1,
        a: [
          { k: 1, v: 1 },
          { k: 2, v: 1 },
        ],
      },
      { $inc: { 'a.$[e].v': 1 } },
      [{ 'e.k': 2 }],
      {
        _id: 1,
        a: [
          { k: 1, v: 1 },
          { k: 2, v: 2 },
        ],
      },
    ],
    [
      { _id: 1, a: [{ b: [1, 5] }, { b: [7] }] },
      { $set: { 'a.$[].b.$[x]': 0 } },
      [{ x: { $gte: 5 } }],
      { _id: 1, a: [{ b: [1, 0] }, { b: [0] }] },
    ],
    [
      {
        _id: 1,
        a: [
          { k: 1, b: [1] },
          { k: 2, b: [1] },
        ],
      },
      { $push: { 'a.$[e].b': 9 } },
      [{ $or: [{ 'e.k': 2 }, { 'e.k': 3 }] }],
      {
        _id: 1,
        a: [
          { k: 1, b: [1] },
          { k: 2, b: [1, 9] },
        ],
      },
    ],
    [
      { _id: 1, a: [{ x: 0 }, { x: 1 }] },
      { $set: { 'a.$[i].p': 1, 'a.$[j].q': 2 } },
      [{ 'i.x': 0 }, { 'j.x': { $gte: 0 } }],
      {
        _id: 1,
        a: [
          { x: 0, p: 1, q: 2 },
          { x: 1, q: 2 },
        ],
      },
    ],
    [{ _id: 1, a: [[1, 2], [3]] }, { $set: { 'a.$[i]': 0 } }, [{ i: { $gt: 2 } }], { _id: 1, a: [[1, 2], 0] }],
    [{ _id: 1, a: [1, 2] }, { $unset: { 'a.$[x]': 1 } }, [{ x: 2 }], { _id: 1, a: [1, null] }],
  ])('%j updated by %j where %j is %j', (before, update, arrayFilters, result) => {
    expect(updated(before, update, { arrayFilters })).toEqual(result);
  });

  it.each<[object, object, unknown[], number, string]>([
    [
      { _id: 1 },
      { $set: { 'a.$[]': 1 } },
      [],
      2,
      "The path 'a' must exist in the document in order to apply array updates.",
    ],
    [{ _id: 1, a: 5 }, { $set: { 'a.$[]': 1 } }, [], 2, 'Cannot apply array updates to non-array element a: 5'],
    [
      { _id: 1, a: [0] },
      { $set: { 'a.$[i]': 1, 'a.$[j]': 2 } },
      [{ i: 0 }, { j: 0 }],
      40,
      "Update created a conflict at 'a.0'",
    ],
    [
      { _id: 1, a: [{ x: 0, b: [{ y: 0, c: 0 }] }] },
      { $set: { 'a.$[i].b.$[k].c': 1, 'a.$[j].b.$[k].c': 2 } },
      [{ 'i.x': 0 }, { 'j.x': 0 }, { 'k.y': 0 }],
      40,
      "Update created a conflict at 'a.0.b.$[k].c'",
    ],
    [
      { _id: 1, a: [0] },
      { $set: { 'a.$[i]': 1 } },
      [{ i: 0 }, { j: 0 }],
      9,
      "The array filter for identifier 'j' was not used in the update { $set: { a.$[i]: 1 } }",
    ],
    [
      { _id: 1 },
      { $set: { a: 1 } },
      [{ i: 0 }],
      9,
      "The array filter for identifier 'i' was not used in the update { $set: { a: 1 } }",
    ],
    [
      { _id: 1 },
      { $set: { 'a.$[i]': 1 } },
      [{ i: 0 }, { i: 1 }],
      9,
      'Found multiple array filters with the same top-level field name i',
    ],
    [
      { _id: 1 },
      { $set: { 'a.$[i]': 1 } },
      [{ i: 0, j: 1 }],
      9,
      "Error parsing array filter :: caused by :: Expected a single top-level field name, found 'i' and 'j'",
    ],
    [
      { _id: 1 },
      { $set: { 'a.$[I]': 1 } },
      [{ I: 0 }],
      2,
      "Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found 'I'",
    ],
    [
      { _id: 1 },
      { $set: { 'a.$[i]': 1 } },
      [{}],
      9,
      'Cannot use an expression without a top-level field name in arrayFilters',
    ],
    [
      { _id: 1 },
      { $set: { 'a.$[i]': 1 } },
      [{ $expr: true }],
      224,
      'Error parsing array filter :: caused by :: $expr is not allowed in this context',
    ],
    [
      { _id: 1 },
      { $set: { 'a.$[i]': 1 } },
      [1],
      14,
      "BSON field 'arrayFilters.0' is the wrong type 'int', expected type 'object'",
    ],
  ])('%j refuses %j where %j', (before, update, arrayFilters, code, message) => {
    expect(errorOf(() => updated(before, update, { arrayFilters }))).toEqual([code, message]);
  });
});
