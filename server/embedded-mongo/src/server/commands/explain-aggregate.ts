import { hostname } from 'node:os';
import { compilePipeline, splitForQuery } from '../../aggregation/pipeline';
import { terminalWrite } from '../../aggregation/terminal-write';
import { type Doc, docOf, type Value } from '../../bson/values';
import { explainQuery } from '../../planner/explain';
import type { CommandContext } from '../command';
import { type Reading, reading } from '../readings';
import { SERVER_VERSION } from '../services';
import { resultInTurns } from '../time-slice';
import { resolveSource } from '../views';
import { aggregateNamespace, pipelineOf } from './aggregate-arguments';
import { hintOf } from './find';
import { collectionSource } from './pipeline-source';

/** How much explain tells. */
export type Verbosity = 'queryPlanner' | 'executionStats' | 'allPlansExecution';

/** Explains a pipeline: the query that feeds it, then its stages. */
export function explainAggregate(context: CommandContext, verbosity: Verbosity): Promise<Doc> {
  const namespace = aggregateNamespace(context);
  const stages = pipelineOf(context.command);
  terminalWrite(stages, context.database);
  return reading(context, (opened) => explainPipeline(context, opened, namespace, stages, verbosity));
}

/** Explains a read of a view as the pipeline it is; undefined where the namespace is no view. */
export async function explainViewRead(
  context: CommandContext,
  opened: Reading,
  namespace: string,
  stages: readonly Value[],
  verbosity: Verbosity,
): Promise<Doc | undefined> {
  if (!resolveSource(opened.view, namespace).isView) return undefined;
  return explainPipeline(context, opened, namespace, stages, verbosity);
}

async function explainPipeline(
  context: CommandContext,
  { view }: Reading,
  namespace: string | undefined,
  stages: readonly Value[],
  verbosity: Verbosity,
): Promise<Doc> {
  const { operation, database } = context;
  const resolved = namespace === undefined ? undefined : resolveSource(view, namespace);
  const split = splitForQuery([...(resolved?.pipeline ?? []), ...stages]);
  const compiled = compilePipeline(split.rest, { operation, database, source: collectionSource(context, view) });
  if (compiled.generatesInput || !resolved) return withSurroundings(context, docOf({ stages: split.rest }));
  const query = { ...split, hint: hintOf(context.command), operation };
  const explaining = explainQuery(view, resolved.collection, resolved.namespace, query, verbosity);
  const read = await resultInTurns(explaining, operation);
  if (split.rest.length === 0) return withSurroundings(context, read);
  return withSurroundings(context, docOf({ stages: [docOf({ $cursor: read }), ...split.rest] }));
}

/** Adds what every explain answers. */
export function withSurroundings(context: CommandContext, result: Doc): Doc {
  const [host, port] = context.services.address().split(':');
  const complete: Doc = new Map<string, Value>([['explainVersion', '1']]);
  for (const [name, value] of result) complete.set(name, value);
  complete.set('command', context.command);
  complete.set(
    'serverInfo',
    docOf({ host: host ?? hostname(), port: Number(port), version: SERVER_VERSION, gitVersion: 'embedded' }),
  );
  return complete;
}
