import { encodeDocument } from '../../bson/encode';
import { type Doc, docOf, type Value } from '../../bson/values';
import { notSupported } from '../../errors';
import { TICK, type Tick } from '../../operation';
import { runQuery } from '../../planner/run';
import type { Candidate } from '../../planner/types';
import { compileProjection } from '../../query/projection';
import { countField, docField, fieldRules, filledDocField, flagField } from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import { DEFAULT_BATCH } from '../cursors/batches';
import { cursorReply } from '../cursors/cursor-reply';
import type { DocumentSource } from '../cursors/cursors';
import { openCursor } from '../cursors/open-cursor';
import { namespaceOf } from '../namespaces';
import { applyCollationAndLet, openReading, type Reading } from '../readings';
import { resolveSource } from '../views';
import { pipelineSource } from './pipeline-source';

/** Fields of find, also inside explain. */
export const FIND_FIELDS = fieldRules({
  filter: 'object',
  sort: 'object',
  projection: 'object',
  hint: ['string', 'object'],
  skip: 'number',
  limit: 'number',
  batchSize: 'number',
  singleBatch: 'flag',
  max: 'object',
  min: 'object',
  returnKey: 'flag',
  showRecordId: 'flag',
  tailable: 'flag',
  oplogReplay: 'flag',
  noCursorTimeout: 'flag',
  awaitData: 'flag',
  allowPartialResults: 'flag',
  collation: 'object',
  allowDiskUse: 'flag',
  let: 'object',
  readOnce: 'flag',
});

/** The find command. */
export const findCommands: CommandTable = {
  find: {
    fields: FIND_FIELDS,
    reads: true,
    readsSnapshots: true,
    inTransactions: true,
    stableApi: true,
    run: find,
  },
};

/** Arguments of find, checked. */
export interface FindRequest {
  readonly filter: Doc;
  readonly sort?: Doc;
  readonly projection?: Doc;
  readonly hint?: Value;
  readonly min?: Doc;
  readonly max?: Doc;
  readonly skip: number;
  /** 0 for no limit. */
  readonly limit: number;
  readonly showRecordId: boolean;
}

/** Reads find's arguments. Refuses by name what this server does not do. */
export function readFind(command: Doc): FindRequest {
  for (const option of ['tailable', 'awaitData', 'returnKey']) {
    if (flagField(command, option)) throw notSupported(`find option '${option}'`);
  }
  return {
    filter: docField(command, 'filter') ?? new Map(),
    sort: filledDocField(command, 'sort'),
    projection: filledDocField(command, 'projection'),
    hint: hintOf(command),
    min: filledDocField(command, 'min'),
    max: filledDocField(command, 'max'),
    skip: countField(command, 'skip', 'find') ?? 0,
    limit: countField(command, 'limit', 'find') ?? 0,
    showRecordId: flagField(command, 'showRecordId') === true,
  };
}

/** A hint that says something: an empty document is none. */
export function hintOf(command: Doc): Value | undefined {
  const hint = command.get('hint');
  if (hint === null || hint === '' || (hint instanceof Map && hint.size === 0)) return undefined;
  return hint;
}

async function find(context: CommandContext): Promise<Buffer> {
  const { command, services } = context;
  services.counters.queries += 1;
  const namespace = namespaceOf(context);
  const request = readFind(command);
  const batchSize = countField(command, 'batchSize', 'find');
  applyCollationAndLet(context);
  const opened = openReading(context);
  let source: DocumentSource | Buffer;
  try {
    source = findSource(context, opened, namespace, request, batchSize ?? DEFAULT_BATCH);
  } catch (error) {
    opened.close();
    throw error;
  }
  if (Buffer.isBuffer(source)) return source;
  return openCursor(context, source, {
    namespace,
    batchSize,
    single: flagField(command, 'singleBatch'),
    noTimeout: flagField(command, 'noCursorTimeout'),
    atClusterTime: opened.atClusterTime,
  });
}

/** Where the documents come from; the whole reply where they are at hand and fill no batch (a look-up by a unique key). */
function findSource(
  context: CommandContext,
  opened: Reading,
  namespace: string,
  request: FindRequest,
  batchSize: number,
): DocumentSource | Buffer {
  const { operation } = context;
  const resolved = resolveSource(opened.view, namespace);
  if (resolved.isView) return pipelineSource(context, opened, namespace, findAsPipeline(request));
  const { filter, projection, limit } = request;
  const project = projection && compileProjection(projection, filter, operation);
  const candidates = runQuery(opened.view, resolved.collection, { ...request, operation });
  if (Array.isArray(candidates) && (candidates.length < batchSize || (limit > 0 && batchSize > 0))) {
    opened.close();
    const documents = candidates.map((candidate) => present(candidate, project, request.showRecordId));
    return cursorReply(documents, { id: 0n, namespace, field: 'firstBatch', atClusterTime: opened.atClusterTime });
  }
  let count = 0;
  const documents = (function* (): Generator<Buffer | Tick> {
    for (const candidate of candidates) {
      if (candidate === TICK) {
        yield TICK;
        continue;
      }
      count += 1;
      yield present(candidate as Candidate, project, request.showRecordId);
    }
  })();
  return { documents, exhausted: () => limit > 0 && count >= limit, close: opened.close };
}

function present(candidate: Candidate, project: ((doc: Doc) => Doc) | undefined, showRecordId: boolean): Buffer {
  if (!project && !showRecordId) return candidate.raw;
  const doc = project ? project(candidate.doc()) : candidate.doc();
  return encodeDocument(showRecordId ? new Map(doc).set('$recordId', BigInt(candidate.recordId)) : doc);
}

/** The same read as stages, for views. */
export function findAsPipeline(request: FindRequest): Value[] {
  const stages: Value[] = [];
  const add = (name: string, value: Value | undefined) => {
    if (value !== undefined) stages.push(docOf({ [name]: value }));
  };
  add('$match', request.filter.size > 0 ? request.filter : undefined);
  add('$sort', request.sort);
  add('$skip', request.skip > 0 ? BigInt(request.skip) : undefined);
  add('$limit', request.limit > 0 ? BigInt(request.limit) : undefined);
  add('$project', request.projection);
  return stages;
}
