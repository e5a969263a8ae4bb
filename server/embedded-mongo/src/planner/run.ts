import { type Stream, TICK, type Tick } from '../operation';
import { compileFilter, type Filter } from '../query/filter';
import { compileSort } from '../query/sort';
import type { Collection, KeyRange, View } from '../storage/types';
import { documentAt, documentsOf, Meter, type Reading, recordsOf } from './access';
import type { StoredCandidate } from './candidate';
import { planQuery } from './plan';
import { sorted } from './sorting';
import type { Candidate, IndexScan, Plan, Query } from './types';

/** Matching documents in the wanted order. The plan is made, and the query checked, at the call; the reading as one goes. */
export function runQuery(view: View, collection: Collection | undefined, query: Query): Stream<Candidate> {
  if (!collection) {
    checkQuery(query);
    return [];
  }
  const plan = planQuery(collection, query, view);
  return runPlan({ view, collection, meter: new Meter(query.operation) }, plan, query);
}

function checkQuery(query: Query): void {
  compileFilter(query.filter, query.operation);
  if (query.sort && !query.sort.has('$natural')) compileSort(query.sort, query.operation);
}

/** Runs a plan; what it reads is counted by the meter of the reading. One whole key of a unique index is read at the call. */
export function runPlan(reading: Reading, plan: Plan, query: Query): Stream<StoredCandidate> {
  const filter = plan.exact ? undefined : compileFilter(query.filter, query.operation);
  const { access } = plan;
  if (access.kind === 'index' && access.points?.length === 1) {
    const single = documentAt(reading, access.index, access.points[0]!);
    return single && !query.skip && (!filter || filter.matches(single.doc())) ? [single] : [];
  }
  const found = documentsOf(reading, plan.access);
  const matching = filter && !filter.alwaysTrue ? filtered(found, filter) : found;
  const skip = query.skip ?? 0;
  const limit = query.limit ?? 0;
  if (plan.sorted || !query.sort || query.sort.size === 0) return windowed(matching, skip, limit);
  const sorter = compileSort(query.sort, query.operation);
  return windowed(sorted(matching, sorter, limit > 0 ? skip + limit : 0, query.operation), skip, limit);
}

function* filtered(input: Stream<StoredCandidate>, filter: Filter): Generator<StoredCandidate | Tick> {
  for (const candidate of input) {
    if (candidate === TICK || filter.matches(candidate.doc())) yield candidate;
  }
}

/** Leaves out the first `skip`, ends after `limit` (0: never). */
function windowed(input: Stream<StoredCandidate>, skip: number, limit: number): Stream<StoredCandidate> {
  return skip === 0 && limit === 0 ? input : cut(input, skip, limit);
}

function* cut(input: Stream<StoredCandidate>, skip: number, limit: number): Generator<StoredCandidate | Tick> {
  let left = skip;
  let given = 0;
  for (const candidate of input) {
    if (candidate === TICK) {
      yield TICK;
    } else if (left > 0) {
      left--;
    } else {
      yield candidate;
      if (++given === limit) return;
    }
  }
}

/** Number of matching documents, after skip and limit; without reading documents where the index tells. */
export function* countQuery(view: View, collection: Collection | undefined, query: Query): Generator<Tick, number> {
  if (!collection) {
    checkQuery(query);
    return 0;
  }
  const unsorted: Query = { ...query, sort: undefined, skip: 0, limit: 0 };
  const plan = planQuery(collection, unsorted, view);
  const skip = query.skip ?? 0;
  const limit = query.limit ? query.limit : Number.POSITIVE_INFINITY;
  const { access, exact } = plan;
  if (exact && access.kind === 'collection') return clamp(view.count(collection), skip, limit);
  const reading = { view, collection, meter: new Meter(query.operation) };
  if (exact && access.kind === 'index' && !access.index.multikey && !access.points) {
    return clamp(yield* countKeys(reading, access), skip, limit);
  }
  const matching: Stream<unknown> = exact ? recordsOf(reading, access) : runPlan(reading, plan, unsorted);
  let count = 0;
  for (const candidate of matching) {
    if (candidate === TICK) yield TICK;
    else if (++count === skip + limit) break;
  }
  return clamp(count, skip, limit);
}

/** Keys counted between two pauses. */
const COUNTED_AT_ONCE = 20_000;

function* countKeys({ view, meter }: Reading, { index, ranges }: IndexScan): Generator<Tick, number> {
  let total = 0;
  for (const range of ranges) {
    let rest: KeyRange | undefined = range;
    while (rest) {
      const part: { count: number; rest: KeyRange | undefined } = view.countEntries(index, rest, COUNTED_AT_ONCE);
      total += part.count;
      rest = part.rest;
      if (rest || meter.step()) yield TICK;
    }
  }
  return total;
}

function clamp(count: number, skip: number, limit: number): number {
  return Math.min(Math.max(count - skip, 0), limit);
}
