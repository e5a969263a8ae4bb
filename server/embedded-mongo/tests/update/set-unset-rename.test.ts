import { toJs } from '../../src/bson/js';
import { Double } from '../../src/bson/values';
import { doc, errorOf, rawUpdated, updated } from './apply-update';

describe('setting, removing and renaming fields', () => {
  it.each([
    [{ _id: 1 }, { $set: { a: 1 } }, { _id: 1, a: 1 }],
    [{ _id: 1 }, { $set: { 'a.b.c': 1 } }, { _id: 1, a: { b: { c: 1 } } }],
    [{ _id: 1, a: [1, 2] }, { $set: { 'a.1': 9 } }, { _id: 1, a: [1, 9] }],
    [{ _id: 1, a: [1] }, { $set: { 'a.3': 9 } }, { _id: 1, a: [1, null, null, 9] }],
    [{ _id: 1, a: [1] }, { $set: { 'a.1.b': 9 } }, { _id: 1, a: [1, { b: 9 }] }],
    [{ _id: 1, a: {} }, { $set: { 'a.0': 9 } }, { _id: 1, a: { 0: 9 } }],
    [{ _id: 1, a: { b: 1 } }, { $unset: { 'a.b': '' } }, { _id: 1, a: {} }],
    [{ _id: 1, a: [1, 2] }, { $unset: { 'a.0': '' } }, { _id: 1, a: [null, 2] }],
    [{ _id: 1, a: 1 }, { $unset: { 'a.b': '', x: '' } }, { _id: 1, a: 1 }],
    [{ _id: 1, a: 1 }, { $rename: { a: 'b' } }, { _id: 1, b: 1 }],
    [{ _id: 1, a: 1, b: 2 }, { $rename: { a: 'b' } }, { _id: 1, b: 1 }],
    [{ _id: 1, a: { b: 1, c: 2 } }, { $rename: { 'a.b': 'x.y' } }, { _id: 1, a: { c: 2 }, x: { y: 1 } }],
    [{ _id: 1, a: [1] }, { $rename: { a: 'b' } }, { _id: 1, b: [1] }],
    [{ _id: 1 }, { $rename: { a: 'b' } }, { _id: 1 }],
    [
      { _id: 1, a: 1, b: 5 },
      { $rename: { a: 'c' }, $inc: { b: 1 } },
      { _id: 1, b: 6, c: 1 },
    ],
    [{ _id: 1 }, { $setOnInsert: { a: 1 } }, { _id: 1 }],
    [{ _id: 1 }, { $set: { a: { $x: 1 }, 'b.$y': 2 } }, { _id: 1, a: { $x: 1 }, b: { $y: 2 } }],
    [{ _id: 1, a: 1 }, { $set: {} }, { _id: 1, a: 1 }],
  ])('%j updated by %j is %j', (before, update, after) => {
    expect(updated(before, update)).toEqual(after);
  });

  it('adds new fields in the order of their names, numbers by size', () => {
    const after = rawUpdated(doc({ _id: 1 }), { $set: { b: 1, 10: 1, 9: 1, a: 1, B: 1 }, $inc: { aa: 1 } });
    expect([...after.keys()]).toEqual(['_id', '9', '10', 'B', 'a', 'aa', 'b']);
  });

  it('keeps the place of a field that exists', () => {
    const after = rawUpdated(doc({ _id: 1, z: 1, a: 1 }), { $set: { z: 2, b: 1 } });
    expect([...after.keys()]).toEqual(['_id', 'z', 'a', 'b']);
  });

  it('treats __proto__ as an ordinary field', () => {
    const before = doc({ _id: 1 });
    const after = rawUpdated(before, JSON.parse('{"$set": {"__proto__.x": 1, "constructor": 2}}'));
    expect([...after.keys()]).toEqual(['_id', '__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it.each([
    [{ $set: { a: 1 } }],
    [{ $set: { 'a.b': 2 } }],
    [{ $set: { 'l.0.x': 5 } }],
    [{ $push: { 'l.0.y': 5 } }],
    [{ $unset: { 'a.b': 1 } }],
    [{ $rename: { 'a.b': 'q' } }],
  ])('leaves the given document alone and shares what %j does not touch', (update) => {
    const before = doc({ _id: 1, a: { b: 1 }, l: [{ x: 1 }, { z: 1 }], other: { deep: [1] } });
    const copy = toJs(before);
    const after = rawUpdated(before, update);
    expect(after).not.toBe(before);
    expect(toJs(before)).toEqual(copy);
    expect(after.get('other')).toBe(before.get('other'));
  });

  it.each([
    [{ $set: { a: 1 } }],
    [{ $set: { _id: 1, 'c.d': [1, 'x'] } }],
    [{ $unset: { b: 1, 'a.b': 1 } }],
    [{ $inc: { a: 0 } }],
    [{ $mul: { a: 1 } }],
    [{ $min: { a: 1 } }],
    [{ $max: { a: 0.5 } }],
    [{ $rename: { x: 'y' } }],
    [{ $pull: { 'c.d': 'q' } }],
    [{ $pullAll: { 'c.d': [7] } }],
    [{ $addToSet: { 'c.d': 'x' } }],
    [{ $push: { 'c.d': { $each: [] } } }],
    [{ $push: { 'c.d': { $each: [], $slice: 2 } } }],
    [{ $pop: { e: 1, nothing: -1 } }],
    [{ $bit: { a: { or: 1 } } }],
    [{ $setOnInsert: { q: 1 } }],
  ])('answers the same document when %j changes nothing', (update) => {
    const before = doc({ _id: 1, a: 1, c: { d: [1, 'x'] }, e: [] });
    expect(rawUpdated(before, update)).toBe(before);
  });

  it('counts a change of the numeric type as a change', () => {
    const before = doc({ _id: 1, a: 1 });
    expect(rawUpdated(before, { $set: { a: new Double(1) } }).get('a')).toEqual(new Double(1));
  });

  it.each<[object, object, number, string]>([
    [{ _id: 1, a: 1 }, { $set: { 'a.b': 1 } }, 28, "Cannot create field 'b' in element {a: 1}"],
    [{ _id: 1, a: null }, { $set: { 'a.b.c': 1 } }, 28, "Cannot create field 'b' in element {a: null}"],
    [{ _id: 1, a: [1] }, { $set: { 'a.b': 1 } }, 28, "Cannot create field 'b' in element {a: [ 1 ]}"],
    [{ _id: 1, a: [1] }, { $set: { 'a.0.b': 1 } }, 28, "Cannot create field 'b' in element {0: 1}"],
    [{ _id: 1, a: 1 }, { $pop: { 'a.b': 1 } }, 28, 'Cannot use the part (b) of (a.b) to traverse the element ({a: 1})'],
    [{ _id: 1, a: [] }, { $set: { 'a.1500001': 1 } }, 34, "can't backfill more than 1500000 elements"],
    [
      { _id: 1 },
      { $set: { _id: 2 } },
      66,
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    ],
    [
      { _id: { a: 1 } },
      { $inc: { '_id.a': 2 } },
      66,
      "Performing an update on the path '_id.a' would modify the immutable field '_id'",
    ],
    [
      { _id: { a: 1 } },
      { $set: { '_id.b': 2 } },
      66,
      "Updating the path '_id' to _id: { a: 1 } would modify the immutable field '_id'",
    ],
    [
      { _id: 1 },
      { $unset: { _id: 1 } },
      66,
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    ],
    [{ _id: 1 }, { $set: { '': 1 } }, 56, 'An empty update path is not valid.'],
    [
      { _id: 1 },
      { $set: { 'a..b': 1 } },
      56,
      "The update path 'a..b' contains an empty field name, which is not allowed.",
    ],
    [
      { _id: 1 },
      { $set: { $x: 1 } },
      52,
      "The dollar ($) prefixed field '$x' in '$x' is not allowed in the context of an update's replacement document. " +
        'Consider using an aggregation pipeline with $replaceWith.',
    ],
    [{ _id: 1 }, { $set: { $id: 1 } }, 55, 'Found $id field without a $ref before it, which is invalid.'],
    [{ _id: 1 }, { $set: { $ref: 'c' } }, 55, 'The DBRef $ref field must be followed by a $id field'],
    [{ _id: 1, a: 1 }, { $rename: { a: 1 } }, 2, "The 'to' field for $rename must be a string: a: 1"],
    [{ _id: 1, a: 1 }, { $rename: { a: 'a' } }, 2, 'The source and target field for $rename must differ: a: "a"'],
    [
      { _id: 1, a: 1 },
      { $rename: { a: 'a.b' } },
      2,
      'The source and target field for $rename must not be on the same path: a: "a.b"',
    ],
    [{ _id: 1 }, { $rename: { 'a.$': 'b' } }, 2, 'The source field for $rename may not be dynamic: a.$'],
    [{ _id: 1 }, { $rename: { a: 'b.$[]' } }, 2, 'The destination field for $rename may not be dynamic: b.$[]'],
    [
      { _id: 1, a: 1 },
      { $rename: { 'a.b': 'c' } },
      28,
      'cannot use the part (a of a.b) to traverse the element ({a: 1})',
    ],
    [
      { _id: 1, a: [{ b: 1 }] },
      { $rename: { 'a.0.b': 'c' } },
      2,
      "The source field cannot be an array element, 'a.0.b' in doc with _id: 1 has an array field called 'a'",
    ],
    [
      { _id: 1, a: 1, b: [1] },
      { $rename: { a: 'b.0' } },
      2,
      "The destination field cannot be an array element, 'b.0' in doc with _id: 1 has an array field called 'b'",
    ],
    [
      { _id: 1 },
      { $rename: { _id: 'x' } },
      66,
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    ],
  ])('%j refuses %j with %i', (before, update, code, message) => {
    expect(errorOf(() => updated(before, update))).toEqual([code, message]);
  });

  it('pads an array up to the bound', () => {
    const after = rawUpdated(doc({ _id: 1, a: [] }), { $set: { 'a.1500000': 1 } });
    expect(after.get('a')).toHaveLength(1_500_001);
  });

  it('refuses paths deeper than any document', () => {
    const path = Array.from({ length: 201 }, () => 'a').join('.');
    expect(errorOf(() => updated({ _id: 1 }, { $set: { [path]: 1 } }))[0]).toBe(15);
  });
});
