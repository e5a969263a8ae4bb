import { decodeDocument } from '../bson/decode';
import { KeyWriter } from '../bson/keys';
import { UtcDate } from '../bson/values';
import { plainOperation } from '../operation';
import type { GroupCommit } from './group-commit';
import type { Collection, IndexInfo, KeyRange, RecordId, WriteView } from './types';

const CHUNK_DOCUMENTS = 200;
/** No date is earlier. */
const EARLIEST = new UtcDate(-0x8000_0000_0000_0000n);
const AFTER_KEY = Buffer.of(0xff);

/** Deletes what one TTL index says is over at `now`, in chunks; answers how many documents. */
export async function deleteExpiredOf(
  commits: GroupCommit,
  collection: Collection,
  index: IndexInfo,
  now: number,
): Promise<number> {
  const range = expiredRange(index, now);
  let total = 0;
  for (;;) {
    const deleted = await commits.submit((view) => deleteChunk(view, collection, index, range), plainOperation(now));
    total += deleted;
    if (deleted < CHUNK_DOCUMENTS) return total;
  }
}

/** Keys of dates up to `now - expireAfterSeconds`; values that are no dates never expire. */
function expiredRange(index: IndexInfo, now: number): KeyRange {
  const limit = new UtcDate(now - index.expireAfterSeconds! * 1000);
  const { descending } = index.fields[0]!;
  const [first, last] = descending ? [limit, EARLIEST] : [EARLIEST, limit];
  return { low: keyOf(first, descending), high: Buffer.concat([keyOf(last, descending), AFTER_KEY]) };
}

function keyOf(date: UtcDate, descending: boolean): Buffer {
  const writer = new KeyWriter();
  writer.appendValue(date, descending);
  return writer.toBuffer();
}

function deleteChunk(view: WriteView, given: Collection, index: IndexInfo, range: KeyRange): number {
  const collection = view.collection(given.namespace);
  const current = collection?.indexes.find((other) => other.id === index.id);
  if (!collection || !current || current.expireAfterSeconds !== index.expireAfterSeconds) return 0;
  const expired = new Set<RecordId>();
  for (const { recordId } of view.scanIndex(current, range)) {
    expired.add(recordId);
    if (expired.size === CHUNK_DOCUMENTS) break;
  }
  for (const recordId of expired) {
    const raw = view.document(collection, recordId);
    if (raw) view.remove(collection, recordId, decodeDocument(raw));
  }
  return expired.size;
}
