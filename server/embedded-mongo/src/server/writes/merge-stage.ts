import type { MergeWrite } from '../../aggregation/terminal-write';
import { identical, valuesEqual } from '../../bson/compare';
import { decodeDocument } from '../../bson/decode';
import { formatValue } from '../../bson/js';
import { type Doc, docOf, type Maybe, type Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { compileExpression, type Expression, rootEnv } from '../../expression/expression';
import { runQuery } from '../../planner/run';
import { getPath } from '../../query/path';
import type { Collection, View, WriteView } from '../../storage/types';
import { compileUpdate } from '../../update/compile';
import { newObjectId } from '../../update/object-id';
import { withIdFirst } from '../../update/replacement';
import type { CommandContext } from '../command';
import type { DocumentSource } from '../cursors/cursors';
import { checkWritable } from '../namespaces';
import { firstOf } from '../time-slice';
import { bypassesValidation, validateDocument } from '../validation';
import { refuseView } from '../views';
import { insertDocument, newDocument } from './new-document';
import { eachBatch } from './source-batches';
import { write } from './write';

const BATCH = 100;

/** Runs `$merge`: each document is matched to one of the target by the `on` fields, and merged, replaced, inserted as the stage says. */
export async function writeMerged(context: CommandContext, source: DocumentSource, merge: MergeWrite): Promise<void> {
  const target = `${merge.database}.${merge.collection}`;
  checkWritable(target);
  const { storage } = context.services;
  const snapshot = storage.snapshot();
  try {
    refuseView(snapshot.collection(target), '$merge');
    requireUniqueIndex(snapshot, target, merge.on);
  } catch (error) {
    source.close();
    throw error;
  } finally {
    snapshot.close();
  }
  const merger = new Merger(context, target, merge);
  await eachBatch(source, BATCH, context.operation, async (documents) => {
    const incoming = documents.map((raw) => decodeDocument(raw));
    await write(context, (view) => {
      for (const doc of incoming) merger.merge(view, doc);
    });
  });
}

function requireUniqueIndex(view: View, namespace: string, on: readonly string[]): void {
  if (on.length === 1 && on[0] === '_id') return;
  const found = view.collection(namespace)?.indexes.some((index) => {
    if (!index.unique || index.state !== 'ready' || index.partialFilter) return false;
    return index.fields.length === on.length && index.fields.every(({ path }) => on.includes(path));
  });
  if (found) return;
  throw new CommandError(51183, 'Cannot find index to verify that join fields will be unique');
}

class Merger {
  private readonly variables: readonly (readonly [name: string, value: Expression])[];

  constructor(
    private readonly context: CommandContext,
    private readonly target: string,
    private readonly spec: MergeWrite,
  ) {
    const { operation } = context;
    const definitions: Doc = spec.let ?? docOf({ new: '$$ROOT' });
    this.variables = [...definitions].map(([name, value]) => [
      name,
      compileExpression(value, { operation, variables: new Set() }),
    ]);
  }

  merge(view: WriteView, source: Doc): void {
    const { operation } = this.context;
    const id = source.get('_id') ?? newObjectId(operation.now);
    const incoming = withIdFirst(source, id);
    const filter = this.joinFilter(incoming);
    const collection = view.collection(this.target);
    const found = firstOf(runQuery(view, collection, { filter, limit: 1, operation }), operation);
    if (!found || !collection) {
      this.unmatched(view, incoming);
      return;
    }
    this.matched(view, collection, { recordId: found.recordId, before: found.doc() }, incoming, filter);
  }

  private joinFilter(doc: Doc): Doc {
    const filter: Doc = new Map();
    for (const path of this.spec.on) {
      const value = getPath(doc, path);
      const isWhole = value !== undefined && value !== null && !Array.isArray(value);
      if (!isWhole && path !== '_id') {
        throw new CommandError(
          51132,
          `$merge write error: 'on' field '${path}' cannot be missing, null, undefined or an array`,
        );
      }
      filter.set(path, docOf({ $eq: value ?? null }));
    }
    return filter;
  }

  private unmatched(view: WriteView, incoming: Doc): void {
    const { whenNotMatched } = this.spec;
    if (whenNotMatched === 'insert') {
      const document = newDocument(incoming, this.context.operation.now);
      insertDocument(view, this.target, document, bypassesValidation(this.context));
    } else if (whenNotMatched === 'fail') {
      throw new CommandError(
        13113,
        '$merge could not find a matching document in the target collection for at least one document in the source collection',
      );
    }
  }

  private matched(
    view: WriteView,
    collection: Collection,
    { recordId, before }: { recordId: number; before: Doc },
    incoming: Doc,
    filter: Doc,
  ): void {
    if (this.spec.whenMatched === 'keepExisting') return;
    if (this.spec.whenMatched === 'fail') throw this.duplicate(incoming);
    const after = this.merged(before, incoming, filter);
    if (!valuesEqual(before.get('_id'), after.get('_id'))) {
      throw new CommandError(
        ErrorCode.ImmutableField,
        '$merge failed to update the matching document, did you attempt to modify the _id or the shard key?',
      );
    }
    if (identical(before, after)) return;
    if (!bypassesValidation(this.context)) validateDocument(collection, after, before);
    view.replace(collection, recordId, before, after);
  }

  private merged(before: Doc, incoming: Doc, filter: Doc): Doc {
    const { whenMatched, pipeline, on } = this.spec;
    if (whenMatched === 'pipeline') return this.piped(before, incoming, filter, pipeline ?? []);
    const givenId = on.includes('_id') ? before.get('_id') : incoming.get('_id');
    if (whenMatched === 'replace') return withIdFirst(new Map(incoming).set('_id', givenId ?? null), givenId ?? null);
    const after: Doc = new Map(before);
    for (const [name, value] of incoming) after.set(name, name === '_id' ? (givenId ?? null) : value);
    return after;
  }

  private piped(before: Doc, incoming: Doc, filter: Doc, pipeline: readonly Doc[]): Doc {
    const { operation } = this.context;
    const env = rootEnv(incoming, operation);
    const variables = new Map<string, Maybe>(this.variables.map(([name, value]) => [name, value(env)]));
    const update = compileUpdate(pipeline as Value[], { filter, operation, variables });
    return update.apply(before, { isInsert: false });
  }

  private duplicate(incoming: Doc): CommandError {
    const keyPattern: Doc = new Map(this.spec.on.map((path) => [path, 1]));
    const keyValue: Doc = new Map(this.spec.on.map((path) => [path, getPath(incoming, path) ?? null]));
    const message = `E11000 duplicate key error collection: ${this.target} dup key: ${formatValue(keyValue)}`;
    return new CommandError(ErrorCode.DuplicateKey, message, docOf({ keyPattern, keyValue }));
  }
}
