import { fromJs, toJs } from '../../src/bson/js';
import type { Doc } from '../../src/bson/values';
import { plainOperation } from '../../src/operation';
import { compileUpdate } from '../../src/update/compile';
import { doc, errorOf, rawUpdated, updated, upserted } from './apply-update';

describe('updates by a pipeline', () => {
  it.each<[object, object[], object]>([
    [{ _id: 1, a: 1 }, [{ $set: { b: { $add: ['$a', 1] } } }], { _id: 1, a: 1, b: 2 }],
    [{ _id: 1, a: 1 }, [{ $addFields: { b: 1 } }, { $unset: 'a' }], { _id: 1, b: 1 }],
    [{ _id: 1, a: 1, b: 2 }, [{ $project: { _id: 0, b: 1 } }], { _id: 1, b: 2 }],
    [{ _id: 1, a: { x: 1 } }, [{ $replaceRoot: { newRoot: '$a' } }], { _id: 1, x: 1 }],
    [{ _id: 1, a: { x: 1 } }, [{ $replaceWith: { y: '$a.x', _id: '$_id' } }], { _id: 1, y: 1 }],
    [{ _id: 1, a: 1 }, [], { _id: 1, a: 1 }],
  ])('%j after %j is %j', (before, pipeline, result) => {
    expect(JSON.stringify(updated(before, pipeline))).toBe(JSON.stringify(result));
  });

  it('answers the same document when nothing changed', () => {
    const before = doc({ _id: 1, a: 1 });
    expect(rawUpdated(before, [{ $set: { a: 1 } }])).toBe(before);
  });

  it('keeps numeric types', () => {
    const before: Doc = new Map();
    before.set('_id', 1).set('l', 5n);
    expect(rawUpdated(before, [{ $set: { m: { $add: ['$l', 1] } } }]).get('m')).toBe(6n);
  });

  it('knows the constants of the statement', () => {
    const options = { filter: new Map() as Doc, operation: plainOperation(), variables: new Map([['k', 7]]) };
    const update = compileUpdate(fromJs([{ $set: { a: '$$k' } }]), options);
    expect(toJs(update.apply(doc({ _id: 1 }), { isInsert: false }))).toEqual({ _id: 1, a: 7 });
    expect(errorOf(() => compileUpdate(doc({ $set: { a: 1 } }), options))).toEqual([
      51198,
      'Constant values may only be specified for pipeline updates',
    ]);
  });

  it('makes the document of an upsert', () => {
    expect(toJs(upserted({ _id: 1, a: 2 }, [{ $set: { b: '$a' } }]))).toEqual({ _id: 1, a: 2, b: 2 });
  });

  it.each<[object[], number, string]>([
    [
      [{ $set: { _id: 2 } }],
      66,
      "After applying the update, the (immutable) field '_id' was found to have been altered to _id: 2",
    ],
    [[{ $match: {} }], 72, '$match is not allowed to be used within an update'],
    [[{ $foo: {} }], 40324, "Unrecognized pipeline stage name: '$foo'"],
    [[{}], 40323, 'A pipeline stage specification object must contain exactly one field.'],
    [[1 as unknown as object], 14, "Each element of the 'pipeline' array must be an object"],
  ])('refuses %j', (pipeline, code, message) => {
    expect(errorOf(() => updated({ _id: 1 }, pipeline))).toEqual([code, message]);
  });

  it('has no array filters', () => {
    const circumstances = { arrayFilters: [{ i: 1 }] };
    expect(errorOf(() => updated({ _id: 1 }, [{ $set: { a: 1 } }], circumstances))).toEqual([
      9,
      'arrayFilters may not be specified for pipeline-style updates',
    ]);
  });
});
