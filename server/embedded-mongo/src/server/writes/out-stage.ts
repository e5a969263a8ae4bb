import { randomUUID } from 'node:crypto';
import type { OutWrite } from '../../aggregation/terminal-write';
import { decodeDocument } from '../../bson/decode';
import type { Doc } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { plainOperation } from '../../operation';
import type { StorageEngine } from '../../storage/types';
import type { CommandContext } from '../command';
import type { DocumentSource } from '../cursors/cursors';
import { checkWritable } from '../namespaces';
import { bypassesValidation } from '../validation';
import { refuseView } from '../views';
import { insertDocument, newDocument } from './new-document';
import { eachBatch } from './source-batches';

const BATCH = 500;
/** Collections that `$out` fills before they take the place of its target. */
const TEMPORARY_PREFIX = 'tmp.agg_out.';

/** Runs `$out`: readers see the old collection until the new one, complete with its indexes, takes its place at once. */
export async function writeOut(context: CommandContext, source: DocumentSource, out: OutWrite): Promise<void> {
  const { operation, services } = context;
  const { storage } = services;
  const target = `${out.database}.${out.collection}`;
  checkWritable(target);
  const temporary = `${out.database}.${TEMPORARY_PREFIX}${randomUUID()}`;
  try {
    await storage.write((view) => {
      const existing = view.collection(target);
      refuseView(existing, '$out');
      const collection = view.createCollection(temporary, existing?.options);
      const specs = existing?.indexes.filter((index) => index.name !== '_id_').map((index) => index.spec) ?? [];
      if (specs.length > 0) view.createIndexes(collection, specs);
    }, operation);
    await eachBatch(source, BATCH, operation, (documents) => fill(context, temporary, documents));
    await storage.write((view) => {
      const filled = view.collection(temporary);
      if (!filled) throw new CommandError(ErrorCode.NamespaceNotFound, `the temporary collection of $out has gone`);
      view.renameCollection(filled, target, true);
    }, operation);
    services.clock.tick();
  } catch (error) {
    await dropCollections(storage, (namespace) => namespace === temporary);
    throw error;
  }
}

async function fill(context: CommandContext, namespace: string, documents: readonly Buffer[]): Promise<void> {
  const { operation, services } = context;
  const bypass = bypassesValidation(context);
  const decoded = documents.map((raw) => newDocument(decodeDocument(raw) as Doc, operation.now, raw));
  await services.storage.write((view) => {
    for (const document of decoded) insertDocument(view, namespace, document, bypass);
  }, operation);
}

/** Drops what an `$out` left behind when the server ended in the middle of it. */
export function dropUnfinishedOutput(storage: StorageEngine): Promise<void> {
  return dropCollections(storage, (namespace) =>
    namespace.slice(namespace.indexOf('.') + 1).startsWith(TEMPORARY_PREFIX),
  );
}

async function dropCollections(storage: StorageEngine, concerns: (namespace: string) => boolean): Promise<void> {
  const snapshot = storage.snapshot();
  const some = snapshot.collections().some(({ namespace }) => concerns(namespace));
  snapshot.close();
  if (!some) return;
  await storage.write((view) => {
    for (const collection of view.collections()) if (concerns(collection.namespace)) view.dropCollection(collection);
  }, plainOperation());
}
