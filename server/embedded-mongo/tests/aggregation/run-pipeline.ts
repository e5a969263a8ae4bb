import { aggregateCollection, type CollectionSource } from '../../src/aggregation/pipeline';
import { fromJs } from '../../src/bson/js';
import { type Doc, Double, type Value } from '../../src/bson/values';
import { CommandError } from '../../src/errors';
import { type Operation, plainOperation, type Stream, TICK } from '../../src/operation';
import { compileFilter } from '../../src/query/filter';
import { compileSort } from '../../src/query/sort';

/** Collections by name, as plain JavaScript documents. */
export type Collections = Record<string, readonly object[]>;

/** A source over arrays, which records the filters it was asked. */
export class ArraySource implements CollectionSource {
  readonly filters: Doc[] = [];
  private readonly collections: ReadonlyMap<string, readonly Doc[]>;

  constructor(collections: Collections) {
    this.collections = new Map(
      Object.entries(collections).map(([name, docs]) => [name, docs.map((doc) => fromJs(doc) as Doc)]),
    );
  }

  *find(
    collection: string,
    query: { filter: Doc; sort?: Doc; limit?: number; operation: Operation },
  ): Stream & Generator {
    this.filters.push(query.filter);
    const filter = compileFilter(query.filter, query.operation);
    let docs = (this.collections.get(collection) ?? []).filter((doc) => filter.matches(doc));
    if (query.sort) {
      const sorter = compileSort(query.sort, query.operation);
      docs = [...docs].sort((a, b) => sorter.compare(sorter.keyOf(a), sorter.keyOf(b)));
    }
    for (const doc of docs.slice(0, query.limit)) {
      yield TICK;
      yield doc;
    }
  }

  exists(collection: string): boolean {
    return this.collections.has(collection);
  }

  localSessions(): Doc[] {
    return [new Map([['_id', 1]])];
  }
}

/** Options of a run. */
export interface RunOptions {
  readonly collections?: Collections;
  readonly operation?: Operation;
  readonly source?: ArraySource;
}

/** Documents that a pipeline over `docs` answers, as values. */
export function values(docs: readonly object[], stages: readonly object[], options: RunOptions = {}): Doc[] {
  const source = options.source ?? new ArraySource({ ...options.collections, input: docs });
  const context = { operation: options.operation ?? plainOperation(), database: 'test', source };
  const found: Doc[] = [];
  const stream = aggregateCollection('input', stages.map((stage) => fromJs(stage)) as Value[], context);
  for (const item of stream) if (item !== TICK) found.push(item);
  return found;
}

/** Checks the documents that a pipeline answers, their order and the types of their numbers (a plain number is an int). */
export function expectResult(
  docs: readonly object[],
  stages: readonly object[],
  expected: readonly object[],
  options?: RunOptions,
): void {
  expect(values(docs, stages, options)).toEqual(expected.map(fromJs));
}

/** Code and message with which a pipeline is refused. */
export function refusal(stages: readonly object[], docs: readonly object[] = [{ _id: 1, a: 1 }]): [number, string] {
  try {
    values(docs, stages, { collections: { other: [{ _id: 1 }] } });
  } catch (error) {
    if (error instanceof CommandError) return [error.code, error.message];
    throw error;
  }
  throw new Error('the pipeline was not refused');
}

/** A double, also for a whole number. */
export function double(value: number): Double {
  return new Double(value);
}
