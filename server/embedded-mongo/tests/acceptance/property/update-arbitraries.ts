import { Long } from 'bson';
import fc from 'fast-check';
import { type Doc, docOf, type Value } from '../model/values';
import { fieldName, int, numeric, path, scalar, subdocument, value } from './document-arbitraries';
import { operand, pulled } from './filter-arbitraries';

/** An update with what goes with it. */
export interface UpdateCase {
  readonly update: Value;
  readonly arrayFilters?: Doc[];
  /** The filter that a positional `$` needs. */
  readonly filter?: Doc;
}

const direction = fc.constantFrom(1, -1).map(int);
const whole = fc.oneof(
  fc.integer({ min: 0, max: 7 }).map(int),
  fc.constantFrom(1n, 5n).map((n) => Long.fromBigInt(n)),
);
const each = fc.array(value, { maxLength: 3 });
const push: fc.Arbitrary<Value> = fc.oneof(
  value,
  fc
    .record({
      $each: each,
      $position: fc.option(fc.integer({ min: -3, max: 3 }).map(int), { nil: undefined }),
      $slice: fc.option(fc.integer({ min: -3, max: 3 }).map(int), { nil: undefined }),
      $sort: fc.option(
        fc.oneof<fc.Arbitrary<Value>[]>(
          direction,
          direction.map((by) => docOf({ a: by })),
        ),
        { nil: undefined },
      ),
    })
    .map(
      (fields): Value =>
        new Map(Object.entries(fields).filter((entry): entry is [string, Value] => entry[1] !== undefined)),
    ),
);
const bit = fc
  .tuple(fc.constantFrom('and', 'or', 'xor'), whole)
  .map(([name, argument]): Value => new Map([[name, argument]]));

/** An operator with the argument of one path. */
const modifier: fc.Arbitrary<[string, Value]> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constant('$set'), value) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('$unset'), fc.constant('')) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('$inc', '$mul'), numeric) },
  fc.tuple(fc.constantFrom('$min', '$max'), value),
  fc.tuple(fc.constant('$setOnInsert'), value),
  { weight: 3, arbitrary: fc.tuple(fc.constant('$push'), push) },
  {
    weight: 2,
    arbitrary: fc.tuple(
      fc.constant('$addToSet'),
      fc.oneof(
        value,
        each.map((list): Value => docOf({ $each: list })),
      ),
    ),
  },
  fc.tuple(fc.constant('$pop'), direction),
  { weight: 2, arbitrary: fc.tuple(fc.constant('$pull'), pulled) },
  fc.tuple(fc.constant('$pullAll'), fc.array(value, { maxLength: 2 })),
  fc.tuple(fc.constant('$bit'), bit),
  fc.tuple(fc.constant('$rename'), fc.constantFrom('a', 'b', 'c', 'd', 'e.f', 'a.b')),
);

function conflicts(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

/** Several operators on paths that do not touch each other. */
function combined(entries: [string, [string, Value]][]): Doc {
  const used: string[] = [];
  const update: Doc = new Map();
  for (const [name, [operator, argument]] of entries) {
    const touched = operator === '$rename' ? [name, String(argument)] : [name];
    const isClear = touched.every(
      (mine, i) =>
        !used.some((other) => conflicts(mine, other)) && !touched.slice(0, i).some((other) => conflicts(mine, other)),
    );
    if (!isClear) continue;
    used.push(...touched);
    const fields = (update.get(operator) as Doc | undefined) ?? new Map<string, Value>();
    update.set(operator, fields.set(name, argument));
  }
  return update;
}

const operators: fc.Arbitrary<UpdateCase> = fc
  .array(fc.tuple(path, modifier), { minLength: 1, maxLength: 4 })
  .map((entries) => ({ update: combined(entries) }))
  .filter(({ update }) => update.size > 0);

const notRename = modifier.filter(([operator]) => operator !== '$rename');
const positional: fc.Arbitrary<UpdateCase> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('a', 'b'),
      fc.oneof(
        operand.filter((candidate) => !Array.isArray(candidate)),
        operand.map((low) => docOf({ $gte: low })),
      ),
      fc.constantFrom('', '.b'),
      notRename,
    )
    .map(([name, filter, tail, [operator, argument]]) => ({
      filter: new Map([[name, filter]]),
      update: docOf({ [operator]: new Map([[`${name}.$${tail}`, argument]]) }),
    })),
  fc
    .tuple(fc.constantFrom('a.$[]', 'b.$[]', 'a.$[].b', 'a.b.$[]'), notRename)
    .map(([name, [operator, argument]]) => ({ update: docOf({ [operator]: new Map([[name, argument]]) }) })),
  fc
    .tuple(
      fc.constantFrom('a.$[e]', 'b.$[e].c'),
      notRename,
      fc.constantFrom('e', 'e.b'),
      fc.oneof(
        scalar,
        numeric.map((low) => docOf({ $gt: low })),
      ),
    )
    .map(([name, [operator, argument], at, condition]) => ({
      update: docOf({ [operator]: new Map([[name, argument]]) }),
      arrayFilters: [new Map([[at, condition]])],
    })),
);

const literal = value.map((inner): Value => docOf({ $literal: inner }));
const fieldPath = fc.constantFrom<Value[]>('$a', '$b', '$a.b', '$c');
const expression: fc.Arbitrary<Value> = fc.oneof(
  literal,
  fieldPath,
  fc.tuple(fieldPath, literal).map((list) => docOf({ $ifNull: list })),
  fc.tuple(fieldPath, numeric).map((list) => docOf({ $multiply: list })),
  fc
    .tuple(fieldPath, literal, fieldPath, literal)
    .map(([a, b, c, d]) => docOf({ $cond: [docOf({ $gt: [a, b] }), c, d] })),
);
const stage: fc.Arbitrary<Doc> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('a', 'b', 'c', 'a.b', 'c.a', '__proto__'), expression)
      .map(([name, inner]) => docOf({ $set: new Map([[name, inner]]) })),
  },
  fc.constantFrom('a', 'b', 'a.b', 'c').map((name) => docOf({ $unset: name })),
  fc
    .oneof<fc.Arbitrary<Value>[]>(
      subdocument.map((doc) => docOf({ $literal: doc })),
      fc.constant('$a'),
    )
    .map((inner) => docOf({ $replaceWith: inner })),
);
const pipeline: fc.Arbitrary<UpdateCase> = fc
  .array(stage, { minLength: 1, maxLength: 2 })
  .map((stages) => ({ update: stages }));

const replacement: fc.Arbitrary<UpdateCase> = fc
  .array(fc.tuple(fieldName, value), { maxLength: 3 })
  .map((fields) => ({ update: new Map(fields) }));

/** Any update. */
export const update: fc.Arbitrary<UpdateCase> = fc.oneof(
  { weight: 6, arbitrary: operators },
  { weight: 3, arbitrary: positional },
  { weight: 2, arbitrary: pipeline },
  { weight: 1, arbitrary: replacement },
);

/** Updates for upserts. */
export const upsertUpdate: fc.Arbitrary<UpdateCase> = fc.oneof(
  { weight: 3, arbitrary: operators },
  pipeline,
  replacement,
);
