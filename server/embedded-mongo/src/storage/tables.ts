import { type Database, open, type RootDatabase } from 'lmdb';
import { PAGE_SIZE } from './checkpoint';
import type { RecordId } from './types';

/** The key-value tables of the environment. */
export type TableName = 'meta' | 'documents' | 'indexes' | 'sessions';

/** An LMDB read transaction. */
export type ReadTransaction = ReturnType<Database['useReadTransaction']>;

/** Address space reserved for the data file; the file itself grows with the data. */
const MAP_SIZE = 2 ** 38;
const MAX_READERS = 4096;
const subarrayOf = Uint8Array.prototype.subarray;

/** A key of a table with its value (empty where values were not asked for). */
export interface TableEntry {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** A part of a range. `next` is where the rest begins (`low`, or `high` of a reverse read); undefined at the end. */
export interface Chunk {
  readonly entries: TableEntry[];
  readonly next: Buffer | undefined;
}

/** How much of a range to read at once. */
export interface ChunkSize {
  readonly count: number;
  readonly bytes: number;
}

const NO_VALUE = Buffer.alloc(0);

/** The LMDB environment with its tables. Inside `transact` every read sees the running write transaction. */
export class Tables {
  readonly root: RootDatabase<Buffer, Buffer>;
  readonly meta: Database<Buffer, Buffer>;
  readonly documents: Database<Buffer, Buffer>;
  readonly indexes: Database<Buffer, Buffer>;
  readonly sessions: Database<Buffer, Buffer>;

  constructor(directory: string) {
    this.root = open<Buffer, Buffer>({
      path: directory,
      maxDbs: 8,
      mapSize: MAP_SIZE,
      maxReaders: MAX_READERS,
      pageSize: PAGE_SIZE,
      // Commits do not wait for the disk: see checkpoint.ts.
      noSync: true,
      noMemInit: true,
      keyEncoding: 'binary',
      encoding: 'binary',
    });
    const binary = { keyEncoding: 'binary', encoding: 'binary' } as const;
    this.meta = this.root.openDB('meta', binary);
    this.documents = this.root.openDB('documents', binary);
    this.indexes = this.root.openDB('indexes', binary);
    this.sessions = this.root.openDB('sessions', binary);
  }

  /** Runs `work` in one write transaction; aborts it when `work` throws. */
  transact<T>(work: () => T): T {
    return this.root.transactionSync(work);
  }

  beginRead(): ReadTransaction {
    return this.documents.useReadTransaction();
  }

  get(table: TableName, key: Buffer, transaction?: ReadTransaction): Buffer | undefined {
    const found = getFast(this[table], key, transaction);
    if (found === undefined) return undefined;
    // `found` is lmdb's own buffer, overwritten by the next read, with a `length` that is not that of its memory.
    const { length } = found;
    const copy = Buffer.allocUnsafe(length);
    copy.set(subarrayOf.call(found, 0, length));
    return copy;
  }

  /** The record id stored under a key of a unique index. */
  getRecordId(key: Buffer, transaction?: ReadTransaction): RecordId | undefined {
    const found = getFast(this.indexes, key, transaction);
    return found === undefined ? undefined : readRecordId(found, 0);
  }

  /** Entries from `low` (inclusive) to `high` (exclusive), or downwards from `high` (exclusive) to `low` (inclusive). */
  chunk(
    table: TableName,
    range: { low: Buffer; high: Buffer; reverse: boolean; values: boolean },
    size: ChunkSize,
    transaction?: ReadTransaction,
  ): Chunk {
    const { low, high, reverse, values } = range;
    const bounds = reverse
      ? { start: high, end: low, reverse: true, exclusiveStart: true, inclusiveEnd: true }
      : { start: low, end: high };
    const options = transaction ? { ...bounds, transaction } : bounds;
    const iterator = (values ? this[table].getRange(options) : this[table].getKeys(options))[
      Symbol.iterator
    ]() as Iterator<TableEntry | Buffer>;
    const entries: TableEntry[] = [];
    let bytes = 0;
    while (entries.length < size.count && bytes < size.bytes) {
      const next = iterator.next();
      if (next.done) return { entries, next: undefined };
      const entry = values ? (next.value as TableEntry) : { key: next.value as Buffer, value: NO_VALUE };
      bytes += entry.key.length + entry.value.length;
      entries.push(entry);
    }
    iterator.return?.();
    const last = entries[entries.length - 1]!.key;
    return { entries, next: reverse ? last : successorOf(last) };
  }

  /** Counts keys without reading them one by one, at most `limit`. */
  count(
    table: TableName,
    { low, high }: { low: Buffer; high: Buffer },
    limit: number,
    transaction?: ReadTransaction,
  ): { count: number; next: Buffer | undefined } {
    const bounds = { start: low, end: high, ...(transaction && { transaction }) };
    for (const next of this[table].getKeys({ ...bounds, offset: limit, limit: 1 })) return { count: limit, next };
    return { count: this[table].getKeysCount(bounds), next: undefined };
  }

  put(table: TableName, key: Buffer, value: Buffer): void {
    this[table].putSync(key, value);
  }

  remove(table: TableName, key: Buffer): void {
    this[table].removeSync(key);
  }

  close(): Promise<void> {
    return this.root.close();
  }
}

/** Looks a key up without copying the value. lmdb takes the options that its type declaration leaves out. */
function getFast(table: Database<Buffer, Buffer>, key: Buffer, transaction?: ReadTransaction): Buffer | undefined {
  const fast = table as unknown as { getBinaryFast(id: Buffer, options?: { transaction: ReadTransaction }): Buffer };
  return transaction ? fast.getBinaryFast(key, { transaction }) : fast.getBinaryFast(key);
}

/** The first key after `key`. */
function successorOf(key: Buffer): Buffer {
  const next = Buffer.allocUnsafe(key.length + 1);
  next.set(key);
  next[key.length] = 0;
  return next;
}

/** Bytes of a record id in keys and values. */
export const RECORD_ID_BYTES = 6;

export function readRecordId(bytes: Uint8Array, at: number): RecordId {
  const high = (bytes[at]! << 8) | bytes[at + 1]!;
  const low = ((bytes[at + 2]! << 24) | (bytes[at + 3]! << 16) | (bytes[at + 4]! << 8) | bytes[at + 5]!) >>> 0;
  return high * 0x1_0000_0000 + low;
}

export function writeRecordId(bytes: Uint8Array, at: number, recordId: RecordId): void {
  const high = Math.floor(recordId / 0x1_0000_0000);
  bytes[at] = high >>> 8;
  bytes[at + 1] = high;
  bytes[at + 2] = recordId >>> 24;
  bytes[at + 3] = recordId >>> 16;
  bytes[at + 4] = recordId >>> 8;
  bytes[at + 5] = recordId;
}

/** Key of a document, in memory of its own. */
export function documentKey(collectionId: number, recordId: RecordId): Buffer {
  const key = Buffer.allocUnsafe(4 + RECORD_ID_BYTES);
  key.writeUInt32BE(collectionId, 0);
  writeRecordId(key, 4, recordId);
  return key;
}

/** Four bytes that begin every key of a collection's documents, or of an index. */
export function prefixOf(id: number): Buffer {
  const prefix = Buffer.allocUnsafe(4);
  prefix.writeUInt32BE(id, 0);
  return prefix;
}
