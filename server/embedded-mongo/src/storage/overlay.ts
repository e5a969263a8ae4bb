import BTree from 'sorted-btree';
import type { ScanRange, Source } from './source';
import { type Chunk, type ChunkSize, RECORD_ID_BYTES, readRecordId, type TableEntry, type TableName } from './tables';
import type { RecordId } from './types';

interface OverlayEntry {
  readonly key: Buffer;
  /** undefined: removed. */
  readonly value: Buffer | undefined;
}

/** Table key as text that sorts as the bytes do. */
type KeyText = string;

const NO_VALUE = Buffer.alloc(0);

/** The writes of a transaction, not yet applied, over the snapshot it reads. */
export class OverlaySource implements Source {
  private readonly writes = new Map<TableName, BTree<KeyText, OverlayEntry>>();

  constructor(private readonly base: Source) {}

  get isEmpty(): boolean {
    return this.writes.size === 0;
  }

  set(table: TableName, key: Buffer, value: Buffer | undefined): void {
    let tree = this.writes.get(table);
    if (!tree) {
      tree = new BTree();
      this.writes.set(table, tree);
    }
    tree.set(key.toString('latin1'), { key, value });
  }

  get(table: TableName, key: Buffer): Buffer | undefined {
    const written = this.writes.get(table)?.get(key.toString('latin1'));
    return written ? written.value : this.base.get(table, key);
  }

  recordId(key: Buffer): RecordId | undefined {
    const written = this.writes.get('indexes')?.get(key.toString('latin1'));
    if (!written) return this.base.recordId(key);
    return written.value?.length === RECORD_ID_BYTES ? readRecordId(written.value, 0) : undefined;
  }

  chunk(table: TableName, range: ScanRange, size: ChunkSize): Chunk {
    const chunk = this.base.chunk(table, range, size);
    const tree = this.writes.get(table);
    if (!tree) return chunk;
    const { next } = chunk;
    const low = range.reverse && next ? next : range.low;
    const high = !range.reverse && next ? next : range.high;
    const written = tree.getRange(low.toString('latin1'), high.toString('latin1'), false).map(([, entry]) => entry);
    if (written.length === 0) return chunk;
    if (range.reverse) written.reverse();
    return { entries: merge(chunk.entries, written, range), next };
  }

  count(table: TableName, low: Buffer, high: Buffer, limit: number): { count: number; next: Buffer | undefined } {
    if (!this.writes.has(table)) return this.base.count(table, low, high, limit);
    const range = { low, high, reverse: false, values: false };
    const { entries, next } = this.chunk(table, range, { count: limit, bytes: Number.POSITIVE_INFINITY });
    return { count: entries.length, next };
  }

  /** Every write, in order of the keys, to apply it. */
  *all(): Generator<{ table: TableName; key: Buffer; value: Buffer | undefined }> {
    for (const [table, tree] of this.writes) for (const entry of tree.values()) yield { table, ...entry };
  }
}

/** Both lists in the order of the scan; what was written hides what was there. */
function merge(base: readonly TableEntry[], written: readonly OverlayEntry[], range: ScanRange): TableEntry[] {
  const merged: TableEntry[] = [];
  const sign = range.reverse ? -1 : 1;
  const add = ({ key, value }: OverlayEntry) => {
    if (value) merged.push({ key, value: range.values ? value : NO_VALUE });
  };
  let at = 0;
  for (const entry of base) {
    let order = 1;
    while (at < written.length) {
      order = Buffer.compare(written[at]!.key, entry.key) * sign;
      if (order > 0) break;
      add(written[at++]!);
      if (order === 0) break;
    }
    if (order !== 0) merged.push(entry);
  }
  while (at < written.length) add(written[at++]!);
  return merged;
}
