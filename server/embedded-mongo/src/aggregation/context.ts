import type { Doc, Maybe, Value } from '../bson/values';
import { type Operation, Pauses, type Stream, TICK } from '../operation';

/** What a pipeline may read besides its own input. The command layer implements it on the storage, so indexes are used. */
export interface CollectionSource {
  /** Documents of a collection of the pipeline's database (none when it does not exist), in the order of `sort` or natural order. */
  find(collection: string, query: { filter: Doc; sort?: Doc; limit?: number; operation: Operation }): Stream;
  /** Whether the collection exists. */
  exists(collection: string): boolean;
  /** Entries of `$listLocalSessions`; absent where that stage has no meaning. */
  localSessions?(): Iterable<Doc>;
  /** `storageStats` of `$collStats` for the collection the pipeline is about, sizes divided by `scale`. */
  storageStatistics?(scale: number): Doc;
  /** Entries of `$currentOp`. */
  runningOperations?(): Iterable<Doc>;
  /** host:port of the server. */
  readonly host?: string;
}

/** Surroundings of a pipeline: the command, its database, and the collections it may join. */
export interface PipelineContext {
  readonly operation: Operation;
  readonly database: string;
  readonly source: CollectionSource;
}

/** One stage, ready to run: takes the documents of the stage before it and hands on its own. */
export type Stage = (input: Stream) => Stream;

/** A pipeline, checked and ready to run. */
export interface CompiledPipeline {
  /** Streams `input` through all stages. May be called again with other input. */
  run(input: Stream): Stream;
  /** True where the first stage (`$documents`, `$listLocalSessions`) makes the documents itself, so that no collection is read. */
  readonly generatesInput: boolean;
}

/** Where a pipeline stands; some stages are not allowed everywhere. */
export type Place = 'top' | 'facet' | 'lookup' | 'union';

/** What a stage is compiled with. */
export interface StageScope extends PipelineContext {
  /** Compiles a pipeline inside the stage. */
  nested(stages: readonly Value[], place: Place, operation?: Operation): CompiledPipeline;
  /** Reads a collection (undefined: none, the pipeline makes its own documents) through a pipeline inside the stage. */
  nestedOver(collection: string | undefined, stages: readonly Value[], place: Place, operation: Operation): Stream;
}

/** The same command seen from inside a sub-pipeline, where `variables` are visible too. Interruption is still shared. */
export function withVariables(operation: Operation, variables: ReadonlyMap<string, Maybe>): Operation {
  const merged = new Map(operation.variables);
  for (const [name, value] of variables) merged.set(name, value);
  return Object.create(operation, { variables: { value: merged, enumerable: true } }) as Operation;
}

/** A stage that makes one document of each document. */
export function mapping(transform: (doc: Doc) => Doc): Stage {
  return function* mapDocuments(input) {
    for (const item of input) yield item === TICK ? TICK : transform(item);
  };
}

/** Hands on items held in memory, with a pause now and then. */
export function* paced<T>(items: Iterable<T>): Stream<T> & Generator<T | typeof TICK> {
  const pauses = new Pauses();
  for (const item of items) {
    yield item;
    if (pauses.due()) yield TICK;
  }
}
