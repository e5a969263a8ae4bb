import { docOf, type Value } from '../../bson/values';
import type { Stream } from '../../operation';
import { runQuery } from '../../planner/run';
import { docField } from '../arguments';
import type { CommandContext } from '../command';
import { namespaceOf } from '../namespaces';
import type { Reading } from '../readings';
import { resolveSource } from '../views';
import { documentsOf } from './documents-of';
import { hintOf } from './find';
import { collectionSource, pipelineDocuments } from './pipeline-source';

/** Documents of the command's collection or view that match its `query`. */
export function documentsToRead(context: CommandContext, { view }: Reading): Stream {
  const { command, operation, database } = context;
  const filter = docField(command, 'query') ?? new Map();
  const { collection, pipeline, isView } = resolveSource(view, namespaceOf(context));
  if (!isView) return documentsOf(runQuery(view, collection, { filter, hint: hintOf(command), operation }));
  const stages: Value[] = [...pipeline, docOf({ $match: filter })];
  return pipelineDocuments({ view, collection, stages, operation, database, source: collectionSource(context, view) });
}
