import { type Doc, isDoc, type Maybe, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import { type Operation, type Stream, TICK } from '../../operation';
import { compileSort, type Sorter } from '../../query/sort';
import type { Stage, StageScope } from '../context';
import { sizeOf, stageBudget } from '../memory';
import { SortedRuns } from '../sorted-runs';

interface Keyed {
  readonly doc: Doc;
  readonly key: Maybe[];
}

/** Up to this limit, sorting keeps only the best documents; above it, it sorts them all. */
const MAX_TOP = 100_000;

/** `$sort`; `limit` is how many documents the following stages want of it. */
export function compileSortStage(spec: Value, context: StageScope, limit?: number): Stage {
  if (!isDoc(spec)) throw new CommandError(15973, 'the $sort key specification must be an object');
  if (spec.size === 0) throw new CommandError(15976, '$sort stage must have at least one sort key');
  return sortBy(spec, context.operation, limit);
}

/** Sorts documents, within 100 MB. */
export function sortBy(sort: Doc, operation: Operation, limit?: number): Stage {
  const sorter = compileSort(sort, operation);
  if (limit !== undefined && limit <= MAX_TOP) return (input) => topDocuments(input, sorter, limit);
  return (input) => allDocuments(input, sorter);
}

function* allDocuments(input: Stream, sorter: Sorter): Stream & Generator {
  const budget = stageBudget('$sort');
  const runs = new SortedRuns<Keyed>((a, b) => sorter.compare(a.key, b.key));
  for (const item of input) {
    if (item === TICK) {
      yield TICK;
      continue;
    }
    budget.take(sizeOf(item));
    runs.add({ doc: item, key: sorter.keyOf(item) });
  }
  for (const item of runs.drain()) yield item === TICK ? TICK : item.doc;
}

function* topDocuments(input: Stream, sorter: Sorter, limit: number): Stream & Generator {
  const budget = stageBudget('$sort');
  const order = (a: Keyed, b: Keyed): number => sorter.compare(a.key, b.key);
  let best: Keyed[] = [];
  let worst: Keyed | undefined;
  for (const item of input) {
    if (item === TICK) {
      yield TICK;
      continue;
    }
    const keyed = { doc: item, key: sorter.keyOf(item) };
    if (worst && order(worst, keyed) <= 0) continue;
    budget.take(sizeOf(item));
    best.push(keyed);
    if (best.length < 2 * limit + 64) continue;
    best.sort(order);
    for (let i = limit; i < best.length; i++) budget.release(sizeOf(best[i]!.doc));
    best = best.slice(0, limit);
    worst = best[limit - 1];
  }
  best.sort(order);
  for (let i = 0; i < Math.min(limit, best.length); i++) {
    yield best[i]!.doc;
    if (i % 128 === 127) yield TICK;
  }
}
