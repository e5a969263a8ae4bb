import { toJs } from '../../src/bson/js';
import { plainOperation } from '../../src/operation';
import { compileAggregationProjection, compileProjection } from '../../src/query/projection';
import { doc, refusal } from './query-cases';

function projected(projection: object, document: object, filter: object = {}): string {
  return JSON.stringify(toJs(compileProjection(doc(projection), doc(filter), plainOperation())(doc(document))));
}

describe('find projections', () => {
  test.each<[object, object, object]>([
    [{}, { _id: 1, a: 1 }, { _id: 1, a: 1 }],
    [{ a: 1 }, { _id: 1, b: 2, a: 1 }, { _id: 1, a: 1 }],
    [
      { b: 1, a: true },
      { _id: 1, a: 1, b: 2 },
      { _id: 1, a: 1, b: 2 },
    ],
    [{ a: 1, _id: 0 }, { _id: 1, a: 1 }, { a: 1 }],
    [{ _id: 1 }, { _id: 1, a: 1 }, { _id: 1 }],
    [{ _id: 0 }, { _id: 1, a: 1 }, { a: 1 }],
    [{ a: 0 }, { _id: 1, a: 1, b: 2 }, { _id: 1, b: 2 }],
    [
      { a: 0, _id: 1 },
      { _id: 1, a: 1, b: 2 },
      { _id: 1, b: 2 },
    ],
    [{ 'a.b': 1 }, { _id: 1, a: { b: 1, c: 2 } }, { _id: 1, a: { b: 1 } }],
    [{ a: { b: 1 } }, { _id: 1, a: { b: 1, c: 2 } }, { _id: 1, a: { b: 1 } }],
    [{ 'a.b': 1 }, { _id: 1, a: 5 }, { _id: 1 }],
    [{ 'a.b': 1 }, { _id: 1, a: {} }, { _id: 1, a: {} }],
    [{ 'a.b': 1 }, { _id: 1, a: [1, { b: 1, c: 1 }, [{ b: 2 }, 3]] }, { _id: 1, a: [{ b: 1 }, [{ b: 2 }]] }],
    [{ 'a.b': 0 }, { _id: 1, a: [1, { b: 1, c: 1 }, [{ b: 2 }]] }, { _id: 1, a: [1, { c: 1 }, [{}]] }],
    [{ 'a.b': 0 }, { _id: 1, a: 5 }, { _id: 1, a: 5 }],
    [{ x: { $add: ['$a', 1] } }, { _id: 1, a: 1 }, { _id: 1, x: 2 }],
    [
      { a: { $add: ['$a', 1] }, b: 1 },
      { _id: 1, a: 1, b: 2 },
      { _id: 1, b: 2, a: 2 },
    ],
    [
      { x: '$a', y: 'lit' },
      { _id: 1, a: 1 },
      { _id: 1, x: 1, y: 'lit' },
    ],
    [
      { 'a.x': '$b', 'a.c': 1 },
      { _id: 1, a: { c: 1, d: 2 }, b: 3 },
      { _id: 1, a: { c: 1, x: 3 } },
    ],
    [{ 'a.x': '$b' }, { _id: 1, a: [{ c: 1 }, 2], b: 3 }, { _id: 1, a: [{ x: 3 }] }],
    [{ 'a.x': '$b' }, { _id: 1, b: 3 }, { _id: 1, a: { x: 3 } }],
    [{ x: '$nope' }, { _id: 1 }, { _id: 1 }],
    [{ a: { $slice: 2 } }, { _id: 1, a: [1, 2, 3], b: 4 }, { _id: 1, a: [1, 2], b: 4 }],
    [{ a: { $slice: -2 } }, { _id: 1, a: [1, 2, 3] }, { _id: 1, a: [2, 3] }],
    [{ a: { $slice: [1, 1] } }, { _id: 1, a: [1, 2, 3] }, { _id: 1, a: [2] }],
    [{ a: { $slice: [-2, 1] } }, { _id: 1, a: [1, 2, 3] }, { _id: 1, a: [2] }],
    [{ a: { $slice: [-9, 2] } }, { _id: 1, a: [1, 2, 3] }, { _id: 1, a: [1, 2] }],
    [
      { a: { $slice: 1 }, b: 1 },
      { _id: 1, a: [1, 2], b: 2, c: 3 },
      { _id: 1, a: [1], b: 2 },
    ],
    [
      { a: { $slice: 1 }, b: 0 },
      { _id: 1, a: [1, 2], b: 2, c: 3 },
      { _id: 1, a: [1], c: 3 },
    ],
    [
      { a: { $slice: 1 }, _id: 1 },
      { _id: 1, a: [1, 2], b: 2 },
      { _id: 1, a: [1] },
    ],
    [
      { a: { $slice: 1 }, _id: 0 },
      { _id: 1, a: [1, 2], b: 2 },
      { a: [1], b: 2 },
    ],
    [{ 'a.b': { $slice: 1 } }, { _id: 1, a: [{ b: [1, 2] }, { b: 3 }] }, { _id: 1, a: [{ b: [1] }, { b: 3 }] }],
    [{ a: { $slice: ['$a', 1] } }, { _id: 1, a: [1, 2], b: 2 }, { _id: 1, a: [1] }],
    [
      { a: { $elemMatch: { b: 2 } } },
      { _id: 1, a: [{ b: 1 }, { b: 2, c: 1 }, { b: 2 }], x: 1 },
      { _id: 1, a: [{ b: 2, c: 1 }] },
    ],
    [{ a: { $elemMatch: { $gt: 1 } } }, { _id: 1, a: [1, 2, 3] }, { _id: 1, a: [2] }],
    [{ a: { $elemMatch: { $gt: 5 } } }, { _id: 1, a: [1] }, { _id: 1 }],
    [
      { a: { $elemMatch: { $gt: 1 } }, x: 1 },
      { _id: 1, a: [2], x: 1 },
      { _id: 1, x: 1, a: [2] },
    ],
    [
      { a: { $elemMatch: { $gt: 1 } }, x: 0 },
      { _id: 1, a: [1, 2], x: 1, y: 2 },
      { _id: 1, a: [2], y: 2 },
    ],
  ])('%j of %j', (projection, document, expected) => {
    expect(projected(projection, document)).toBe(JSON.stringify(expected));
  });

  test.each<[object, object, object, object]>([
    [{ 'a.$': 1 }, { a: 2 }, { _id: 1, a: [1, 2, 3], b: 1 }, { _id: 1, a: [2] }],
    [
      { 'a.$': 1 },
      { a: { $elemMatch: { b: 2 } } },
      { _id: 1, a: [{ b: 1 }, { b: 2, c: 3 }] },
      { _id: 1, a: [{ b: 2, c: 3 }] },
    ],
    [{ 'a.b.$': 1 }, { 'a.b': 2 }, { _id: 1, a: { b: [1, 2], c: 1 } }, { _id: 1, a: { b: [2] } }],
    [{ 'a.$': 1 }, { 'a.b': 2 }, { _id: 1, a: [{ b: 1 }, { b: 2, c: 3 }] }, { _id: 1, a: [{ b: 2, c: 3 }] }],
    [{ 'a.$': 1 }, { a: 5 }, { _id: 1, a: 5 }, { _id: 1, a: 5 }],
  ])('%j for the query %j', (projection, filter, document, expected) => {
    expect(projected(projection, document, filter)).toBe(JSON.stringify(expected));
  });

  test('the given document is left as it is', () => {
    const before = doc({ _id: 1, a: [{ b: [1, 2] }], c: 1 });
    const copy = JSON.stringify(toJs(before));
    for (const projection of [{ 'a.b': { $slice: 1 } }, { 'a.x': '$c' }, { 'a.b': 0 }]) {
      compileProjection(doc(projection), doc({}), plainOperation())(before);
    }
    expect(JSON.stringify(toJs(before))).toBe(copy);
  });

  test.each<[object, number, string]>([
    [{ a: 1, b: 0 }, 31254, 'Cannot do exclusion on field b in inclusion projection'],
    [{ a: 0, b: 1 }, 31253, 'Cannot do inclusion on field b in exclusion projection'],
    [{ a: 1, 'a.b': 1 }, 31249, 'Path collision at a.b remaining portion b'],
    [{ 'a.b': 1, a: 1 }, 31250, 'Path collision at a'],
    [{ a: { b: 1 }, 'a.b': 1 }, 31250, 'Path collision at a.b'],
    [{ a: 0, b: '$x' }, 31310, 'Cannot use an expression b: "$x" in an exclusion projection'],
    [{ a: 0, b: { $add: [1, 2] } }, 31252, 'Cannot use expression other than $meta in exclusion projection'],
    [{ a: { $foo: 1 } }, 31325, 'Unknown expression $foo'],
    [{ a: {} }, 51270, 'An empty sub-projection is not a valid value. Found empty object at path'],
    [{ a: { $elemMatch: 1 } }, 31274, 'elemMatch: Invalid argument, object required, but got int'],
    [{ 'a.b': { $elemMatch: {} } }, 31275, 'Cannot use $elemMatch projection on a nested field.'],
    [{ 'q.$': 1, 'q2.$': 1 }, 31276, 'Cannot specify more than one positional projection per query.'],
    [{ 'q.$': 1, a: { $elemMatch: {} } }, 31255, 'Cannot specify positional operator and $elemMatch.'],
    [{ a: { $elemMatch: {} }, 'q.$': 1 }, 31256, 'Cannot specify positional operator and $elemMatch.'],
    [{ 'z.$': 1 }, 31277, "Positional projection 'z.$' does not match the query document."],
    [{ 'q.$': 'x' }, 31308, 'positional projection cannot be used with a literal'],
    [{ 'q.$': { b: 1 } }, 31271, 'positional projection cannot be used with an expression or sub object'],
    [{ 'q.$.$': 1 }, 31287, 'Cannot use positional operator twice: q.$.$'],
    [{ 'a..b': 1 }, 15998, 'FieldPath field names may not be empty strings.'],
    [{ 'a.': 1 }, 40353, "FieldPath must not end with a '.'."],
    [{ $a: 1 }, 16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField."],
    [{ a: { $meta: 'textScore' } }, 238, '$meta is not supported by this server'],
  ])('%j is refused', (projection, code, message) => {
    expect(refusal(() => projected(projection, {}, { q: 1, q2: 1 }))).toEqual([code, message]);
  });

  test.each([{ $slice: [1, 0] }, { $slice: [1, 2, 3] }, { $slice: 'x' }, { $slice: ['x', 1] }])(
    '%j is no $slice of find or of an expression',
    (slice) => {
      expect(refusal(() => projected({ a: slice }, { a: [1] }))[1]).toMatch(/Invalid \$slice syntax|\$slice/);
    },
  );

  test('a positional operator without a matched element fails when it runs', () => {
    expect(refusal(() => projected({ 'a.$': 1 }, { a: [1, 2] }, { a: { $size: 2 } }))).toEqual([
      51246,
      "positional operator '.$' couldn't find a matching element in the array",
    ]);
  });
});

describe('aggregation projections', () => {
  const run = (spec: object, document: object) =>
    JSON.stringify(toJs(compileAggregationProjection(doc(spec), plainOperation())(doc(document))));

  test('slices are expressions', () => {
    expect(run({ a: { $slice: ['$a', 1] } }, { _id: 1, a: [1, 2], b: 1 })).toBe('{"_id":1,"a":[1]}');
  });

  test.each<[object, number, string]>([
    [{}, 51272, 'Invalid $project :: caused by :: projection specification must have at least one field'],
    [
      { 'a.$': 1 },
      31324,
      'Invalid $project :: caused by :: Cannot use positional projection in aggregation projection',
    ],
    [{ a: { $elemMatch: {} } }, 168, 'Invalid $project :: caused by :: Cannot use $elemMatch in this context'],
    [{ a: 1, b: 0 }, 31254, 'Invalid $project :: caused by :: Cannot do exclusion on field b in inclusion projection'],
  ])('%j is refused', (spec, code, message) => {
    expect(refusal(() => run(spec, {}))).toEqual([code, message]);
  });
});
