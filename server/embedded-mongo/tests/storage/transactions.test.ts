import { CommandError } from '../../src/errors';
import { plainOperation } from '../../src/operation';
import type { Store } from '../../src/storage/store';
import type { Transaction, WriteView } from '../../src/storage/types';
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
const uniqueA = doc({ key: { a: 1 }, name: 'a_1', unique: true });

async function storeWithTwo(): Promise<Store> {
  const store = await stores.open();
  await store.createIndexes(NAMESPACE, [uniqueA], operation);
  await insertAll(store, { _id: 1, a: 1 }, { _id: 2, a: 2 });
  return store;
}

function insert(transaction: Transaction, fields: object): void {
  transaction.view.insert(transaction.view.ensureCollection(NAMESPACE), doc(fields));
}

const indexOnZ = doc({ key: { z: 1 }, name: 'z' });

function dropIndexOnA(view: WriteView): void {
  const collection = view.collection(NAMESPACE)!;
  view.dropIndex(collection, collection.indexes[1]!);
}

function codeOf(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof CommandError ? [error.code, ...error.labels] : error;
  }
}

const CONFLICT = [112, 'TransientTransactionError'];

describe('A transaction', () => {
  it('reads its own writes in order with the rest; others see them after the commit', async () => {
    const store = await storeWithTwo();
    const transaction = store.begin();
    insert(transaction, { _id: 3, a: 0 });
    change(transaction.view, 1, { a: 5 });
    change(transaction.view, 2, undefined);
    expect(contents(transaction.view)).toEqual([
      { _id: 1, a: 5 },
      { _id: 3, a: 0 },
    ]);
    expect(entries(transaction.view, 'a_1').map(([, record]) => record)).toEqual([3, 1]);
    expect(transaction.view.count(transaction.view.collection(NAMESPACE)!)).toBe(2);
    expect(committed(store)).toEqual([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ]);
    await store.commit(transaction);
    expect(committed(store)).toEqual([
      { _id: 1, a: 5 },
      { _id: 3, a: 0 },
    ]);
  });

  it('leaves nothing when it is aborted', async () => {
    const store = await storeWithTwo();
    const transaction = store.begin();
    insert(transaction, { _id: 3, a: 3 });
    transaction.view.insert(transaction.view.createCollection('test.fresh'), doc({ _id: 1 }));
    store.abort(transaction);
    await transaction.ended;
    expect([committed(store).length, committed(store, 'test.fresh')]).toEqual([2, []]);
    await insertAll(store, { _id: 3, a: 3 });
  });

  it('does not see what is committed after its begin', async () => {
    const store = await storeWithTwo();
    const transaction = store.begin();
    await insertAll(store, { _id: 9 });
    expect(contents(transaction.view)).toHaveLength(2);
    store.abort(transaction);
  });

  it.each<[string, (transaction: Transaction) => void]>([
    ['writes a document', (transaction) => change(transaction.view, 1, { a: 6 })],
    ['takes a unique key', (transaction) => insert(transaction, { _id: 7, a: 5 })],
    ['frees a unique key', (transaction) => change(transaction.view, 1, undefined)],
  ])('conflicts with another open one that %s first', async (_, step) => {
    const store = await storeWithTwo();
    const first = store.begin();
    change(first.view, 1, { a: 5 });
    const second = store.begin();
    expect(codeOf(() => step(second))).toEqual(CONFLICT);
    store.abort(second);
    await store.commit(first);
    expect(committed(store)).toContainEqual({ _id: 1, a: 5 });
  });

  it('conflicts with a write committed after its begin', async () => {
    const store = await storeWithTwo();
    const transaction = store.begin();
    await write(store, (view) => change(view, 1, { a: 8 }));
    expect(codeOf(() => change(transaction.view, 1, { a: 9 }))).toEqual(CONFLICT);
    expect(codeOf(() => insert(transaction, { _id: 5, a: 8 }))).toEqual(CONFLICT);
    store.abort(transaction);
  });

  it('finds duplicates in its snapshot and among its own writes', async () => {
    const store = await storeWithTwo();
    const transaction = store.begin();
    insert(transaction, { _id: 3, a: 3 });
    expect(codeOf(() => insert(transaction, { _id: 4, a: 3 }))).toEqual([11000]);
    expect(codeOf(() => insert(transaction, { _id: 4, a: 2 }))).toEqual([11000]);
    store.abort(transaction);
  });

  it('makes a write outside wait for its end, then go on', async () => {
    const store = await storeWithTwo();
    const transaction = store.begin();
    change(transaction.view, 1, { a: 5 });
    let done = false;
    const outside = write(store, (view) => change(view, 1, { a: 100 })).then(() => {
      done = true;
    });
    await insertAll(store, { _id: 50, a: 50 });
    expect(done).toBe(false);
    await store.commit(transaction);
    await outside;
    expect(committed(store)).toContainEqual({ _id: 1, a: 100 });
  });

  it('lets a waiting write fail at its deadline', async () => {
    const store = await storeWithTwo();
    const transaction = store.begin();
    change(transaction.view, 1, { a: 5 });
    const hurried = { ...plainOperation(0), deadline: performance.now() + 20 };
    await expect(store.write((view) => change(view, 1, { a: 6 }), hurried)).rejects.toMatchObject({ code: 50 });
    store.abort(transaction);
  });

  it.each<[string, (store: Store) => Promise<unknown>]>([
    ['drops its collection', (store) => write(store, (view) => view.dropCollection(view.collection(NAMESPACE)!))],
    [
      'renames its collection',
      (store) => write(store, (view) => view.renameCollection(view.collection(NAMESPACE)!, 'test.x', false)),
    ],
  ])('cannot commit after somebody %s', async (_, interfere) => {
    const store = await storeWithTwo();
    const transaction = store.begin();
    insert(transaction, { _id: 3, a: 3 });
    await interfere(store);
    await expect(store.commit(transaction)).rejects.toMatchObject({ code: 112 });
    expect(transaction.state).toBe('aborted');
  });

  const readsOnly = (transaction: Transaction): void => void transaction.view.collection(NAMESPACE);
  const writes = (transaction: Transaction): void => insert(transaction, { _id: 3, a: 3 });

  it.each<[string, (transaction: Transaction) => void, (store: Store) => Promise<unknown>]>([
    ['adds an index', writes, (store) => store.createIndexes(NAMESPACE, [indexOnZ], operation)],
    ['adds an index', readsOnly, (store) => store.createIndexes(NAMESPACE, [indexOnZ], operation)],
    ['drops an index', writes, (store) => write(store, dropIndexOnA)],
  ])('makes another that %s wait for its end, and can go on meanwhile', async (_, begins, interfere) => {
    const store = await storeWithTwo();
    const transaction = store.begin();
    begins(transaction);
    let done = false;
    const interfering = interfere(store).then(() => {
      done = true;
    });
    await insertAll(store, { _id: 50, a: 50 });
    insert(transaction, { _id: 4, a: 4 });
    expect(done).toBe(false);
    await store.commit(transaction);
    await interfering;
    expect(committed(store)).toContainEqual({ _id: 4, a: 4 });
  });

  it('keeps apart from a unique index being built on a collection that it uses', async () => {
    const store = await stores.open();
    await insertAll(store, { _id: 1, a: 1 }, { _id: 2, a: 2 });
    const transaction = store.begin();
    insert(transaction, { _id: 3, a: 1 });
    const built = store.createIndexes(NAMESPACE, [uniqueA], operation).catch((error) => error.code);
    await store.commit(transaction);
    expect(await built).toBe(11000);
  });

  it('creates collections and indexes that appear with the commit', async () => {
    const store = await stores.open();
    const transaction = store.begin();
    const collection = transaction.view.createCollection(NAMESPACE);
    transaction.view.createIndexes(collection, [uniqueA]);
    insert(transaction, { _id: 1, a: [1, 2] });
    expect(committed(store)).toEqual([]);
    await store.commit(transaction, (view) => view.putSession(Buffer.from('s1'), Buffer.from('answer')));
    const snapshot = store.snapshot();
    expect(contents(snapshot)).toHaveLength(1);
    const index = snapshot.collection(NAMESPACE)!.indexes[1]!;
    expect([index.name, index.multikey, entries(snapshot, 'a_1').length]).toEqual(['a_1', true, 2]);
    expect(snapshot.session(Buffer.from('s1'))?.toString()).toBe('answer');
    snapshot.close();
  });

  it('cannot add an index to a collection that others may be writing to', async () => {
    const store = await storeWithTwo();
    const transaction = store.begin();
    const { view } = transaction;
    const collection = view.collection(NAMESPACE)!;
    expect(view.createIndexes(collection, [uniqueA])).toBe(0);
    expect(codeOf(() => view.createIndexes(collection, [doc({ key: { z: 1 }, name: 'z' })]))).toEqual([263]);
    expect(codeOf(() => view.dropCollection(collection))).toEqual([263]);
    store.abort(transaction);
  });

  it('lets writes that wait for it end with an error when the store closes', async () => {
    const store = await storeWithTwo();
    const transaction = store.begin();
    change(transaction.view, 1, { a: 5 });
    const waiting = write(store, (view) => change(view, 1, { a: 6 })).catch((error) => error.code);
    await insertAll(store, { _id: 3 });
    await stores.close(store);
    expect([await waiting, transaction.state]).toEqual([11600, 'aborted']);
  });

  it('conflicts when another made the same collection after its begin', async () => {
    const store = await stores.open();
    const transaction = store.begin();
    await insertAll(store, { _id: 2 });
    expect(codeOf(() => insert(transaction, { _id: 1 }))).toEqual(CONFLICT);
    store.abort(transaction);
    expect(committed(store)).toEqual([{ _id: 2 }]);
  });

  it('makes others that create the same collection wait for its end', async () => {
    const store = await stores.open();
    const transaction = store.begin();
    insert(transaction, { _id: 1 });
    const second = store.begin();
    expect(codeOf(() => insert(second, { _id: 2 }))).toEqual(CONFLICT);
    const outside = insertAll(store, { _id: 3 });
    await write(store, () => undefined);
    expect(committed(store)).toEqual([]);
    await store.commit(transaction);
    await outside;
    expect(committed(store)).toEqual([{ _id: 1 }, { _id: 3 }]);
    store.abort(second);
  });
});
