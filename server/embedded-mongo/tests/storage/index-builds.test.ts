import {
  change,
  committed,
  doc,
  entries,
  insertAll,
  NAMESPACE,
  operation,
  storesOfThisFile,
  write,
} from './open-store';

const stores = storesOfThisFile();
const spec = (key: object, options: object = {}) => doc({ key, name: 'wanted', ...options });

async function storeWithMany(count: number) {
  const store = await stores.open();
  const docs = Array.from({ length: count }, (_, i) => ({ _id: i, a: i, text: 'x'.repeat(50) }));
  for (let i = 0; i < count; i += 500) await insertAll(store, ...docs.slice(i, i + 500));
  return store;
}

describe('Building an index', () => {
  it('lets others write meanwhile, and has all in the end', async () => {
    const store = await storeWithMany(6000);
    const build = store.createIndexes(NAMESPACE, [spec({ a: 1 })], operation);
    let writes = 0;
    let built = false;
    void build.then(() => {
      built = true;
    });
    while (!built) {
      const id = writes++;
      await write(store, (view) => {
        const collection = view.collection(NAMESPACE)!;
        view.insert(collection, doc({ _id: 10_000 + id, a: 10_000 + id }));
        change(view, id, id % 2 === 0 ? { a: -id } : undefined);
      });
    }
    expect(await build).toEqual({ numIndexesBefore: 1, numIndexesAfter: 2, createdCollection: false });
    expect(writes).toBeGreaterThan(3);
    const snapshot = store.snapshot();
    const collection = snapshot.collection(NAMESPACE)!;
    const documents = [...snapshot.scanDocuments(collection)].map(({ recordId }) => recordId);
    const indexed = entries(snapshot, 'wanted').map(([, recordId]) => recordId);
    expect(indexed.sort((a, b) => a - b)).toEqual(documents);
    expect(collection.indexes[1]!.state).toBe('ready');
    snapshot.close();
  });

  it('fails for duplicates, leaves no index, and works once they are gone', async () => {
    const store = await storeWithMany(1000);
    await insertAll(store, { _id: -1, a: 500 });
    const unique = spec({ a: 1 }, { unique: true });
    await expect(store.createIndexes(NAMESPACE, [unique], operation)).rejects.toMatchObject({ code: 11000 });
    const snapshot = store.snapshot();
    expect(snapshot.collection(NAMESPACE)!.indexes).toHaveLength(1);
    snapshot.close();
    await write(store, (view) => change(view, -1, undefined));
    await store.createIndexes(NAMESPACE, [unique], operation);
    await expect(insertAll(store, { _id: -1, a: 500 })).rejects.toMatchObject({ code: 11000 });
  });

  it('makes the index multikey when a document says so', async () => {
    const store = await storeWithMany(10);
    await insertAll(store, { _id: 100, a: [1, 2] });
    await store.createIndexes(NAMESPACE, [spec({ a: 1 })], operation);
    const snapshot = store.snapshot();
    const index = snapshot.collection(NAMESPACE)!.indexes[1]!;
    expect([index.multikey, index.multikeyPaths]).toEqual([true, [[0]]]);
    snapshot.close();
  });

  it.each<[string, object, number | undefined]>([
    ['the same again', { key: { a: 1 }, name: 'a_1' }, undefined],
    ['the same numbers in another type', { key: { a: 1.0 }, name: 'a_1' }, undefined],
    ['the same under another name', { key: { a: 1 }, name: 'other' }, 85],
    ['another key under the name', { key: { b: 1 }, name: 'a_1' }, 86],
    ['another option under the name', { key: { a: 1 }, name: 'a_1', unique: true }, 86],
    ['an expiry under the name', { key: { a: 1 }, name: 'a_1', expireAfterSeconds: 5 }, 85],
    ['another one', { key: { a: -1 }, name: 'a_-1' }, undefined],
    ['no keys', { key: {}, name: 'x' }, 67],
    ['a direction of zero', { key: { a: 0 }, name: 'x' }, 67],
    ['a text index', { key: { a: 'text' }, name: 'x' }, 238],
    ['an unknown kind', { key: { a: 'foo' }, name: 'x' }, 67],
    ['an unknown option', { key: { c: 1 }, name: 'x', foo: 1 }, 197],
    ['a unique _id', { key: { _id: 1 }, name: '_id_', unique: true }, 197],
    ['a compound expiry', { key: { a: 1, b: 1 }, name: 'x', expireAfterSeconds: 1 }, 67],
    ['a negative expiry', { key: { c: 1 }, name: 'x', expireAfterSeconds: -1 }, 67],
    ['sparse and partial', { key: { c: 1 }, name: 'x', sparse: true, partialFilterExpression: { a: 1 } }, 67],
    ['a partial filter with $ne', { key: { c: 1 }, name: 'x', partialFilterExpression: { a: { $ne: 1 } } }, 67],
    ['a collation', { key: { c: 1 }, name: 'x', collation: { locale: 'de' } }, 238],
    ['no name', { key: { c: 1 } }, 9],
  ])('beside a_1: %s', async (_, wanted, code) => {
    const store = await stores.open();
    await store.createIndexes(NAMESPACE, [doc({ key: { a: 1 }, name: 'a_1' })], operation);
    const created = store.createIndexes(NAMESPACE, [doc(wanted)], operation).then(
      () => undefined,
      (error) => error.code,
    );
    expect(await created).toBe(code);
  });
});

describe('Expiry', () => {
  it('deletes what is over to the millisecond, and nothing that is no date', async () => {
    const store = await stores.open();
    await store.createIndexes(NAMESPACE, [spec({ t: -1 }, { expireAfterSeconds: 10 })], operation);
    const now = Date.UTC(2030, 0, 1);
    const at = (offset: number) => new Date(now - 10_000 + offset);
    const many = Array.from({ length: 450 }, (_, i) => ({ _id: 100 + i, t: at(-i) }));
    await insertAll(store, ...many, { _id: 1, t: at(0) }, { _id: 2, t: at(1) }, { _id: 3, t: 5 }, { _id: 4 });
    await insertAll(store, { _id: 5, t: [at(1000), at(-1)] });
    expect(await store.deleteExpired(now)).toBe(452);
    expect(committed(store).map((each) => (each as { _id: number })._id)).toEqual([2, 3, 4]);
  });
});
