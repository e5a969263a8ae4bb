import {
  type Chunk,
  type ChunkSize,
  RECORD_ID_BYTES,
  type ReadTransaction,
  readRecordId,
  type TableName,
  type Tables,
} from './tables';
import type { DocumentEntry, IndexEntry, RecordId } from './types';

/** Where a view reads: a snapshot, the running write transaction, or a transaction's own writes over its snapshot. */
export interface Source {
  get(table: TableName, key: Buffer): Buffer | undefined;
  recordId(key: Buffer): RecordId | undefined;
  chunk(table: TableName, range: ScanRange, size: ChunkSize): Chunk;
  /** Number of keys from `low` (inclusive) to `high` (exclusive), at most `limit`; `next` is where the rest begins. */
  count(table: TableName, low: Buffer, high: Buffer, limit: number): { count: number; next: Buffer | undefined };
}

/** A range of raw keys, low inclusive, high exclusive. */
export interface ScanRange {
  readonly low: Buffer;
  readonly high: Buffer;
  readonly reverse: boolean;
  readonly values: boolean;
}

/** Reads a snapshot; without one the latest state, which inside a write transaction is that transaction's. */
export class TableSource implements Source {
  constructor(
    private readonly tables: Tables,
    private readonly transaction?: ReadTransaction,
  ) {}

  get(table: TableName, key: Buffer): Buffer | undefined {
    return this.tables.get(table, key, this.transaction);
  }

  recordId(key: Buffer): RecordId | undefined {
    return this.tables.getRecordId(key, this.transaction);
  }

  chunk(table: TableName, range: ScanRange, size: ChunkSize): Chunk {
    return this.tables.chunk(table, range, size, this.transaction);
  }

  count(table: TableName, low: Buffer, high: Buffer, limit: number): { count: number; next: Buffer | undefined } {
    return this.tables.count(table, { low, high }, limit, this.transaction);
  }
}

const FIRST_COUNT = 4;
const LARGEST_COUNT = 256;
const CHUNK_BYTES = 1 << 20;

/**
 * Reads a range in chunks, so that no cursor stays open while the reader pauses or writes. The first are small: many readers
 * want one entry only.
 */
export function* scan(source: Source, table: TableName, range: ScanRange): Generator<{ key: Buffer; value: Buffer }> {
  let { low, high } = range;
  let count = FIRST_COUNT;
  for (;;) {
    const { entries, next } = source.chunk(table, { ...range, low, high }, { count, bytes: CHUNK_BYTES });
    yield* entries;
    if (next === undefined) return;
    if (range.reverse) high = next;
    else low = next;
    count = Math.min(count * 4, LARGEST_COUNT);
  }
}

/** The first key after all keys that begin with `prefix` (which is not all 0xff). */
export function afterPrefix(prefix: Buffer): Buffer {
  const end = Buffer.from(prefix);
  let at = end.length - 1;
  while (at > 0 && end[at] === 0xff) at--;
  end[at]!++;
  return end.subarray(0, at + 1);
}

/** Documents of a collection (whose keys begin with `prefix`). */
export function* scanRecords(source: Source, prefix: Buffer, reverse: boolean): Generator<DocumentEntry> {
  const range = { low: prefix, high: afterPrefix(prefix), reverse, values: true };
  for (const { key, value } of scan(source, 'documents', range)) {
    yield { recordId: readRecordId(key, prefix.length), raw: value };
  }
}

/** Entries of an index; the record id is the value of a unique one, and the end of the key of any other. */
export function* scanEntries(
  source: Source,
  index: { prefix: Buffer; unique: boolean },
  low: Buffer,
  high: Buffer,
  reverse: boolean,
): Generator<IndexEntry> {
  const { prefix, unique } = index;
  const range = {
    low: Buffer.concat([prefix, low]),
    high: Buffer.concat([prefix, high]),
    reverse,
    values: unique,
  };
  for (const { key, value } of scan(source, 'indexes', range)) {
    if (unique) {
      yield { key: key.subarray(prefix.length), recordId: readRecordId(value, 0) };
    } else {
      const end = key.length - RECORD_ID_BYTES;
      yield { key: key.subarray(prefix.length, end), recordId: readRecordId(key, end) };
    }
  }
}
