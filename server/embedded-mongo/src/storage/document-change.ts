import { BsonUndefined, type Doc, isArray, Regex } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { StoredCollection } from './catalog';
import { type DocumentKeys, keysOf } from './index-keys';
import type { StoredIndex } from './stored-index';
import { RECORD_ID_BYTES, writeRecordId } from './tables';
import type { RecordId } from './types';

/** Largest document that may be stored. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** What one document's write does to one index. Keys carry the index's prefix, but not the record id. */
export interface IndexChange {
  readonly index: StoredIndex;
  readonly removed: readonly Buffer[];
  readonly added: readonly Buffer[];
  /** The index as it is afterwards, when the document makes it multikey or truncated. */
  readonly becomes: StoredIndex | undefined;
}

const NONE: readonly Buffer[] = [];

/** Index changes of a new document. */
export function changesOfInsert(collection: StoredCollection, doc: Doc): IndexChange[] {
  const changes: IndexChange[] = [];
  for (const index of collection.indexes) {
    const keys = keysOf(index, doc);
    const becomes = widened(index, keys);
    if (keys.keys.length > 0 || becomes) changes.push({ index, removed: NONE, added: keys.keys, becomes });
  }
  return changes;
}

export function changesOfRemove(collection: StoredCollection, doc: Doc): IndexChange[] {
  return collection.indexes.map((index) => ({
    index,
    removed: keysOf(index, doc).keys,
    added: NONE,
    becomes: undefined,
  }));
}

/** Only what differs between the keys of the two versions. */
export function changesOfReplace(collection: StoredCollection, before: Doc, after: Doc): IndexChange[] {
  const changes: IndexChange[] = [];
  for (const index of collection.indexes) {
    if (index.sameInputs(before, after)) continue;
    const old = keysOf(index, before);
    const next = keysOf(index, after);
    const removed = without(old.keys, next.keys);
    const added = without(next.keys, old.keys);
    const becomes = widened(index, next);
    if (removed.length > 0 || added.length > 0 || becomes) changes.push({ index, removed, added, becomes });
  }
  return changes;
}

function without(keys: readonly Buffer[], excluded: readonly Buffer[]): readonly Buffer[] {
  if (keys.length === 0 || excluded.length === 0) return keys;
  if (keys.length === 1 && excluded.length === 1) return keys[0]!.equals(excluded[0]!) ? NONE : keys;
  const known = new Set(excluded.map((key) => key.toString('latin1')));
  return keys.filter((key) => !known.has(key.toString('latin1')));
}

/** The index with the flags that these keys call for; undefined when it has them already. */
export function widened(index: StoredIndex, keys: DocumentKeys): StoredIndex | undefined {
  const truncated = keys.truncated && !index.truncated;
  const arrays = keys.arrays;
  const grows = arrays?.some((positions, field) => {
    const known = index.multikeyPaths[field]!;
    for (const position of positions) if (!known.includes(position)) return true;
    return false;
  });
  const multikey = !index.multikey && (keys.keys.length > 1 || grows);
  if (!truncated && !grows && !multikey) return undefined;
  const multikeyPaths = index.multikeyPaths.map((known, field) =>
    [...new Set([...known, ...(arrays?.[field] ?? [])])].sort((a, b) => a - b),
  );
  return index.with({
    truncated: index.truncated || truncated,
    multikey: index.multikey || multikey || Boolean(grows),
    multikeyPaths,
  });
}

/** Key of an entry in the table: other than in a unique index, the record id makes it unique. */
export function entryKey(index: StoredIndex, key: Buffer, recordId: RecordId): Buffer {
  if (index.unique) return key;
  const entry = Buffer.allocUnsafe(key.length + RECORD_ID_BYTES);
  entry.set(key);
  writeRecordId(entry, key.length, recordId);
  return entry;
}

/** Refuses a document that cannot be stored. */
export function checkStorable(doc: Doc, raw: Buffer): void {
  if (raw.length > MAX_DOCUMENT_BYTES) {
    const hex = raw.length.toString(16).toUpperCase();
    throw new CommandError(
      ErrorCode.BSONObjectTooLarge,
      `BSONObj size: ${raw.length} (0x${hex}) is invalid. Size must be between 0 and 16793600(16MB)`,
    );
  }
  const id = doc.get('_id');
  if (typeof id !== 'object' || id === null) return;
  const bad = isArray(id) ? 'array' : id instanceof Regex ? 'regex' : id instanceof BsonUndefined ? 'undefined' : '';
  if (bad) throw new CommandError(ErrorCode.InvalidIdField, `The '_id' value cannot be of type ${bad}`);
}
