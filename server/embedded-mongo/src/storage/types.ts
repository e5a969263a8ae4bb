import type { Doc } from '../bson/values';
import type { Operation } from '../operation';

/** Number of a document within its collection: grows with every insert, never reused while the process lives, at most 2^48 - 1. */
export type RecordId = number;

/** When a write is acknowledged: after the commit (survives the end of the process), or after the disk has it. */
export type Durability = 'commit' | 'flush';

/** One component of an index key pattern. */
export interface IndexField {
  readonly path: string;
  readonly descending: boolean;
}

/** An index as the planner and the commands see it. */
export interface IndexInfo {
  readonly id: number;
  readonly name: string;
  /** As listIndexes answers it: v, key, name, unique, sparse, partialFilterExpression, expireAfterSeconds. */
  readonly spec: Doc;
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly hidden: boolean;
  readonly partialFilter?: Doc;
  readonly expireAfterSeconds?: number;
  /** True once some document produced several keys, or an array lies on an indexed path. */
  readonly multikey: boolean;
  /** Per field: the positions of the path's components that were arrays in some document ("a.b" with an array a: [0]). */
  readonly multikeyPaths: readonly (readonly number[])[];
  /** True once a key was too long to be kept whole: the index then gives no order and no exact answers. */
  readonly truncated: boolean;
  readonly state: 'building' | 'ready';
}

/** A collection as one reading of the data shows it. Do not keep it across commands: look it up again. */
export interface Collection {
  readonly id: number;
  /** database.collection */
  readonly namespace: string;
  /** 16 bytes. */
  readonly uuid: Uint8Array;
  readonly options: Doc;
  /** `_id_` first, then in order of creation; indexes still building are included. */
  readonly indexes: readonly IndexInfo[];
}

/** Key range in bytes, low inclusive, high exclusive. Keys are without the index's own prefix. */
export interface KeyRange {
  readonly low: Buffer;
  readonly high: Buffer;
}

/** An index entry met by a scan. `key` is without the index's own prefix and without the record id. */
export interface IndexEntry {
  readonly key: Buffer;
  readonly recordId: RecordId;
}

/** A stored document met by a scan: the BSON bytes, valid for as long as the caller keeps them. */
export interface DocumentEntry {
  readonly recordId: RecordId;
  readonly raw: Buffer;
}

/** One consistent reading of the data: a snapshot, the running write transaction, or a multi-document transaction. */
export interface View {
  collection(namespace: string): Collection | undefined;
  /** All collections, or those of one database, by name. */
  collections(database?: string): Collection[];
  document(collection: Collection, recordId: RecordId): Buffer | undefined;
  /** In natural (insertion) order, or its reverse. */
  scanDocuments(collection: Collection, reverse?: boolean): Iterable<DocumentEntry>;
  scanIndex(index: IndexInfo, range: KeyRange, reverse?: boolean): Iterable<IndexEntry>;
  /** Counts entries of a range, at most `limit` of them; `rest` is what then remains to be counted. */
  countEntries(index: IndexInfo, range: KeyRange, limit: number): { count: number; rest: KeyRange | undefined };
  /** The record under one whole key of a unique index. */
  lookup(index: IndexInfo, key: Buffer): RecordId | undefined;
  /** Number of documents, known without a scan. */
  count(collection: Collection): number;
  /** The record kept for a session (`putSession`). */
  session(id: Uint8Array): Buffer | undefined;
}

/**
 * A view that also writes. Every method is all-or-nothing: when it throws, it changed nothing.
 * Scans stay valid while one writes, but may or may not meet what was written meanwhile:
 * an update of many documents collects its candidates first.
 */
export interface WriteView extends View {
  /**
   * Adds a document that has an `_id`. `raw` are its bytes when the caller has them (as received, with `_id` first).
   * Throws 10334 past 16 MB, 11000 with keyPattern and keyValue, 171 for parallel arrays, 53 for an _id that is an array, a regex or undefined.
   */
  insert(collection: Collection, doc: Doc, raw?: Buffer): RecordId;
  /** Replaces the document `before` (as it is stored) by `after`; touches only the index entries that differ. */
  replace(collection: Collection, recordId: RecordId, before: Doc, after: Doc): void;
  remove(collection: Collection, recordId: RecordId, before: Doc): void;
  /** Throws NamespaceExists (48). The caller checks the name. */
  createCollection(namespace: string, options?: Doc): Collection;
  /** The collection, made when it is missing. */
  ensureCollection(namespace: string): Collection;
  dropCollection(collection: Collection): void;
  /** Throws NamespaceExists (48) when the target exists and `dropTarget` is not set. */
  renameCollection(collection: Collection, target: string, dropTarget: boolean): void;
  /** Replaces the options record of a collection (collMod: validator etc.). */
  setOptions(collection: Collection, options: Doc): void;
  /**
   * Adds indexes at once, which only works on an empty collection; use Store.createIndexes elsewhere. Validates the specs
   * (67, 85, 86, 197 ...), skips those that exist, answers how many were added.
   */
  createIndexes(collection: Collection, specs: readonly Doc[]): number;
  /** Removes an index; its entries are swept later. Refuses `_id_` (72). */
  dropIndex(collection: Collection, index: IndexInfo): void;
  /** collMod: changes expireAfterSeconds or hidden. */
  alterIndex(collection: Collection, index: IndexInfo, change: { expireAfterSeconds?: number; hidden?: boolean }): void;
  /** Keeps a record for a session (answers of retryable writes) in the same LMDB transaction as the writes; undefined removes it. */
  putSession(id: Uint8Array, record: Uint8Array | undefined): void;
}

/** A reading that stays as it is until it is closed. An open snapshot keeps old pages alive: close it soon. */
export interface Snapshot extends View {
  close(): void;
}

/** A multi-document transaction: reads its snapshot and its own writes; nobody else sees them before the commit. */
export interface Transaction {
  /** Reads and writes of the transaction. A conflict throws 112 with the label TransientTransactionError; the caller then aborts. */
  readonly view: WriteView;
  readonly state: 'active' | 'committed' | 'aborted';
  /** True when it has written something. */
  readonly dirty: boolean;
  /** Resolves when the transaction has ended, either way. */
  readonly ended: Promise<void>;
}

/** What createIndexes answers. */
export interface CreatedIndexes {
  readonly numIndexesBefore: number;
  readonly numIndexesAfter: number;
  readonly createdCollection: boolean;
}

/** The storage engine. `Store.open` in store.ts makes one. */
export interface StorageEngine {
  /** The data as it is at each call: for what one decides at once, without a pause between the looks. */
  latest(): View;
  /** Current data for one command. Cheap. */
  snapshot(): Snapshot;
  /**
   * Runs `work` in the next group commit, after every write submitted before it, and resolves when it is durable.
   * When `work` throws, none of its effects stay and the promise is rejected with the same error.
   * A CommandError that `work` itself catches leaves the documents written before it in place; anything that is not
   * a CommandError must be let through. `work` may run more than once (it met a lock of an open transaction, or shared a
   * group with a write that failed) and so has no effects but on the view. Keep it short (about 20 ms): long updates go in several writes.
   */
  write<T>(work: (view: WriteView) => T, operation: Operation): Promise<T>;
  begin(): Transaction;
  /**
   * Applies a transaction; `alsoWrite` runs in the same LMDB transaction (session record). Rejects with 112 or 246 when it cannot.
   * Whether it resolves or rejects with a CommandError, the transaction has ended.
   */
  commit(transaction: Transaction, alsoWrite?: (view: WriteView) => void): Promise<void>;
  abort(transaction: Transaction): void;
  /** Creates the collection when missing, validates and builds; resolves when all indexes are ready. */
  createIndexes(namespace: string, specs: readonly Doc[], operation: Operation): Promise<CreatedIndexes>;
  /** All session records (expiry of old ones). */
  sessions(): Iterable<{ id: Buffer; record: Buffer }>;
  /** Deletes documents that TTL indexes say are over at `now` (ms since 1970), in chunks; answers how many. */
  deleteExpired(now: number): Promise<number>;
  /** Bytes of the files on disk, and how many a collection's documents and an index take (estimates by sampling) for stats commands. */
  sizes(view: View, collection: Collection): { documents: number; indexes: ReadonlyMap<string, number> };
  /** Size of the data file in bytes. */
  fileSize(): number;
  close(): Promise<void>;
}
