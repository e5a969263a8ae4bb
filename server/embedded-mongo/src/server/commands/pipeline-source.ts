import { type CollectionSource, compilePipeline, type SplitPipeline, splitForQuery } from '../../aggregation/pipeline';
import { encodeDocument } from '../../bson/encode';
import { fromCount, toBigIntExact } from '../../bson/numeric';
import { type Doc, docOf, isDoc, type Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { type Operation, type Stream, TICK, type Tick } from '../../operation';
import { countQuery, runQuery } from '../../planner/run';
import type { Candidate, Query } from '../../planner/types';
import type { Collection, View } from '../../storage/types';
import type { CommandContext } from '../command';
import type { DocumentSource } from '../cursors/cursors';
import { namespaceOf } from '../namespaces';
import type { Reading } from '../readings';
import { resolveSource } from '../views';
import { documentsOf } from './documents-of';
import { storageStatistics } from './statistics';

/** Collections of one database as joins of a pipeline see them. */
export function collectionSource(context: CommandContext, view: View): CollectionSource {
  const { database, services } = context;
  const source: CollectionSource = {
    find(name, query) {
      const resolved = resolveSource(view, `${database}.${name}`);
      if (!resolved.isView) return documentsOf(runQuery(view, resolved.collection, query));
      const { operation, filter, sort, limit } = query;
      const stages = [...resolved.pipeline, docOf({ $match: filter })];
      if (sort) stages.push(docOf({ $sort: sort }));
      if (limit) stages.push(docOf({ $limit: limit }));
      return pipelineDocuments({ view, collection: resolved.collection, stages, operation, database, source });
    },
    exists: (name) => view.collection(`${database}.${name}`) !== undefined,
    localSessions: () => services.sessions.list(),
    runningOperations: () => services.runningOperations(),
    storageStatistics: (scale) => storageStatistics(context, view, namespaceOf(context), scale),
    host: services.address(),
  };
  return source;
}

/** A pipeline over one collection. */
export interface PipelineInput {
  readonly view: View;
  readonly collection: Collection | undefined;
  /** False for `aggregate: 1`: the first stage must make the documents itself. */
  readonly hasCollection?: boolean;
  readonly stages: Value[];
  readonly operation: Operation;
  readonly database: string;
  readonly source: CollectionSource;
  readonly hint?: Value;
}

/** The documents that come out of a pipeline. */
export function pipelineDocuments(input: PipelineInput): Stream {
  const prepared = preparePipeline(input);
  return prepared.run();
}

interface PreparedPipeline {
  readonly query: Query;
  readonly split: SplitPipeline;
  /** Everything was taken over by the query: documents can stay encoded. */
  readonly isQueryOnly: boolean;
  run(): Stream;
}

function preparePipeline(input: PipelineInput): PreparedPipeline {
  const { view, collection, operation, database, source, hint } = input;
  const split = splitForQuery(input.stages);
  const compiled = compilePipeline(split.rest, { operation, database, source });
  if (input.hasCollection === false && !compiled.generatesInput) throw collectionRequired(input.stages);
  const query: Query = { ...split, hint, operation };
  return {
    query,
    split,
    isQueryOnly: split.rest.length === 0,
    run: () => compiled.run(compiled.generatesInput ? [] : documentsOf(runQuery(view, collection, query))),
  };
}

function collectionRequired(stages: readonly Value[]): CommandError {
  const first = stages[0];
  const name = isDoc(first) ? first.keys().next().value : undefined;
  const message =
    name === undefined
      ? '{aggregate: 1} is not valid for an empty pipeline.'
      : `{aggregate: 1} is not valid for '${name}'; a collection is required.`;
  return new CommandError(ErrorCode.InvalidNamespace, message);
}

/** Encoded results of a pipeline on `namespace` (undefined for `aggregate: 1`), which may be a view. Takes over closing `opened`. */
export function pipelineSource(
  context: CommandContext,
  opened: Reading,
  namespace: string | undefined,
  stages: readonly Value[],
  hint?: Value,
): DocumentSource {
  const { view } = opened;
  const { database, operation } = context;
  const resolved = namespace === undefined ? undefined : resolveSource(view, namespace);
  const prepared = preparePipeline({
    view,
    collection: resolved?.collection,
    hasCollection: namespace !== undefined,
    stages: [...(resolved?.pipeline ?? []), ...stages],
    operation,
    database,
    source: collectionSource(context, view),
    hint,
  });
  return { documents: encoded(view, resolved?.collection, prepared), close: opened.close };
}

function encoded(view: View, collection: Collection | undefined, prepared: PreparedPipeline): Generator<Buffer | Tick> {
  const { query, split } = prepared;
  if (prepared.isQueryOnly) return rawDocuments(runQuery(view, collection, query));
  const counted = countShape(split.rest);
  if (counted) return countedDocuments(countQuery(view, collection, query), counted);
  return encodedDocuments(prepared.run());
}

function* rawDocuments(candidates: Stream<Candidate>): Generator<Buffer | Tick> {
  for (const candidate of candidates) yield candidate === TICK ? TICK : (candidate as Candidate).raw;
}

function* encodedDocuments(documents: Stream): Generator<Buffer | Tick> {
  for (const doc of documents) yield doc === TICK ? TICK : encodeDocument(doc as Doc);
}

function* countedDocuments(counting: Generator<Tick, number>, answer: (count: Value) => Doc): Generator<Buffer | Tick> {
  const count = yield* counting;
  if (count > 0) yield encodeDocument(answer(fromCount(count)));
}

/**
 * Recognizes pipelines that only count, which an index may answer without reading documents:
 * `{ $count: 'n' }` and `{ $group: { _id: 1, n: { $sum: 1 } } }` as countDocuments sends it.
 */
function countShape(rest: readonly Value[]): ((count: Value) => Doc) | undefined {
  const stage = rest[0];
  if (rest.length !== 1 || !isDoc(stage) || stage.size !== 1) return undefined;
  const name = stage.get('$count');
  if (typeof name === 'string') return (count) => new Map([[name, count]]);
  const group = stage.get('$group');
  if (!isDoc(group) || group.size !== 2) return undefined;
  const id = group.get('_id');
  const [field, sum] = [...group].find(([key]) => key !== '_id') ?? [];
  const counts =
    isDoc(sum) && sum.size === 1 && toBigIntExact(sum.get('$sum')) === 1n && typeof sum.get('$sum') === 'number';
  if (field === undefined || !counts || !(id === null || typeof id === 'number')) return undefined;
  return (count) =>
    new Map<string, Value>([
      ['_id', id],
      [field, count],
    ]);
}
