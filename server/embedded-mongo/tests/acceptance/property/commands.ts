import fc from 'fast-check';
import type { IndexModel } from '../model/collection';
import { type Doc, docOf, show, type Value } from '../model/values';
import { document, int, path } from './document-arbitraries';
import { condition, filter, index, upsertFilter } from './filter-arbitraries';
import { type UpdateCase, update, upsertUpdate } from './update-arbitraries';

export type Sort = readonly (readonly [string, 1 | -1])[];

/** One command of a random session. */
export type Command =
  | { kind: 'find'; filter: Doc; sort?: Sort; projection?: Doc; skip: number; limit: number }
  | { kind: 'insert'; documents: Doc[]; ordered: boolean }
  | ({ kind: 'update'; query: Doc; multi: boolean; upsert: boolean } & UpdateCase)
  | ({ kind: 'findAndModify'; query: Doc; sort: Sort; returnsNew: boolean } & UpdateCase)
  | { kind: 'delete'; filter: Doc; multi: boolean }
  | { kind: 'createIndex'; index: IndexModel }
  | { kind: 'dropIndex'; place: number };

const direction = fc.constantFrom<1 | -1>(1, -1);
const sort: fc.Arbitrary<Sort> = fc
  .uniqueArray(fc.tuple(path, direction), { maxLength: 2, selector: ([name]) => name })
  .map((fields) => [...fields, ['_id', 1] as const]);

const flag = fc.constantFrom<Value[]>(int(0), int(1));
const plainProjection = fc
  .tuple(
    flag,
    fc.uniqueArray(fc.constantFrom('a', 'b.a', 'b.b', 'c', '__proto__'), { minLength: 1, maxLength: 3 }),
    fc.option(flag, { nil: undefined }),
  )
  .map(
    ([mode, names, id]): Doc =>
      new Map([...names.map((name): [string, Value] => [name, mode]), ...(id ? [['_id', id] as [string, Value]] : [])]),
  );
const slice = fc.oneof(
  fc.integer({ min: -2, max: 2 }).map((count): Value => int(count)),
  fc
    .tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 1, max: 2 }))
    .map(([skip, count]): Value => [int(skip), int(count)]),
);
const projection: fc.Arbitrary<Doc> = fc.oneof(
  { weight: 4, arbitrary: plainProjection },
  fc.tuple(fc.constantFrom('a', 'b'), slice).map(([name, argument]) => new Map([[name, docOf({ $slice: argument })]])),
  fc.tuple(fc.constantFrom('a', 'b'), condition.filter(isElementCondition)).map(
    ([name, argument]) =>
      new Map<string, Value>([
        [name, docOf({ $elemMatch: argument })],
        ['c', int(1)],
      ]),
  ),
);

function isElementCondition(candidate: Value): boolean {
  return (
    candidate instanceof Map &&
    [...candidate.keys()][0]?.startsWith('$') === true &&
    !candidate.has('$not') &&
    !candidate.has('$options')
  );
}

const find = fc.record({
  kind: fc.constant<'find'>('find'),
  filter,
  sort: fc.option(sort, { nil: undefined }),
  projection: fc.option(projection, { nil: undefined, freq: 2 }),
  skip: fc.constantFrom(0, 0, 1),
  limit: fc.constantFrom(0, 0, 2),
});
const insert = fc.record({
  kind: fc.constant<'insert'>('insert'),
  documents: fc.array(document, { minLength: 1, maxLength: 3 }),
  ordered: fc.boolean(),
});
const updating = fc.tuple(fc.boolean(), filter, update).map(([multi, query, change]) => ({
  kind: 'update' as const,
  ...change,
  query: change.filter ?? query,
  multi: multi && !isReplacement(change.update),
  upsert: false,
}));
const upserting = fc
  .tuple(upsertFilter, upsertUpdate)
  .map(([query, change]) => ({ kind: 'update' as const, ...change, query, multi: false, upsert: true }));
const modifying = fc.tuple(filter, update, sort, fc.boolean()).map(([query, change, by, returnsNew]) => ({
  kind: 'findAndModify' as const,
  ...change,
  query: change.filter ?? query,
  sort: by,
  returnsNew,
}));
const removing = fc.record({ kind: fc.constant<'delete'>('delete'), filter, multi: fc.boolean() });
let made = 0;
const indexModel: fc.Arbitrary<IndexModel> = index.map(({ key, kind, partial }) => {
  made += 1;
  return {
    name: `index${made}`,
    key,
    unique: kind.startsWith('unique'),
    sparse: kind.endsWith('parse'),
    partial: kind.endsWith('artial') ? partial : undefined,
  };
});
const creating = fc.record({ kind: fc.constant<'createIndex'>('createIndex'), index: indexModel });
const dropping = fc.record({ kind: fc.constant<'dropIndex'>('dropIndex'), place: fc.integer({ min: 0, max: 3 }) });

function isReplacement(change: Value): boolean {
  return change instanceof Map && ![...change.keys()][0]?.startsWith('$');
}

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: find },
  { weight: 2, arbitrary: insert },
  { weight: 5, arbitrary: updating },
  { weight: 2, arbitrary: upserting },
  { weight: 2, arbitrary: modifying },
  { weight: 1, arbitrary: removing },
  { weight: 2, arbitrary: creating },
  { weight: 1, arbitrary: dropping },
);

/** Documents to begin with, some indexes, and then commands. */
export interface SessionCase {
  readonly documents: Doc[];
  readonly indexes: IndexModel[];
  readonly commands: Command[];
}

/** A random session with `count` commands at most. */
export function sessionCase(count: number): fc.Arbitrary<SessionCase> {
  return fc.record({
    documents: fc.array(document, { minLength: 1, maxLength: 8 }),
    indexes: fc.array(indexModel, { maxLength: 3 }),
    commands: fc.array(command, { minLength: count, maxLength: count, size: 'max' }),
  });
}

/** The first commands of a session in words that can be typed in again. */
export function showSession({ documents, indexes, commands }: SessionCase, count: number): string {
  return [
    `documents: ${show(documents)}`,
    ...indexes.map((each) => `index: ${showFields(each)}`),
    ...commands.slice(0, count).map((each) => showFields(each)),
  ].join('\n  ');
}

/** An object of the test, field by field. */
export function showFields(fields: object): string {
  const entries = Object.entries(fields).filter(([, inner]) => inner !== undefined);
  return entries
    .map(
      ([name, inner]) =>
        `${name}: ${typeof inner === 'object' && !Array.isArray(inner) && !(inner instanceof Map) ? `(${showFields(inner)})` : show(inner)}`,
    )
    .join(', ');
}
