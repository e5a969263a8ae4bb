import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeDocument } from '../../src/bson/decode';
import { fromJs, toJs } from '../../src/bson/js';
import type { Doc } from '../../src/bson/values';
import { plainOperation } from '../../src/operation';
import { Store } from '../../src/storage/store';
import type { Durability, View, WriteView } from '../../src/storage/types';

export const operation = plainOperation(0);
export const NAMESPACE = 'test.things';

/** A document of our values from a plain object. */
export const doc = (fields: object): Doc => fromJs(fields) as Doc;

/** Stores of one test file; all are closed and removed at the end. */
export function storesOfThisFile() {
  const directories: string[] = [];
  const stores = new Set<Store>();
  afterAll(async () => {
    for (const store of stores) await store.close();
    for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  });
  const newDirectory = () => {
    const directory = mkdtempSync(join(tmpdir(), 'storage-'));
    directories.push(directory);
    return directory;
  };
  const open = async (dataDir = newDirectory(), durability: Durability = 'commit') => {
    const store = await Store.open({ dataDir, durability });
    stores.add(store);
    return store;
  };
  const close = async (store: Store) => {
    stores.delete(store);
    await store.close();
  };
  return { newDirectory, open, close };
}

/** Runs one write with the collection of the tests. */
export function write<T>(store: Store, work: (view: WriteView) => T): Promise<T> {
  return store.write(work, operation);
}

export function insertAll(store: Store, ...docs: object[]): Promise<void> {
  return write(store, (view) => {
    for (const fields of docs) view.insert(view.ensureCollection(NAMESPACE), doc(fields));
  });
}

/** All documents of a collection as plain objects, in natural order. */
export function contents(view: View, namespace = NAMESPACE): unknown[] {
  const collection = view.collection(namespace);
  if (!collection) return [];
  return [...view.scanDocuments(collection)].map(({ raw }) => toJs(decodeDocument(raw)));
}

/** The same of what is committed now. */
export function committed(store: Store, namespace = NAMESPACE): unknown[] {
  const snapshot = store.snapshot();
  try {
    return contents(snapshot, namespace);
  } finally {
    snapshot.close();
  }
}

/** Changes the document with an `_id`. */
export function change(view: WriteView, id: number, fields: object | undefined): void {
  const collection = view.collection(NAMESPACE)!;
  for (const { recordId, raw } of view.scanDocuments(collection)) {
    const before = decodeDocument(raw);
    if (before.get('_id') !== id) continue;
    if (fields) view.replace(collection, recordId, before, doc({ _id: id, ...fields }));
    else view.remove(collection, recordId, before);
    return;
  }
}

/** Entries of an index as [key in hexadecimal, record id]. */
export function entries(view: View, name: string, namespace = NAMESPACE): [string, number][] {
  const index = view.collection(namespace)!.indexes.find((candidate) => candidate.name === name)!;
  const range = { low: Buffer.alloc(0), high: Buffer.of(0xff) };
  return [...view.scanIndex(index, range)].map(({ key, recordId }) => [key.toString('hex'), recordId]);
}
