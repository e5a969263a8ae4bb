import { decodeDocument } from '../bson/decode';
import type { Doc } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { checkInterrupt, type Operation } from '../operation';
import { newIndex, type StoredCollection } from './catalog';
import type { DirectWriter } from './direct-writer';
import { entryKey, widened } from './document-change';
import { duplicateKey } from './duplicate-key';
import type { GroupCommit } from './group-commit';
import { keysOf } from './index-keys';
import { newIndexSpecs } from './index-spec';
import type { Ledger } from './ledger';
import { afterPrefix, TableSource } from './source';
import type { StoredIndex } from './stored-index';
import { documentKey, RECORD_ID_BYTES, readRecordId, type Tables, writeRecordId } from './tables';
import type { CreatedIndexes, RecordId } from './types';

/** A part of a build may hold the event loop about this long. */
const CHUNK_MS = 15;
const CHUNK_DOCUMENTS = 64;
const CHUNK_BYTES = 1 << 20;

interface Started {
  readonly answer: CreatedIndexes;
  readonly collectionId: number;
  /** Indexes to fill. */
  readonly ids: readonly number[];
  /** Documents up to this one need to be indexed; later ones are by those who write them. */
  readonly lastRecord: RecordId;
  /** Equal indexes that others are building. */
  readonly others: readonly number[];
}

/** Creates indexes, on collections with documents in small steps between other work. */
export class IndexBuilder {
  private readonly running = new Map<number, Promise<void>>();

  constructor(
    private readonly tables: Tables,
    private readonly ledger: Ledger,
    private readonly commits: GroupCommit,
  ) {}

  async create(namespace: string, specs: readonly Doc[], operation: Operation): Promise<CreatedIndexes> {
    const started = await this.commits.submitDirect((view) => this.start(view, namespace, specs), operation);
    await Promise.all(started.others.map((id) => this.running.get(id)));
    if (started.ids.length === 0) return started.answer;
    const build = this.build(started, operation);
    // Others only wait for it; the one who asked for the index gets its failure.
    const quiet = build.catch(() => undefined);
    for (const id of started.ids) this.running.set(id, quiet);
    try {
      await build;
    } finally {
      for (const id of started.ids) this.running.delete(id);
    }
    return started.answer;
  }

  private start(view: DirectWriter, namespace: string, specs: readonly Doc[]): Started {
    const existing = view.collection(namespace);
    const collection = view.ensureCollection(namespace);
    const fresh = newIndexSpecs(collection, specs);
    if (fresh.length > 0) view.requireUnused(collection);
    const empty = view.count(collection) === 0;
    const added = fresh.map((spec) => newIndex(this.ledger.allocateId(), spec, empty ? 'ready' : 'building'));
    if (added.length > 0) view.change(collection.with({ indexes: [...collection.indexes, ...added] }));
    const numIndexesBefore = collection.indexes.length;
    return {
      answer: {
        numIndexesBefore,
        numIndexesAfter: numIndexesBefore + added.length,
        createdCollection: existing === undefined,
      },
      collectionId: collection.id,
      ids: empty ? [] : added.map((index) => index.id),
      lastRecord: empty ? 0 : this.ledger.allocateRecord(collection),
      others: collection.indexes.filter((index) => index.state === 'building').map((index) => index.id),
    };
  }

  private async build(started: Started, operation: Operation): Promise<void> {
    try {
      let from: RecordId | undefined = 0;
      while (from !== undefined) {
        const begin: RecordId = from;
        from = await this.commits.submitDirect((view) => this.fill(view, started, begin), operation);
        checkInterrupt(operation);
      }
      await this.commits.submitDirect((view) => this.finish(view, started), operation);
    } catch (error) {
      await this.commits.submitDirect((view) => discard(view, started), {
        ...operation,
        deadline: Number.POSITIVE_INFINITY,
        interrupted: false,
      });
      throw error;
    }
  }

  /** Indexes documents from `from` on for a while; answers where to go on, or undefined at the end. */
  private fill(view: DirectWriter, started: Started, from: RecordId): RecordId | undefined {
    const collection = this.collectionOf(started);
    let indexes = collection.indexes.filter((index) => started.ids.includes(index.id));
    if (indexes.length < started.ids.length) throw aborted();
    // The keys of an open transaction are not in the index yet: a duplicate of them could not be seen.
    if (indexes.some((index) => index.unique)) view.requireUnused(collection);
    const source = new TableSource(this.tables);
    const high = afterPrefix(collection.prefix);
    const until = performance.now() + CHUNK_MS;
    let low: Buffer | undefined = documentKey(collection.id, from);
    while (low !== undefined) {
      const range = { low, high, reverse: false, values: true };
      const chunk = source.chunk('documents', range, { count: CHUNK_DOCUMENTS, bytes: CHUNK_BYTES });
      for (const { key, value } of chunk.entries) {
        const doc = decodeDocument(value);
        const recordId = readRecordId(key, collection.prefix.length);
        indexes = indexes.map((index) => this.add(view, collection, index, doc, recordId));
        if (performance.now() > until && recordId < started.lastRecord) {
          this.keep(view, started, indexes);
          return recordId + 1;
        }
      }
      low = chunk.next;
      const last = chunk.entries.at(-1);
      if (last && readRecordId(last.key, collection.prefix.length) >= started.lastRecord) low = undefined;
    }
    this.keep(view, started, indexes);
    return undefined;
  }

  private add(view: DirectWriter, collection: StoredCollection, index: StoredIndex, doc: Doc, recordId: RecordId) {
    const keys = keysOf(index, doc);
    for (const key of keys.keys) {
      if (index.unique) {
        const holder = this.tables.getRecordId(key);
        if (holder !== undefined && holder !== recordId) throw duplicateKey(collection.namespace, index, doc, key);
      }
      const value = Buffer.alloc(index.unique ? RECORD_ID_BYTES : 0);
      if (index.unique) writeRecordId(value, 0, recordId);
      view.put('indexes', entryKey(index, key, recordId), value);
    }
    return widened(index, keys) ?? index;
  }

  /** Keeps flags that the documents of a step have set. */
  private keep(view: DirectWriter, started: Started, indexes: readonly StoredIndex[]): void {
    let collection = this.collectionOf(started);
    const before = collection;
    for (const index of indexes) if (!collection.indexes.includes(index)) collection = collection.withIndex(index);
    if (collection !== before) view.change(collection);
  }

  private finish(view: DirectWriter, started: Started): void {
    let collection = this.collectionOf(started);
    for (const index of collection.indexes) {
      if (started.ids.includes(index.id)) collection = collection.withIndex(index.with({ state: 'ready' }));
    }
    view.change(collection);
  }

  private collectionOf(started: Started): StoredCollection {
    const collection = this.ledger.catalog.byId.get(started.collectionId);
    if (!collection) throw aborted();
    return collection;
  }
}

function discard(view: DirectWriter, started: Started): void {
  const collection = view.collections().find((other) => other.id === started.collectionId);
  if (!collection) return;
  view.change(collection.with({ indexes: collection.indexes.filter((index) => !started.ids.includes(index.id)) }));
}

function aborted(): CommandError {
  return new CommandError(
    ErrorCode.IndexBuildAborted,
    'index build was aborted: the index or its collection was dropped',
  );
}
