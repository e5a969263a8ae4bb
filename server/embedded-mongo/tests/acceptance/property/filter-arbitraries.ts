import { BSONRegExp } from 'bson';
import fc from 'fast-check';
import { type Doc, docOf, type Value } from '../model/values';
import { id, int, numeric, path, scalar, subdocument, text, value } from './document-arbitraries';

const isRegex = (operand: Value): boolean => operand instanceof BSONRegExp;
/** Comparisons take no regular expression. */
export const operand = fc.oneof({ weight: 4, arbitrary: scalar }, value).filter((candidate) => !isRegex(candidate));
const positions = fc
  .uniqueArray(fc.constantFrom(0, 1, 2, 3, 40, 70), { minLength: 1, maxLength: 3 })
  .map((list) => list.map(int));
const typeName = fc.constantFrom(
  'int',
  'long',
  'double',
  'decimal',
  'number',
  'string',
  'object',
  'array',
  'bool',
  'null',
  'date',
  'regex',
  'minKey',
);
const pattern = fc.constantFrom('^a', '^ab', 'b', '^', 'B', '^é', 'b$');

const one = <T extends Value>(name: string | fc.Arbitrary<string>, argument: fc.Arbitrary<T>): fc.Arbitrary<Doc> =>
  fc
    .tuple(typeof name === 'string' ? fc.constant(name) : name, argument)
    .map(([key, inner]) => new Map([[key, inner]]));

const comparison = one(fc.constantFrom('$eq', '$gt', '$gte', '$lt', '$lte', '$ne'), operand);
const range = fc.tuple(fc.constantFrom('$gt', '$gte'), operand, fc.constantFrom('$lt', '$lte'), operand).map(
  ([low, from, high, to]) =>
    new Map([
      [low, from],
      [high, to],
    ]),
);
const membership = one(fc.constantFrom('$in', '$nin'), fc.array(value, { maxLength: 3 }));
const regex = fc
  .tuple(pattern, fc.constantFrom('', 'i'))
  .map(([source, options]): Doc => docOf({ $regex: source, $options: options }));
const bits = one(fc.constantFrom('$bitsAllSet', '$bitsAllClear', '$bitsAnySet', '$bitsAnyClear'), positions);
const mod = fc
  .tuple(fc.constantFrom(2, 3, -2), fc.constantFrom(0, 1, -1))
  .map(([divisor, remainder]) => docOf({ $mod: [int(divisor), int(remainder)] }));
const type = one('$type', fc.oneof(typeName, fc.uniqueArray(typeName, { minLength: 1, maxLength: 2 })));

/** Operators that can stand at a field and inside `$not` and `$elemMatch`. */
const simple: fc.Arbitrary<Doc> = fc.oneof(
  { weight: 5, arbitrary: comparison },
  { weight: 2, arbitrary: range },
  { weight: 2, arbitrary: membership },
  one('$exists', fc.boolean()),
  type,
  regex,
  one('$size', fc.integer({ min: 0, max: 3 }).map(int)),
  mod,
  bits,
);

const inner: fc.Arbitrary<Doc> = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c', '0'), fc.oneof(operand.filter(isPlain), simple)), {
    minLength: 1,
    maxLength: 2,
  })
  .map((fields) => new Map(fields));
const elemMatch = one(
  '$elemMatch',
  fc.oneof(
    simple.filter((condition) => !condition.has('$options')),
    inner,
  ),
);
const all = one(
  '$all',
  fc.oneof(fc.array(value, { maxLength: 3 }), fc.array(elemMatch, { minLength: 1, maxLength: 2 })),
);
const not = one('$not', fc.oneof(simple, elemMatch));

/** False for a document that would be taken for operators. */
function isPlain(candidate: Value): boolean {
  return !(candidate instanceof Map) || ![...candidate.keys()][0]?.startsWith('$');
}

/** What may stand at a field: a value to be equal to, or operators. */
export const condition: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: value },
  { weight: 6, arbitrary: simple },
  elemMatch,
  all,
  not,
);

const fieldPath = fc.constantFrom('$a', '$b', '$a.b', '$c');
const expr = one(
  '$expr',
  one(
    fc.constantFrom('$eq', '$gt', '$lt', '$ne'),
    fc
      .tuple(
        fieldPath,
        operand.map((literal) => docOf({ $literal: literal })),
      )
      .map((list): Value[] => list),
  ),
);

const fields: fc.Arbitrary<Doc> = fc
  .array(fc.tuple(fc.oneof({ weight: 8, arbitrary: path }, fc.constant('_id')), condition), {
    minLength: 1,
    maxLength: 2,
  })
  .map((entries) => new Map(entries));
const logical: fc.Arbitrary<Doc> = one(
  fc.constantFrom('$and', '$or', '$nor'),
  fc.array(fields, { minLength: 1, maxLength: 3 }),
);

/** Any filter. */
export const filter: fc.Arbitrary<Doc> = fc.oneof(
  { weight: 6, arbitrary: fields },
  { weight: 2, arbitrary: logical },
  { weight: 1, arbitrary: expr },
  { weight: 1, arbitrary: fc.tuple(fields, logical).map(([a, b]): Doc => new Map<string, Value>([...a, ...b])) },
  { weight: 1, arbitrary: id.map((_id) => docOf({ _id })) },
  { weight: 1, arbitrary: fc.constant(new Map()) },
);

/** Conditions for `$pull`: values, or operators. */
export const pulled: fc.Arbitrary<Value> = fc.oneof(
  numeric,
  text,
  simple,
  subdocument.filter((doc) => doc.size > 0),
);

/** A filter from which an upsert can be made. */
export const upsertFilter: fc.Arbitrary<Doc> = fc
  .tuple(
    id,
    fc.uniqueArray(
      fc.tuple(
        fc.constantFrom('a', 'b', 'c.a', 'c.b'),
        fc.oneof(
          operand.filter(isPlain),
          comparison.filter((doc) => !doc.has('$ne')),
        ),
      ),
      { maxLength: 2, selector: ([name]) => name },
    ),
  )
  .map(([_id, entries]) => new Map<string, Value>([['_id', _id], ...entries]));

/** An index on up to three paths. */
export const index = fc.record({
  key: fc.uniqueArray(fc.tuple(path, fc.constantFrom<1 | -1>(1, -1)), {
    minLength: 1,
    maxLength: 3,
    selector: ([name]) => name,
  }),
  kind: fc.constantFrom<'plain' | 'unique' | 'sparse' | 'uniqueSparse' | 'partial' | 'uniquePartial'>(
    'plain',
    'plain',
    'plain',
    'unique',
    'sparse',
    'uniqueSparse',
    'partial',
    'uniquePartial',
  ),
  partial: fc.oneof(
    one(path, one(fc.constantFrom('$gt', '$gte', '$lt', '$eq'), fc.oneof(numeric, text))),
    one(path, fc.constant(docOf({ $exists: true }))),
    one(path, one('$type', typeName)),
  ),
});
