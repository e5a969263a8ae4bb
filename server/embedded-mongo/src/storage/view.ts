import type { CatalogCell, StoredCollection } from './catalog';
import { countKey, decodeCount } from './catalog-records';
import { type Source, scanEntries, scanRecords } from './source';
import type { StoredIndex } from './stored-index';
import { documentKey } from './tables';
import type { Collection, DocumentEntry, IndexEntry, IndexInfo, KeyRange, RecordId, View } from './types';

/** Reads through a source, by a catalog. */
export class StorageView implements View {
  constructor(
    protected readonly source: Source,
    protected readonly cell: CatalogCell,
  ) {}

  collection(namespace: string): StoredCollection | undefined {
    return this.cell.catalog.byNamespace.get(namespace);
  }

  collections(database?: string): StoredCollection[] {
    return this.cell.catalog.list(database);
  }

  document(collection: Collection, recordId: RecordId): Buffer | undefined {
    return this.source.get('documents', documentKey(collection.id, recordId));
  }

  scanDocuments(collection: Collection, reverse = false): Iterable<DocumentEntry> {
    return scanRecords(this.source, (collection as StoredCollection).prefix, reverse);
  }

  scanIndex(index: IndexInfo, range: KeyRange, reverse = false): Iterable<IndexEntry> {
    return scanEntries(this.source, index as StoredIndex, range.low, range.high, reverse);
  }

  countEntries(index: IndexInfo, range: KeyRange, limit: number): { count: number; rest: KeyRange | undefined } {
    const { prefix } = index as StoredIndex;
    const high = Buffer.concat([prefix, range.high]);
    const { count, next } = this.source.count('indexes', Buffer.concat([prefix, range.low]), high, limit);
    return { count, rest: next && { low: next.subarray(prefix.length), high: range.high } };
  }

  lookup(index: IndexInfo, key: Buffer): RecordId | undefined {
    const { prefix } = index as StoredIndex;
    const whole = Buffer.allocUnsafe(prefix.length + key.length);
    whole.set(prefix);
    whole.set(key, prefix.length);
    return this.source.recordId(whole);
  }

  count(collection: Collection): number {
    return decodeCount(this.source.get('meta', countKey(collection.id)));
  }

  session(id: Uint8Array): Buffer | undefined {
    return this.source.get('sessions', Buffer.from(id));
  }
}
