import { toJs } from '../../src/bson/js';
import type { Doc } from '../../src/bson/values';
import { Double, ObjectId, Timestamp } from '../../src/bson/values';
import { doc, errorOf, rawUpdated, updated, upserted } from './apply-update';

const NOT_IN_REPLACEMENT =
  "is not allowed in the context of an update's replacement document. " +
  'Consider using an aggregation pipeline with $replaceWith.';

describe('replacing a document', () => {
  it.each<[object, object, object]>([
    [{ _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }],
    [{ _id: 1, a: 1 }, {}, { _id: 1 }],
    [
      { _id: 1, a: 1 },
      { b: 2, _id: 1 },
      { _id: 1, b: 2 },
    ],
    [{ _id: 1 }, { a: { $b: 1 } }, { _id: 1, a: { $b: 1 } }],
  ])('%j replaced by %j is %j', (before, replacement, after) => {
    expect(JSON.stringify(updated(before, replacement))).toBe(JSON.stringify(after));
  });

  it.each<[object, object, number, string]>([
    [
      { _id: 1 },
      { _id: 2 },
      66,
      "After applying the update, the (immutable) field '_id' was found to have been altered to _id: 2",
    ],
    [{ _id: 1 }, { _id: [1] }, 53, "The '_id' value cannot be of type array"],
    [{ _id: 1 }, { a: 1, $b: 1 }, 52, `The dollar ($) prefixed field '$b' in '$b' ${NOT_IN_REPLACEMENT}`],
    [{ _id: 1 }, { _id: { $b: 1 } }, 52, `The dollar ($) prefixed field '$b' in '_id.$b' ${NOT_IN_REPLACEMENT}`],
  ])('%j refuses %j', (before, replacement, code, message) => {
    expect(errorOf(() => updated(before, replacement))).toEqual([code, message]);
  });

  it('fills in zero timestamps at the top level only', () => {
    const zero = new Timestamp(0n);
    const replacement: Doc = new Map<string, never>();
    replacement
      .set('t', zero)
      .set('n', new Map([['t', zero]]))
      .set('u', new Timestamp(5n));
    const after = rawUpdated(doc({ _id: 1 }), replacement);
    expect((after.get('t') as Timestamp).value >> 32n).toBe(1_700_000_000n);
    expect((after.get('n') as Doc).get('t')).toEqual(zero);
    expect(after.get('u')).toEqual(new Timestamp(5n));
    expect(rawUpdated(doc({ _id: 1 }), new Map([['$set', new Map([['t', zero]])]])).get('t')).toEqual(zero);
  });

  it('accepts an _id that is equal but of another numeric type', () => {
    expect(rawUpdated(doc({ _id: 1 }), new Map([['_id', new Double(1)]])).get('_id')).toEqual(new Double(1));
  });
});

describe('the document that an upsert inserts', () => {
  it.each<[object, object, object]>([
    [{ _id: 1 }, { $set: { a: 1 } }, { _id: 1, a: 1 }],
    [{ _id: 1, z: 1, b: { $eq: 2 } }, { $inc: { n: 1 } }, { _id: 1, b: 2, z: 1, n: 1 }],
    [{ _id: 1, a: { $gt: 5 }, b: /x/ }, { $set: { c: 1 } }, { _id: 1, c: 1 }],
    [{ _id: 1, 'a.b': 1, 'a.c': 2 }, { $set: { 'a.d': 3 } }, { _id: 1, a: { b: 1, c: 2, d: 3 } }],
    [{ $and: [{ _id: 1 }, { a: 2 }, { $and: [{ b: 3 }] }] }, { $set: {} }, { _id: 1, a: 2, b: 3 }],
    [{ $or: [{ _id: 1, a: 2 }] }, { $set: {} }, { _id: 1, a: 2 }],
    [{ _id: 1, $or: [{ a: 1 }, { a: 2 }] }, { $set: {} }, { _id: 1 }],
    [{ _id: { $in: [1] }, a: { $in: [1, 2] }, b: { $all: [7] } }, { $set: {} }, { _id: 1, b: 7 }],
    [{ _id: 1, a: null, l: [1] }, { $setOnInsert: { q: 1 } }, { _id: 1, a: null, l: [1], q: 1 }],
    [{ _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }],
    [{ '_id.x': 1 }, { $set: { a: 1 } }, { _id: { x: 1 }, a: 1 }],
    [{ a: 1 }, { $set: { _id: 5 } }, { _id: 5, a: 1 }],
    [{ _id: 1 }, { $push: { l: 1 }, $setOnInsert: { s: 1 }, $unset: { u: 1 } }, { _id: 1, l: [1], s: 1 }],
    [{ _id: 1, a: 5 }, { $inc: { a: 1 } }, { _id: 1, a: 6 }],
    [{ _id: 1, a: { $elemMatch: { b: 1 } } }, { $set: { c: 1 } }, { _id: 1, c: 1 }],
    [{ _id: 1 }, { a: 1, $b: 1 }, { _id: 1, a: 1, $b: 1 }],
    [{ _id: 1, a: { $not: { $eq: 1 }, $exists: false } }, { $set: {} }, { _id: 1 }],
  ])('for the query %j and %j is %j', (filter, update, result) => {
    expect(JSON.stringify(toJs(upserted(filter, update)))).toBe(JSON.stringify(result));
  });

  it('gets a new ObjectId first, where neither query nor update give an _id', () => {
    const first = upserted({ a: 1 }, { $set: { b: 1 } });
    const second = upserted({ a: 1 }, { $set: { b: 1 } });
    expect([...first.keys()]).toEqual(['_id', 'a', 'b']);
    expect(first.get('_id')).toBeInstanceOf(ObjectId);
    expect(first.get('_id')).not.toEqual(second.get('_id'));
  });

  it.each<[object, object, number, string]>([
    [
      { _id: 1 },
      { $set: { _id: 2 } },
      66,
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    ],
    [
      { _id: 1 },
      { _id: 2 },
      66,
      "After applying the update, the (immutable) field '_id' was found to have been altered to _id: 2",
    ],
    [{ $and: [{ a: 1 }, { a: 2 }] }, { $set: {} }, 54, "cannot infer query fields to set, path 'a' is matched twice"],
    [{ a: { $all: [1, 2] } }, { $set: {} }, 54, "cannot infer query fields to set, path 'a' is matched twice"],
    [
      { 'a.b': 1, a: { c: 1 } },
      { $set: {} },
      54,
      "cannot infer query fields to set, both paths 'a.b' and 'a' are matched",
    ],
    [{ '_id.x': 1 }, { a: 1 }, 111, "field at '_id' must be exactly specified, field at sub-path '_id.x'found"],
    [{ a: 1 }, { $set: { _id: [1] } }, 53, "The '_id' value cannot be of type array"],
    [{ a: 1 }, { $set: { 'a.b': 1 } }, 28, "Cannot create field 'b' in element {a: 1}"],
    [{ a: 1 }, { $set: { 'a.$': 1 } }, 2, 'The positional operator did not find the match needed from the query.'],
    [{ $expr: true }, { $set: { a: 1 } }, 224, '$expr is not allowed in the query predicate for an upsert'],
  ])('is refused for the query %j and %j', (filter, update, code, message) => {
    expect(errorOf(() => upserted(filter, update))).toEqual([code, message]);
  });
});
