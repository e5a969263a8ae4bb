import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromJs, toJs } from '../../src/bson/js';
import type { Doc, Maybe } from '../../src/bson/values';
import { plainOperation, TICK } from '../../src/operation';
import { planQuery } from '../../src/planner/plan';
import { countQuery, runQuery } from '../../src/planner/run';
import type { Query } from '../../src/planner/types';
import { compileFilter } from '../../src/query/filter';
import { compileSort } from '../../src/query/sort';
import { Store } from '../../src/storage/store';
import type { View } from '../../src/storage/types';

const operation = plainOperation(0);
const NAMESPACE = 'test.things';
const ROUNDS = Number(process.env.ROUNDS ?? 40);
const QUERIES = 60;

/** Small random numbers, the same in every run. */
function randomSource(seed: number) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state ^ (state >>> 15), state | 1) + 0x6d2b79f5) | 0;
    return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(next() * count);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  return { below, pick, chance: (p: number) => next() < p };
}
type Random = ReturnType<typeof randomSource>;

const SCALARS: unknown[] = [
  0,
  1,
  2,
  3,
  4.5,
  -1,
  NaN,
  Infinity,
  'a',
  'ab',
  'b',
  '',
  null,
  true,
  false,
  new Date(0),
  new Date(5),
];
const PATHS = ['a', 'b', 'c', 'a.b', 'a.c', 'b.c', 'a.0', 'a.b.c'];

function value(random: Random, depth = 0): unknown {
  const kind = random.below(10);
  if (depth < 3 && kind === 0) return Array.from({ length: random.below(4) }, () => value(random, depth + 1));
  if (depth < 3 && kind <= 2) return object(random, depth + 1);
  return random.pick(SCALARS);
}

function object(random: Random, depth: number): object {
  const fields: Record<string, unknown> = {};
  for (const name of ['a', 'b', 'c']) if (random.chance(0.6)) fields[name] = value(random, depth);
  return fields;
}

function condition(random: Random): unknown {
  const kind = random.below(15);
  const operand = () => value(random, 2);
  if (kind <= 2) return operand();
  if (kind <= 5) return { [random.pick(['$gt', '$gte', '$lt', '$lte'])]: random.pick(SCALARS) };
  if (kind === 6) return { $gte: random.pick(SCALARS), $lt: random.pick(SCALARS) };
  if (kind === 7) return { $in: [operand(), operand(), operand()] };
  if (kind === 8) return { $ne: operand() };
  if (kind === 9) return { $nin: [operand(), operand()] };
  if (kind === 10) return { $exists: random.chance(0.5) };
  if (kind === 11) return { $regex: random.pick(['^a', '^ab', 'b', '^']) };
  if (kind === 12)
    return { $elemMatch: random.chance(0.5) ? { $gt: random.below(3), $lt: 4 } : { b: operand(), c: { $gt: 0 } } };
  if (kind === 13) return { $all: [operand(), operand()] };
  return { $eq: operand() };
}

function filter(random: Random, depth = 0): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (let count = random.below(3); count >= 0; count--) fields[random.pick(PATHS)] = condition(random);
  if (depth === 0 && random.chance(0.2)) fields.$or = [filter(random, 1), filter(random, 1)];
  if (depth === 0 && random.chance(0.1))
    fields.$expr = { $eq: [`$${random.pick(['a', 'b', 'a.b', 'b.c'])}`, { $literal: value(random, 2) }] };
  if (depth === 0 && random.chance(0.2)) fields.$and = [filter(random, 1), filter(random, 1)];
  return fields;
}

function indexSpec(random: Random, number: number): Doc {
  const key: Record<string, number> = {};
  for (let count = random.below(3); count >= 0; count--) key[random.pick(PATHS)] = random.chance(0.5) ? 1 : -1;
  const extra = random.pick<object>([
    {},
    {},
    { sparse: true },
    { partialFilterExpression: { a: { $gt: 1 } } },
    { partialFilterExpression: { b: { $exists: true } } },
  ]);
  return fromJs({ key, name: `index${number}`, ...extra }) as Doc;
}

function sortSpec(random: Random): Doc | undefined {
  if (random.chance(0.4)) return undefined;
  const sort: Record<string, number> = {};
  for (let count = random.below(2); count >= 0; count--) sort[random.pick(PATHS)] = random.chance(0.5) ? 1 : -1;
  return fromJs(sort) as Doc;
}

function ask(view: View, query: Query): Doc[] {
  const found: Doc[] = [];
  for (const candidate of runQuery(view, view.collection(NAMESPACE), query))
    if (candidate !== TICK) found.push(candidate.doc());
  return found;
}

const ids = (docs: readonly Doc[]) => docs.map((doc) => doc.get('_id') as number).sort((a, b) => a - b);

function difference(found: readonly Doc[], expected: readonly Doc[]): string {
  const show = (docs: readonly Doc[], others: readonly Doc[]) => {
    const known = new Set(ids(others));
    return docs
      .filter((doc) => !known.has(doc.get('_id') as number))
      .map((doc) => JSON.stringify(toJs(doc)))
      .join('\n');
  };
  return `missing:\n${show(expected, found)}\ntoo much:\n${show(found, expected)}`;
}

function expectAnswer(view: View, query: Query, all: readonly Doc[]): string {
  const plan = planQuery(view.collection(NAMESPACE)!, query);
  const matcher = compileFilter(query.filter, operation);
  const expected = all.filter((doc) => matcher.matches(doc));
  const found = ask(view, query);
  const context = JSON.stringify([
    toJs(query.filter),
    query.sort && toJs(query.sort),
    plan.access.kind === 'index' && plan.access.index.name,
    plan.exact,
    plan.sorted,
  ]);
  if (String(ids(found)) !== String(ids(expected))) throw new Error(`${context}\n${difference(found, expected)}`);
  const counting = countQuery(view, view.collection(NAMESPACE), query);
  let step = counting.next();
  while (!step.done) step = counting.next();
  expect([context, step.value]).toEqual([context, expected.length]);
  if (query.sort) expectOrder(view, query, found, expected, context);
  return plan.access.kind;
}

/** Two arrays side by side cannot be sorted by. */
function canSort(query: Query, all: readonly Doc[]): boolean {
  try {
    if (query.sort) all.map(compileSort(query.sort, operation).keyOf);
    return true;
  } catch {
    return false;
  }
}

function expectOrder(view: View, query: Query, found: readonly Doc[], expected: readonly Doc[], context: string): void {
  const sorter = compileSort(query.sort!, operation);
  const keys = (docs: readonly Doc[]) => docs.map((doc) => sorter.keyOf(doc));
  const wanted = keys(expected).sort(sorter.compare);
  const same = (given: Maybe[][], want: Maybe[][]) =>
    given.length === want.length && given.every((key, i) => sorter.compare(key, want[i]!) === 0);
  expect([context, same(keys(found), wanted)]).toEqual([context, true]);
  const part = ask(view, { ...query, skip: 2, limit: 3 });
  expect([context, 'limit', same(keys(part), wanted.slice(2, 5))]).toEqual([context, 'limit', true]);
}

describe('A query through indexes', () => {
  const directory = mkdtempSync(join(tmpdir(), 'planner-'));
  let store: Store;

  beforeAll(async () => {
    store = await Store.open({ dataDir: directory, durability: 'commit' });
  });
  afterAll(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  it('answers what a scan of the collection answers, in the same order', async () => {
    const seen = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) {
      const random = randomSource(round * 7919 + 1);
      await store.write((view) => {
        const former = view.collection(NAMESPACE);
        if (former) view.dropCollection(former);
        view.createCollection(NAMESPACE);
      }, operation);
      const specs = Array.from({ length: 4 }, (_, i) => indexSpec(random, i));
      for (const spec of specs) await store.createIndexes(NAMESPACE, [spec], operation).catch(() => undefined);
      const all: Doc[] = [];
      await store.write((view) => {
        const collection = view.collection(NAMESPACE)!;
        for (let i = 0; i < 40; i++) {
          const doc = fromJs({ _id: i, ...object(random, 0) }) as Doc;
          try {
            view.insert(collection, doc);
            all.push(doc);
          } catch {
            // Parallel arrays: no index takes the document.
          }
        }
      }, operation);
      const snapshot = store.snapshot();
      for (let i = 0; i < QUERIES; i++) {
        const query = { filter: fromJs(filter(random)) as Doc, sort: sortSpec(random), operation };
        const kind = expectAnswer(snapshot, canSort(query, all) ? query : { ...query, sort: undefined }, all);
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }
      snapshot.close();
    }
    expect(seen.get('index')).toBeGreaterThan(500);
    expect(seen.get('union')).toBeGreaterThan(5);
  }, 120_000);
});
