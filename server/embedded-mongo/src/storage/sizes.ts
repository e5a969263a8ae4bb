import { statSync } from 'node:fs';
import type { Collection, View } from './types';

const SAMPLE = 100;
const WHOLE_RANGE = { low: Buffer.alloc(0), high: Buffer.of(0xff) };

/** Bytes that a collection's documents and each of its indexes take, estimated from the first entries of each. */
export function estimateSizes(view: View, collection: Collection) {
  const count = view.count(collection);
  const documents = mean(view.scanDocuments(collection), (entry) => entry.raw.length) * count;
  const indexes = new Map<string, number>();
  for (const index of collection.indexes) {
    const entry = mean(view.scanIndex(index, WHOLE_RANGE), ({ key }) => key.length + 10);
    indexes.set(index.name, Math.round(entry * count));
  }
  return { documents: Math.round(documents), indexes };
}

function mean<T>(entries: Iterable<T>, sizeOf: (entry: T) => number): number {
  let sum = 0;
  let seen = 0;
  for (const entry of entries) {
    sum += sizeOf(entry);
    if (++seen === SAMPLE) break;
  }
  return seen === 0 ? 0 : sum / seen;
}

/** Bytes of a file on disk. */
export function sizeOfFile(path: string): number {
  return statSync(path).size;
}
