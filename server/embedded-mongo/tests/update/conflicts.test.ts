import { errorOf, updated } from './apply-update';

describe('what an update document may say', () => {
  it.each<[object, number, string]>([
    [{ $set: { a: 1 }, $inc: { a: 1 } }, 40, "Updating the path 'a' would create a conflict at 'a'"],
    [{ $set: { a: 1, 'a.b': 1 } }, 40, "Updating the path 'a.b' would create a conflict at 'a'"],
    [{ $set: { 'a.b': 1 }, $unset: { a: 1 } }, 40, "Updating the path 'a' would create a conflict at 'a'"],
    [{ $set: { 'a.b.c': 1, 'a.b': 1 } }, 40, "Updating the path 'a.b' would create a conflict at 'a.b'"],
    [{ $rename: { a: 'b' }, $set: { b: 1 } }, 40, "Updating the path 'b' would create a conflict at 'b'"],
    [{ $set: { b: 1 }, $rename: { b: 'c' } }, 40, "Updating the path 'b' would create a conflict at 'b'"],
    [{ $set: { 'a.$[]': 1, 'a.0': 1 } }, 40, "Updating the path 'a.0' would create a conflict at 'a'"],
    [{ $set: { 'a.$[]': 1, 'a.$': 1 } }, 40, "Updating the path 'a.$' would create a conflict at 'a'"],
    [
      { $foo: { a: 1 } },
      9,
      'Unknown modifier: $foo. Expected a valid update modifier or pipeline-style update specified as an array',
    ],
    [
      { $set: { a: 1 }, b: 1 },
      9,
      'Unknown modifier: b. Expected a valid update modifier or pipeline-style update specified as an array',
    ],
    [
      { $set: 5 },
      9,
      'Modifiers operate on fields but we found type int instead. For example: {$mod: {<field>: ...}} not {$set: 5}',
    ],
    [
      { $set: ['x'] },
      9,
      'Modifiers operate on fields but we found type array instead. For example: {$mod: {<field>: ...}} not {$set: [ "x" ]}',
    ],
    [{ $set: { 'a.$.b.$': 1 } }, 2, "Too many positional (i.e. '$') elements found in path 'a.$.b.$'"],
    [{ $set: { '$.a': 1 } }, 2, "Cannot have positional (i.e. '$') element in the first position in path '$.a'"],
    [
      { $set: { '$[].a': 1 } },
      2,
      "Cannot have array filter identifier (i.e. '$[<id>]') element in the first position in path '$[].a'",
    ],
    [{ $set: { 'a.$[i]': 1 } }, 2, "No array filter found for identifier 'i' in path 'a.$[i]'"],
  ])('%j is refused', (update, code, message) => {
    expect(errorOf(() => updated({ _id: 1, a: [1] }, update))).toEqual([code, message]);
  });

  it.each([[{ $set: { 'a.b': 1, 'a.c': 1 } }], [{ $set: { ab: 1, a: 1 } }], [{ $set: { 'a-b': 1, a: 1 } }]])(
    '%j has no conflict',
    (update) => {
      expect(() => updated({ _id: 1 }, update)).not.toThrow();
    },
  );

  it('is a document or a pipeline', () => {
    expect(errorOf(() => updated({ _id: 1 }, 'x'))).toEqual([
      9,
      'Update argument must be either an object or an array',
    ]);
  });
});
