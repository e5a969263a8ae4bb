import { createHash } from 'node:crypto';
import { KeyWriter } from '../bson/keys';
import { type Doc, isDoc, type Maybe, type Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { StoredIndex } from './stored-index';

/** Longest key kept whole, without the index's prefix and the record id. */
export const MAX_KEY_BYTES = 1024;
const DIGEST_BYTES = 32;

/** Stands for `[]`, which an index of the array's field keeps under a key of its own. */
export const EMPTY_ARRAY = Symbol('empty array');

/** A component of an index key before it is encoded. */
export type KeyPart = Maybe | typeof EMPTY_ARRAY;

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
  const expansion = new Expansion(index);
  const tuples = expansion.run(doc);
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
  return { keys, arrays: expansion.arrays, truncated };
}

/** The parts of the key (as made by `keysOf`) that equals `key`, for the message of a duplicate. */
export function partsOfKey(index: StoredIndex, doc: Doc, key: Buffer): KeyPart[] | undefined {
  for (const parts of new Expansion(index).run(doc)) {
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

/** Where a field of the index stands on its way through the document. */
interface Walk {
  /** Components already behind. */
  readonly step: number;
  /** Value reached; final when all components are behind and it is not an array still to be expanded. */
  readonly value: KeyPart;
  readonly final: boolean;
}

/** Expands the arrays on the paths of a compound index; they must lie in one another, not side by side. */
class Expansion {
  readonly arrays: Set<number>[];
  private readonly tuples: KeyPart[][] = [];

  constructor(private readonly index: StoredIndex) {
    this.arrays = index.components.map(() => new Set());
  }

  run(doc: Doc): KeyPart[][] {
    this.expand(this.index.components.map(() => ({ step: 0, value: doc, final: false })));
    return this.tuples;
  }

  private expand(from: readonly Walk[]): void {
    const walks = from.map((walk, field) => (walk.final ? walk : this.advance(walk, field)));
    let array: Value[] | undefined;
    let culprit = 0;
    for (let field = 0; field < walks.length; field++) {
      const { final, value } = walks[field]!;
      if (final) continue;
      if (array !== undefined && array !== value) throw this.parallel(culprit, field);
      array = value as Value[];
      culprit = field;
    }
    if (array === undefined) this.emit(walks);
    else if (array.length === 0) this.expand(walks.map((walk, field) => this.enter(walk, field, EMPTY_ARRAY)));
    else for (const element of array) this.expand(walks.map((walk, field) => this.enter(walk, field, element)));
  }

  /** Walks on to the end of the path, or to an array on it or at its end (then it is not final). */
  private advance(walk: Walk, field: number): Walk {
    const path = this.index.components[field]!;
    let { step, value } = walk;
    while (step < path.length && isDoc(value as Maybe)) {
      value = (value as Doc).get(path[step]!);
      step++;
    }
    if (Array.isArray(value)) return this.positional({ step, value, final: false }, field);
    return { step: path.length, value: step < path.length ? undefined : value, final: true };
  }

  /** A numeric component names an element of the array, which is then not expanded. */
  private positional(walk: Walk, field: number): Walk {
    const array = walk.value as Value[];
    const name = this.index.components[field]![walk.step];
    if (name === undefined || !/^(0|[1-9]\d*)$/.test(name)) return walk;
    const position = Number(name);
    if (position >= array.length) return walk;
    if (array.some((element) => isDoc(element) && element.has(name))) throw ambiguous(name);
    return this.advance({ step: walk.step + 1, value: array[position] as KeyPart, final: false }, field);
  }

  /** Goes on with one element of the array a walk stands at. */
  private enter(walk: Walk, field: number, element: Value | typeof EMPTY_ARRAY): Walk {
    if (walk.final) return walk;
    const path = this.index.components[field]!;
    this.arrays[field]!.add(walk.step - 1);
    if (walk.step === path.length) return { step: walk.step, value: element, final: true };
    // An array directly inside an array is not entered by a path.
    if (!isDoc(element as Maybe)) return { step: path.length, value: undefined, final: true };
    return { step: walk.step, value: element, final: false };
  }

  private emit(walks: readonly Walk[]): void {
    if (this.index.sparse && walks.every((walk) => walk.value === undefined)) return;
    this.tuples.push(walks.map((walk) => walk.value));
  }

  private parallel(a: number, b: number): CommandError {
    const name = (field: number) => this.index.components[field]!.at(-1);
    return new CommandError(
      ErrorCode.CannotIndexParallelArrays,
      `cannot index parallel arrays [${name(b)}] [${name(a)}]`,
    );
  }
}

function ambiguous(name: string): CommandError {
  return new CommandError(
    16746,
    `Ambiguous field name found in array (do not use numeric field names in embedded elements in an array), field: '${name}'`,
  );
}
