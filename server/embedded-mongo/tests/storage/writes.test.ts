import { encodeDocument } from '../../src/bson/encode';
import { fromJs, toJs } from '../../src/bson/js';
import { UNDEFINED } from '../../src/bson/values';
import { CommandError } from '../../src/errors';
import {
  change,
  committed,
  contents,
  doc,
  entries,
  insertAll,
  NAMESPACE,
  operation,
  storesOfThisFile,
  write,
} from './open-store';

const stores = storesOfThisFile();
const index = (key: object, options: object = {}) =>
  doc({ key, name: Object.entries(key).flat().join('_'), ...options });

async function storeWith(...specs: ReturnType<typeof index>[]) {
  const store = await stores.open();
  await store.createIndexes(NAMESPACE, specs, operation);
  return store;
}

async function failure(promise: Promise<unknown>): Promise<CommandError> {
  const error = await promise.then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(CommandError);
  return error as CommandError;
}

describe('Writing documents', () => {
  it('keeps them in the order of insertion, and counts them', async () => {
    const store = await stores.open();
    await insertAll(store, { _id: 3 }, { _id: 1 }, { _id: 2 });
    await write(store, (view) => change(view, 1, undefined));
    await insertAll(store, { _id: 0 });
    expect(committed(store)).toEqual([{ _id: 3 }, { _id: 2 }, { _id: 0 }]);
    const snapshot = store.snapshot();
    expect(snapshot.count(snapshot.collection(NAMESPACE)!)).toBe(3);
    snapshot.close();
  });

  it.each([
    ['a second _id', [{ _id: 1 }], { _id: 1 }, '_id_', { _id: 1 }, '{ _id: 1 }'],
    ['a string', [{ _id: 1, a: 'x' }], { _id: 2, a: 'x' }, 'a_1', { a: 'x' }, '{ a: "x" }'],
    ['a missing field', [{ _id: 1 }], { _id: 2 }, 'a_1', { a: null }, '{ a: null }'],
    ['an element of an array', [{ _id: 1, a: [1, 2] }], { _id: 2, a: [3, 2] }, 'a_1', { a: 2 }, '{ a: 2 }'],
    ['an empty array', [{ _id: 1, a: [] }], { _id: 2, a: [] }, 'a_1', { a: UNDEFINED }, '{ a: undefined }'],
  ])('refuses %s that a unique index has already', async (_, present, added, name, keyValue, shown) => {
    const store = await storeWith(index({ a: 1 }, { unique: true }));
    await insertAll(store, ...present);
    const error = await failure(insertAll(store, added));
    expect([error.code, error.message]).toEqual([
      11000,
      `E11000 duplicate key error collection: ${NAMESPACE} index: ${name} dup key: ${shown}`,
    ]);
    expect(toJs(error.fields!.get('keyValue'))).toEqual(toJs(fromJs(keyValue)));
    expect(committed(store)).toEqual(present);
  });

  it('does not hold an array with equal elements for a duplicate of itself', async () => {
    const store = await storeWith(index({ a: 1 }, { unique: true }));
    await insertAll(store, { _id: 1, a: [5, 5] });
    await write(store, (view) => change(view, 1, { a: [5, 6, 5] }));
    expect(committed(store)).toEqual([{ _id: 1, a: [5, 6, 5] }]);
  });

  it('leaves sparse and partial indexes without the documents they exclude', async () => {
    const partial = { unique: true, partialFilterExpression: { on: true } };
    const store = await storeWith(index({ a: 1 }, { unique: true, sparse: true }), index({ b: 1 }, partial));
    await insertAll(store, { _id: 1, b: 1 }, { _id: 2, b: 1 }, { _id: 3, b: 1, on: true });
    expect((await failure(insertAll(store, { _id: 4, b: 1, on: true }))).code).toBe(11000);
    expect((await failure(insertAll(store, { _id: 4, a: null }, { _id: 5, a: null }))).code).toBe(11000);
    await write(store, (view) => change(view, 3, { b: 1, on: false }));
    await insertAll(store, { _id: 6, b: 1, on: true });
    expect(committed(store)).toHaveLength(4);
  });

  it('refuses arrays side by side in a compound index', async () => {
    const store = await storeWith(index({ a: 1, b: 1 }));
    const error = await failure(insertAll(store, { _id: 1, a: [1], b: [2] }));
    expect([error.code, error.message]).toEqual([171, 'cannot index parallel arrays [b] [a]']);
    await insertAll(store, { _id: 1, a: [1, 2], b: 2 }, { _id: 2, a: 1, b: [] });
    expect(committed(store)).toHaveLength(2);
  });

  it.each([
    ['an array', [1], 53],
    ['a regular expression', /a/, 53],
  ])('refuses %s as _id', async (_, id, code) => {
    expect((await failure(insertAll(await stores.open(), { _id: id }))).code).toBe(code);
  });

  it('takes a document of 16 MB and refuses one byte more', async () => {
    const store = await stores.open();
    const empty = encodeDocument(doc({ _id: 1, t: '' })).length;
    const text = 'x'.repeat(16 * 1024 * 1024 - empty);
    await insertAll(store, { _id: 1, t: text });
    expect((await failure(insertAll(store, { _id: 2, t: `${text}x` }))).code).toBe(10334);
    expect((await failure(write(store, (view) => change(view, 1, { t: `${text}x` })))).code).toBe(10334);
  });

  it('keeps keys that are too long for the index apart', async () => {
    const store = await storeWith(index({ a: 1 }, { unique: true }));
    const long = 'x'.repeat(5000);
    await insertAll(store, { _id: 1, a: `${long}1` }, { _id: 2, a: `${long}2` });
    expect((await failure(insertAll(store, { _id: 3, a: `${long}1` }))).code).toBe(11000);
  });

  it('touches only the entries that change', async () => {
    const store = await storeWith(index({ a: 1 }), index({ b: -1 }));
    await insertAll(store, { _id: 1, a: [1, 2, 3], b: 1 });
    const before = store.snapshot();
    await write(store, (view) => change(view, 1, { a: [2, 3, 4], b: 1 }));
    const after = store.snapshot();
    const [old, now] = [entries(before, 'a_1'), entries(after, 'a_1')];
    expect([old.length, now.length]).toEqual([3, 3]);
    expect(now.filter(([key]) => old.some(([other]) => other === key))).toHaveLength(2);
    expect(entries(after, 'b_-1')).toEqual(entries(before, 'b_-1'));
    before.close();
    after.close();
  });
});

describe('A group of writes', () => {
  it('undoes all of a write that fails half-way, and nothing of the others', async () => {
    const store = await stores.open();
    await insertAll(store, { _id: 0 });
    const outcomes = await Promise.allSettled([
      insertAll(store, { _id: 1 }),
      insertAll(store, { _id: 2 }, { _id: 0 }),
      insertAll(store, { _id: 3 }),
      write(store, (view) => {
        view.createCollection('test.other');
        throw new Error('fault');
      }),
      insertAll(store, { _id: 4 }),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(committed(store)).toEqual([{ _id: 0 }, { _id: 1 }, { _id: 3 }, { _id: 4 }]);
    const snapshot = store.snapshot();
    expect(snapshot.collection('test.other')).toBeUndefined();
    expect(snapshot.count(snapshot.collection(NAMESPACE)!)).toBe(4);
    snapshot.close();
  });

  it('keeps what was written before an error that the write itself caught', async () => {
    const store = await stores.open();
    await write(store, (view) => {
      const collection = view.ensureCollection(NAMESPACE);
      view.insert(collection, doc({ _id: 1 }));
      expect(() => view.insert(collection, doc({ _id: 1 }))).toThrow('E11000');
    });
    expect(committed(store)).toEqual([{ _id: 1 }]);
  });

  it('is not seen by snapshots taken before', async () => {
    const store = await stores.open();
    await insertAll(store, { _id: 1 });
    const snapshot = store.snapshot();
    await insertAll(store, { _id: 2 });
    await write(store, (view) => view.dropCollection(view.collection(NAMESPACE)!));
    expect(contents(snapshot)).toEqual([{ _id: 1 }]);
    expect(snapshot.count(snapshot.collection(NAMESPACE)!)).toBe(1);
    snapshot.close();
    expect(committed(store)).toEqual([]);
  });
});

describe('Collections', () => {
  it('are renamed with their documents and indexes', async () => {
    const store = await storeWith(index({ a: 1 }));
    await insertAll(store, { _id: 1 });
    await write(store, (view) => view.renameCollection(view.collection(NAMESPACE)!, 'test.renamed', false));
    expect([committed(store), committed(store, 'test.renamed')]).toEqual([[], [{ _id: 1 }]]);
    await insertAll(store, { _id: 2 });
    const taken = write(store, (view) => view.renameCollection(view.collection(NAMESPACE)!, 'test.renamed', false));
    expect((await failure(taken)).code).toBe(48);
    await write(store, (view) => view.renameCollection(view.collection(NAMESPACE)!, 'test.renamed', true));
    expect(committed(store, 'test.renamed')).toEqual([{ _id: 2 }]);
  });

  it('leave nothing behind in the data file once swept', async () => {
    const store = await storeWith(index({ a: 1 }));
    await insertAll(store, ...Array.from({ length: 3000 }, (_, i) => ({ _id: i, a: i })));
    const raw = await write(store, (view) => [...view.scanDocuments(view.collection(NAMESPACE)!)].length);
    expect(raw).toBe(3000);
    const former = await write(store, (view) => {
      const collection = view.collection(NAMESPACE)!;
      view.dropCollection(collection);
      return collection;
    });
    const left = () =>
      write(
        store,
        (view) =>
          [...view.scanDocuments(former)].length +
          [...view.scanIndex(former.indexes[1]!, { low: Buffer.alloc(0), high: Buffer.of(255) })].length,
      );
    for (let i = 0; i < 200 && (await left()) > 0; i++) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await left()).toBe(0);
  });

  it('are as they were after closing and opening', async () => {
    const directory = stores.newDirectory();
    const first = await stores.open(directory);
    await first.createIndexes(
      NAMESPACE,
      [index({ a: 1, b: -1 }, { unique: true }), index({ t: 1 }, { expireAfterSeconds: 60 })],
      operation,
    );
    await insertAll(first, { _id: 1, a: [1, 2] }, { _id: 2 });
    const shown = (store: typeof first) => {
      const snapshot = store.snapshot();
      const collection = snapshot.collection(NAMESPACE)!;
      const result = [
        collection.uuid,
        collection.indexes.map((each) => [toJs(each.spec), each.multikey, each.multikeyPaths]),
        snapshot.count(collection),
        entries(snapshot, 'a_1_b_-1'),
      ];
      snapshot.close();
      return result;
    };
    const before = shown(first);
    await stores.close(first);
    const second = await stores.open(directory, 'flush');
    expect(shown(second)).toEqual(before);
    await insertAll(second, { _id: 3, a: 7 });
    expect(committed(second).map((each) => (each as { _id: number })._id)).toEqual([1, 2, 3]);
  });
});
