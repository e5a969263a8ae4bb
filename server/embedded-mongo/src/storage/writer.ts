import { encodeDocument } from '../bson/encode';
import type { Doc } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { newCollection, newIndex, type StoredCollection } from './catalog';
import {
  changesOfInsert,
  changesOfRemove,
  changesOfReplace,
  checkStorable,
  entryKey,
  type IndexChange,
} from './document-change';
import { duplicateKey } from './duplicate-key';
import { newIndexSpecs } from './index-spec';
import { documentKey, RECORD_ID_BYTES, type TableName, writeRecordId } from './tables';
import type { Collection, IndexInfo, RecordId, WriteView } from './types';
import { StorageView } from './view';

const NO_VALUE = Buffer.alloc(0);

/** What writing means outside and inside multi-document transactions. */
export abstract class Writer extends StorageView implements WriteView {
  /** Makes sure that nobody else is writing a stored document. */
  protected abstract claimDocument(key: Buffer): void;
  /** The same for a key of a unique index, that is to be added or removed. */
  protected abstract claimUnique(key: Buffer): void;
  protected abstract put(table: TableName, key: Buffer, value: Buffer): void;
  protected abstract delete(table: TableName, key: Buffer): void;
  protected abstract addCount(collection: StoredCollection, change: number): void;
  protected abstract allocateId(): number;
  protected abstract allocateRecord(collection: StoredCollection): RecordId;
  /** Called before the first effect of every change. */
  protected abstract touch(collection: StoredCollection): void;

  insert(given: Collection, doc: Doc, raw?: Buffer): RecordId {
    const collection = this.current(given);
    const bytes = raw ?? encodeDocument(doc);
    checkStorable(doc, bytes);
    const changes = changesOfInsert(collection, doc);
    const recordId = this.allocateRecord(collection);
    this.check(collection, changes, doc, recordId);
    this.touch(collection);
    this.apply(collection, changes, recordId);
    this.put('documents', documentKey(collection.id, recordId), bytes);
    this.addCount(collection, 1);
    return recordId;
  }

  replace(given: Collection, recordId: RecordId, before: Doc, after: Doc): void {
    const collection = this.current(given);
    const bytes = encodeDocument(after);
    checkStorable(after, bytes);
    const key = documentKey(collection.id, recordId);
    const changes = changesOfReplace(collection, before, after);
    this.claimDocument(key);
    this.check(collection, changes, after, recordId);
    this.touch(collection);
    this.apply(collection, changes, recordId);
    this.put('documents', key, bytes);
  }

  remove(given: Collection, recordId: RecordId, before: Doc): void {
    const collection = this.current(given);
    const key = documentKey(collection.id, recordId);
    const changes = changesOfRemove(collection, before);
    this.claimDocument(key);
    this.check(collection, changes, before, recordId);
    this.touch(collection);
    this.apply(collection, changes, recordId);
    this.delete('documents', key);
    this.addCount(collection, -1);
  }

  /** The collection as it is now; the caller's may be older. */
  protected current(collection: Collection): StoredCollection {
    const current = this.cell.catalog.byId.get(collection.id);
    if (!current) throw new CommandError(ErrorCode.NamespaceNotFound, `ns not found: ${collection.namespace}`);
    return current;
  }

  /** Takes the unique keys; throws for a duplicate. Changes nothing. */
  private check(collection: StoredCollection, changes: readonly IndexChange[], doc: Doc, recordId: RecordId): void {
    for (const { index, removed, added } of changes) {
      if (!index.unique) continue;
      for (const key of removed) this.claimUnique(key);
      for (const key of added) {
        this.claimUnique(key);
        const holder = this.source.recordId(key);
        if (holder !== undefined && holder !== recordId) {
          throw duplicateKey(collection.namespace, index, doc, key);
        }
      }
    }
  }

  private apply(collection: StoredCollection, changes: readonly IndexChange[], recordId: RecordId): void {
    let widened: StoredCollection | undefined;
    let id: Buffer | undefined;
    for (const { index, removed, added, becomes } of changes) {
      for (const key of removed)
        if (this.owns(index, key, recordId)) this.delete('indexes', entryKey(index, key, recordId));
      for (const key of added) {
        if (index.unique) id ??= recordIdValue(recordId);
        this.put('indexes', entryKey(index, key, recordId), index.unique ? id! : NO_VALUE);
      }
      if (becomes) widened = (widened ?? collection).withIndex(becomes);
    }
    if (widened) this.cell.catalog = this.cell.catalog.with(widened);
  }

  /** While a unique index is being built, a duplicate not yet met has its entry under another document's record id. */
  private owns(index: IndexInfo, key: Buffer, recordId: RecordId): boolean {
    return !index.unique || index.state === 'ready' || this.source.recordId(key) === recordId;
  }

  createCollection(namespace: string, options: Doc = new Map()): StoredCollection {
    if (this.collection(namespace)) {
      throw new CommandError(ErrorCode.NamespaceExists, `a collection '${namespace}' already exists`);
    }
    const created = newCollection(this.allocateId(), this.allocateId(), namespace, options);
    return this.change(created);
  }

  ensureCollection(namespace: string): StoredCollection {
    return this.collection(namespace) ?? this.createCollection(namespace);
  }

  dropCollection(given: Collection): void {
    const collection = this.current(given);
    this.touch(collection);
    this.cell.catalog = this.cell.catalog.without(collection);
  }

  renameCollection(given: Collection, target: string, dropTarget: boolean): void {
    const collection = this.current(given);
    const existing = this.collection(target);
    if (existing && !dropTarget) throw new CommandError(ErrorCode.NamespaceExists, 'target namespace exists');
    if (existing) this.dropCollection(existing);
    this.change(collection.with({ namespace: target }));
  }

  setOptions(collection: Collection, options: Doc): void {
    this.change(this.current(collection).with({ options }));
  }

  createIndexes(given: Collection, specs: readonly Doc[]): number {
    const collection = this.current(given);
    const fresh = newIndexSpecs(collection, specs);
    if (fresh.length === 0) return 0;
    if (this.count(collection) > 0) {
      throw new CommandError(
        ErrorCode.OperationNotSupportedInTransaction,
        `Cannot create new indexes on non-empty collection ${collection.namespace} in a multi-document transaction.`,
      );
    }
    const added = fresh.map((spec) => newIndex(this.allocateId(), spec, 'ready'));
    this.change(collection.with({ indexes: [...collection.indexes, ...added] }));
    return added.length;
  }

  dropIndex(given: Collection, index: IndexInfo): void {
    const collection = this.current(given);
    if (index.name === '_id_') throw new CommandError(ErrorCode.InvalidOptions, 'cannot drop _id index');
    this.change(collection.with({ indexes: collection.indexes.filter((other) => other.id !== index.id) }));
  }

  alterIndex(given: Collection, index: IndexInfo, change: { expireAfterSeconds?: number; hidden?: boolean }): void {
    const collection = this.current(given);
    const stored = collection.indexes.find((other) => other.id === index.id);
    if (!stored) throw new CommandError(ErrorCode.IndexNotFound, `cannot find index ${index.name}`);
    const spec = new Map(stored.spec);
    if (change.expireAfterSeconds !== undefined) spec.set('expireAfterSeconds', change.expireAfterSeconds);
    if (change.hidden) spec.set('hidden', true);
    else if (change.hidden === false) spec.delete('hidden');
    this.change(collection.withIndex(stored.with({ spec })));
  }

  /** Puts another version of a collection into the catalog. */
  change(collection: StoredCollection): StoredCollection {
    this.touch(collection);
    this.cell.catalog = this.cell.catalog.with(collection);
    return collection;
  }

  putSession(id: Uint8Array, record: Uint8Array | undefined): void {
    this.touchSession();
    if (record) this.put('sessions', Buffer.from(id), Buffer.from(record));
    else this.delete('sessions', Buffer.from(id));
  }

  protected abstract touchSession(): void;
}

function recordIdValue(recordId: RecordId): Buffer {
  const value = Buffer.allocUnsafe(RECORD_ID_BYTES);
  writeRecordId(value, 0, recordId);
  return value;
}
