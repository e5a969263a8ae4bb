import type { Catalog, CatalogCell, StoredCollection } from './catalog';
import {
  addGarbage,
  countKey,
  decodeCount,
  encodeCount,
  loadCatalog,
  loadNextId,
  removeCollection,
  saveCollection,
  saveNextId,
} from './catalog-records';
import { afterPrefix, TableSource } from './source';
import { readRecordId, type Tables } from './tables';
import type { RecordId } from './types';

/**
 * The state kept in memory beside LMDB: the catalog, the counts and the next ids. What a write transaction changes of it is
 * saved with that transaction (`save`), or undone with it (`rollback`).
 */
export class Ledger implements CatalogCell {
  catalog: Catalog;
  private committed: Catalog;
  private nextId: number;
  private savedNextId: number;
  private readonly counts = new Map<number, number>();
  /** Counts as before the running write transaction. */
  private readonly countsBefore = new Map<number, number>();
  private readonly nextRecords = new Map<number, RecordId>();
  private dropped = false;

  constructor(private readonly tables: Tables) {
    this.catalog = loadCatalog(tables);
    this.committed = this.catalog;
    this.nextId = loadNextId(tables);
    this.savedNextId = this.nextId;
  }

  /** An id for a collection or index. Never given out again, even when the write that wanted it fails. */
  allocateId(): number {
    return this.nextId++;
  }

  /** The id of the next document: above all of the collection's. */
  allocateRecord(collection: StoredCollection): RecordId {
    const next = this.nextRecords.get(collection.id) ?? this.highestRecord(collection) + 1;
    this.nextRecords.set(collection.id, next + 1);
    return next;
  }

  private highestRecord(collection: StoredCollection): RecordId {
    const { prefix } = collection;
    const range = { low: prefix, high: afterPrefix(prefix), reverse: true, values: false };
    const { entries } = new TableSource(this.tables).chunk('documents', range, { count: 1, bytes: 1 });
    return entries.length === 0 ? 0 : readRecordId(entries[0]!.key, prefix.length);
  }

  count(collectionId: number): number {
    let count = this.counts.get(collectionId);
    if (count === undefined) {
      count = decodeCount(this.tables.get('meta', countKey(collectionId)));
      this.counts.set(collectionId, count);
    }
    return count;
  }

  addCount(collectionId: number, change: number): void {
    const count = this.count(collectionId);
    if (!this.countsBefore.has(collectionId)) this.countsBefore.set(collectionId, count);
    this.counts.set(collectionId, count + change);
  }

  /** Writes what the running transaction changed. */
  save(): void {
    for (const id of this.countsBefore.keys()) {
      if (this.catalog.byId.has(id)) this.tables.put('meta', countKey(id), encodeCount(this.counts.get(id)!));
    }
    if (this.catalog === this.committed) return;
    for (const [id, collection] of this.catalog.byId) {
      const former = this.committed.byId.get(id);
      if (former === collection) continue;
      saveCollection(this.tables, collection);
      const kept = new Set(collection.indexes.map((index) => index.id));
      for (const index of former?.indexes ?? []) {
        if (!kept.has(index.id)) this.leave('indexes', index.id);
      }
    }
    for (const [id, former] of this.committed.byId) if (!this.catalog.byId.has(id)) this.discard(former);
    if (this.nextId !== this.savedNextId) saveNextId(this.tables, this.nextId);
  }

  private discard(collection: StoredCollection): void {
    removeCollection(this.tables, collection.id);
    this.leave('documents', collection.id);
    for (const index of collection.indexes) this.leave('indexes', index.id);
  }

  private leave(table: 'documents' | 'indexes', id: number): void {
    addGarbage(this.tables, { table, id });
    this.dropped = true;
  }

  /** Whether something to sweep was left since the last call. */
  takeDropped(): boolean {
    const { dropped } = this;
    this.dropped = false;
    return dropped;
  }

  /** The running transaction has been committed. */
  settle(): void {
    if (this.catalog !== this.committed) {
      for (const id of this.committed.byId.keys()) if (!this.catalog.byId.has(id)) this.forget(id);
      this.committed = this.catalog;
      this.savedNextId = this.nextId;
    }
    this.countsBefore.clear();
  }

  private forget(collectionId: number): void {
    this.counts.delete(collectionId);
    this.nextRecords.delete(collectionId);
  }

  /** The running transaction has been aborted. */
  rollback(): void {
    this.catalog = this.committed;
    for (const [id, count] of this.countsBefore) this.counts.set(id, count);
    this.countsBefore.clear();
  }
}
