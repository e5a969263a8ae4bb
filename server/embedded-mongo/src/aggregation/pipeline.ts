import type { Doc, Value } from '../bson/values';
import { CommandError } from '../errors';
import type { Operation, Stream, Tick } from '../operation';
import type { CompiledPipeline, PipelineContext, Place, Stage, StageScope } from './context';
import { withIndexableEqualities } from './expression-equality';
import { QueryPrefix, type SplitPipeline } from './query-prefix';
import { type ParsedStage, parseStages } from './stage-list';
import { limitOf, limitTo, skipFirst, skipOf } from './stages/cut';

export type { CollectionSource, CompiledPipeline, PipelineContext } from './context';
export type { SplitPipeline } from './query-prefix';

/** Deepest nesting of pipelines inside stages. */
const MAX_NESTING = 20;
const MAX_SUB_PIPELINE_DEPTH_EXCEEDED = 232;

/**
 * Checks and compiles a pipeline. A final `$out` or `$merge` is checked too and otherwise hands documents on
 * (see terminalWrite).
 */
export function compilePipeline(stages: readonly Value[], context: PipelineContext): CompiledPipeline {
  return compileNested(stages, context, 'top', 0);
}

/**
 * Takes the leading stages that a query does better (filter, sort, skip, limit) off a pipeline.
 * Checks the names and places of all stages, as the rest alone no longer shows them.
 */
export function splitForQuery(stages: readonly Value[], place: Place = 'top'): SplitPipeline {
  const parsed = parseStages(stages, place);
  const prefix = new QueryPrefix();
  let taken = 0;
  while (taken < parsed.length && prefix.take(parsed[taken]!)) taken++;
  return { ...prefix.query(), rest: stages.slice(taken) };
}

/** Reads a collection through a pipeline; undefined for a pipeline that makes its own documents. Errors of form are thrown at once. */
export function aggregateCollection(
  collection: string | undefined,
  stages: readonly Value[],
  context: PipelineContext,
): Stream {
  return readThrough(collection, stages, context, 'top', 0);
}

function compileNested(
  stages: readonly Value[],
  context: PipelineContext,
  place: Place,
  depth: number,
): CompiledPipeline {
  const parsed = parseStages(stages, place);
  const scope = stageScope(context, depth);
  const compiled: Stage[] = [];
  parsed.forEach(({ spec, kind }, index) => {
    compiled.push(kind.compile(spec, scope, limitAfter(parsed, index)));
  });
  return {
    generatesInput: parsed[0]?.kind.generates ?? false,
    run: (input) => compiled.reduce((stream, stage) => stage(stream), input),
  };
}

function stageScope(context: PipelineContext, depth: number): StageScope {
  const deeper = (): number => {
    if (depth < MAX_NESTING) return depth + 1;
    throw new CommandError(
      MAX_SUB_PIPELINE_DEPTH_EXCEEDED,
      `Maximum number of nested sub-pipelines exceeded. Limit is ${MAX_NESTING}`,
    );
  };
  const inside = (operation: Operation): PipelineContext => ({ ...context, operation });
  return {
    ...context,
    nested: (stages, place, operation = context.operation) => compileNested(stages, inside(operation), place, deeper()),
    nestedOver: (collection, stages, place, operation) =>
      readThrough(collection, stages, inside(operation), place, deeper()),
  };
}

function readThrough(
  collection: string | undefined,
  stages: readonly Value[],
  context: PipelineContext,
  place: Place,
  depth: number,
): Stream {
  const { filter, sort, skip = 0, limit, rest } = splitForQuery(stages, place);
  const pipeline = compileNested(rest, context, place, depth);
  if (pipeline.generatesInput || collection === undefined) return pipeline.run([]);
  const { operation } = context;
  const query = {
    filter: withIndexableEqualities(filter, operation),
    sort,
    limit: limit === undefined ? undefined : limit + skip,
    operation,
  };
  let stream: Stream = deferred(() => context.source.find(collection, query));
  if (skip > 0) stream = skipFirst(skip)(stream);
  // `find` may take its limit for a hint.
  if (limit !== undefined) stream = limitTo(limit)(stream);
  return pipeline.run(stream);
}

/** A stream that is opened when its first document is asked for. */
function* deferred(open: () => Stream): Generator<Doc | Tick> {
  yield* open();
}

/** How many documents of a stage the `$skip` and `$limit` stages right after it let through. */
function limitAfter(stages: readonly ParsedStage[], index: number): number | undefined {
  let skip = 0;
  for (let i = index + 1; i < stages.length; i++) {
    const { name, spec } = stages[i]!;
    if (name === '$limit') return skip + limitOf(spec);
    if (name !== '$skip') return undefined;
    skip += skipOf(spec);
  }
  return undefined;
}
