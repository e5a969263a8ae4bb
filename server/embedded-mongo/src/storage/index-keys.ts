import { createHash } from 'node:crypto';
import { KeyWriter } from '../bson/keys';
import { type Doc, isDoc, type Maybe } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { EMPTY_ARRAY, type KeyPart, keyTuples } from '../query/key-tuples';
import type { StoredIndex } from './stored-index';

/** Longest key kept whole, without the index's prefix and the record id. */
export const MAX_KEY_BYTES = 1024;
const DIGEST_BYTES = 32;
/** Most keys of one document in one index (MongoDB's indexMaxNumGeneratedKeysPerDocument): they are written in one step. */
const MAX_KEYS = 100_000;

/** The keys one document has in an index, each with the index's prefix; and what that tells about the index. */
export interface DocumentKeys {
  readonly keys: readonly Buffer[];
  /** Positions of the path components that were arrays, per field; undefined when none was. */
  readonly arrays: readonly ReadonlySet<number>[] | undefined;
  readonly truncated: boolean;
}

const NO_KEYS: DocumentKeys = { keys: [], arrays: undefined, truncated: false };
const writer = new KeyWriter();

/** MongoDB's keys of a document: one, none (sparse, partial), or several where an array lies on an indexed path. */
export function keysOf(index: StoredIndex, doc: Doc): DocumentKeys {
  if (index.partialFilter && !index.covers(doc)) return NO_KEYS;
  return singleKey(index, doc) ?? expandedKeys(index, doc);
}

/** The usual case without arrays; undefined when there is one. */
function singleKey(index: StoredIndex, doc: Doc): DocumentKeys | undefined {
  const { components, fields } = index;
  let found = false;
  writer.reset();
  writer.appendBytes(index.prefix);
  for (let i = 0; i < components.length; i++) {
    const path = components[i]!;
    let value: Maybe = doc;
    for (const component of path) {
      if (isDoc(value)) value = value.get(component);
      else if (Array.isArray(value)) return undefined;
      else value = undefined;
    }
    if (Array.isArray(value)) return undefined;
    if (value !== undefined) found = true;
    writer.appendValue(value, fields[i]!.descending);
  }
  if (index.sparse && !found) return NO_KEYS;
  const truncated = writer.length - index.prefix.length > MAX_KEY_BYTES;
  const key = truncated ? truncate(writer.toBuffer(), index.prefix.length) : writer.toBuffer();
  return { keys: [key], arrays: undefined, truncated };
}

/** Cuts a key that is too long and completes it with a digest of the whole, so that equal keys stay equal and others differ. */
export function truncate(key: Buffer, prefixLength: number): Buffer {
  const kept = key.subarray(0, prefixLength + MAX_KEY_BYTES - DIGEST_BYTES);
  const digest = createHash('sha256').update(key.subarray(prefixLength)).digest();
  return Buffer.concat([kept, digest]);
}

/** How much of a long key is kept as it is. */
export const KEPT_KEY_BYTES = MAX_KEY_BYTES - DIGEST_BYTES;

function expandedKeys(index: StoredIndex, doc: Doc): DocumentKeys {
  const arrays = index.components.map(() => new Set<number>());
  const tuples = tuplesOf(index, doc, arrays);
  let truncated = false;
  const keys: Buffer[] = [];
  const seen = new Set<string>();
  for (const parts of tuples) {
    let key = encodeParts(index, parts);
    if (key.length - index.prefix.length > MAX_KEY_BYTES) {
      truncated = true;
      key = truncate(key, index.prefix.length);
    }
    const text = key.toString('latin1');
    if (tuples.length > 1 && seen.has(text)) continue;
    seen.add(text);
    keys.push(key);
  }
  return { keys, arrays, truncated };
}

/** The parts of the key (as made by `keysOf`) that equals `key`, for the message of a duplicate. */
export function partsOfKey(index: StoredIndex, doc: Doc, key: Buffer): KeyPart[] | undefined {
  for (const parts of tuplesOf(index, doc)) {
    const encoded = encodeParts(index, parts);
    const whole =
      encoded.length - index.prefix.length > MAX_KEY_BYTES ? truncate(encoded, index.prefix.length) : encoded;
    if (whole.equals(key)) return parts;
  }
  return undefined;
}

function encodeParts(index: StoredIndex, parts: readonly KeyPart[]): Buffer {
  writer.reset();
  writer.appendBytes(index.prefix);
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    const { descending } = index.fields[i]!;
    if (part === EMPTY_ARRAY) writer.appendEmptyArray(descending);
    else writer.appendValue(part as Maybe, descending);
  }
  return writer.toBuffer();
}

/** The keys of a document before they are encoded. `arrays` takes the components at which arrays were expanded. */
function tuplesOf(index: StoredIndex, doc: Doc, arrays?: Set<number>[]): KeyPart[][] {
  const { components, sparse } = index;
  const tuples = keyTuples(doc, components, {
    parallel: (field, other) => parallel(components[field]!, components[other]!),
    expanded: (field, component) => arrays?.[field]?.add(component),
  });
  if (tuples.length > MAX_KEYS) {
    throw new CommandError(ErrorCode.CannotBuildIndexKeys, 'Maximum number of generated keys exceeded.');
  }
  return sparse ? tuples.filter((parts) => parts.some((part) => part !== undefined)) : tuples;
}

function parallel(path: readonly string[], other: readonly string[]): CommandError {
  return new CommandError(
    ErrorCode.CannotIndexParallelArrays,
    `cannot index parallel arrays [${path.at(-1)}] [${other.at(-1)}]`,
  );
}
