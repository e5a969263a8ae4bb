import { randomBytes } from 'node:crypto';
import { Binary, type Doc, docOf } from '../../src/bson/values';
import { type OwnServer, startOwnServer } from './deployment';
import { RawClient } from './raw-client';

type Fields = Parameters<typeof docOf>[0];

describe('transactions', () => {
  let server: OwnServer;
  let client: RawClient;
  let lsid: Doc;

  beforeAll(async () => {
    server = await startOwnServer({ transactionLifetimeLimitSeconds: 2 });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    client = await RawClient.connect(server.port);
    lsid = newSession();
    await client.run(docOf({ drop: 'c', $db: 'txn' }));
    await client.run(docOf({ insert: 'c', documents: [docOf({ _id: 1, n: 0 })], $db: 'txn' }));
  });
  afterEach(() => client.close());

  const newSession = () => docOf({ id: new Binary(randomBytes(16), 4) });
  const inTxn = (fields: Fields, txnNumber: bigint, session = lsid) =>
    client.run(docOf({ ...fields, lsid: session, txnNumber, autocommit: false, $db: 'txn' }));
  const start = (fields: Fields, txnNumber: bigint, session = lsid) =>
    inTxn({ ...fields, startTransaction: true }, txnNumber, session);
  const end = (name: string, txnNumber: bigint, session = lsid) =>
    client.run(docOf({ [name]: 1, lsid: session, txnNumber, autocommit: false, $db: 'admin' }));
  const insert = (_id: number): Fields => ({ insert: 'c', documents: [docOf({ _id })] });
  const setN = (n: number): Fields => ({
    update: 'c',
    updates: [docOf({ q: docOf({ _id: 1 }), u: docOf({ $set: docOf({ n }) }) })],
  });
  const find: Fields = { find: 'c', sort: docOf({ _id: 1 }) };
  const ids = (reply: Doc) => ((reply.get('cursor') as Doc).get('firstBatch') as Doc[]).map((doc) => doc.get('_id'));
  const idsOutside = async () => ids(await client.run(docOf({ ...find, $db: 'txn' })));
  const labels = (reply: Doc) => reply.get('errorLabels') ?? [];

  it('shows its writes to itself at once, to others after the commit', async () => {
    await start(insert(2), 1n);
    expect(ids(await inTxn(find, 1n))).toEqual([1, 2]);
    expect(await idsOutside()).toEqual([1]);
    expect((await end('commitTransaction', 1n)).has('code')).toBe(false);
    expect(await idsOutside()).toEqual([1, 2]);
  });

  it('leaves nothing after an abort', async () => {
    await start(insert(2), 1n);
    expect((await end('abortTransaction', 1n)).has('code')).toBe(false);
    expect(await idsOutside()).toEqual([1]);
    const later = await inTxn(find, 1n);
    expect([later.get('code'), labels(later)]).toEqual([251, ['TransientTransactionError']]);
  });

  it('commits again without effect, also after a restart; nothing else may follow a commit', async () => {
    await start(insert(2), 1n);
    await end('commitTransaction', 1n);
    expect((await end('commitTransaction', 1n)).has('code')).toBe(false);
    expect((await inTxn(find, 1n)).get('code')).toBe(256);
    expect((await end('abortTransaction', 1n)).get('code')).toBe(256);
    client.close();
    await server.restart();
    client = await RawClient.connect(server.port);
    expect((await end('commitTransaction', 1n)).has('code')).toBe(false);
    expect((await end('commitTransaction', 2n)).get('code')).toBe(251);
    expect(await idsOutside()).toEqual([1, 2]);
  });

  it('lets the first of two writers win', async () => {
    const other = newSession();
    await start(setN(1), 1n);
    const conflict = await start(setN(2), 1n, other);
    expect([conflict.get('code'), labels(conflict)]).toEqual([112, ['TransientTransactionError']]);
    expect((await end('commitTransaction', 1n, other)).get('code')).toBe(251);
    expect((await end('commitTransaction', 1n)).has('code')).toBe(false);
  });

  it('makes a write outside wait for the transaction that holds the document', async () => {
    await start(setN(1), 1n);
    const outside = await RawClient.connect(server.port);
    let done = false;
    const written = outside.run(docOf({ ...setN(5), $db: 'txn' })).then(() => {
      done = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(done).toBe(false);
    await end('commitTransaction', 1n);
    await written;
    outside.close();
  });

  it('is ended by the first error of a statement', async () => {
    const failed = await start(insert(1), 1n);
    expect((failed.get('writeErrors') as Doc[])[0]?.get('code')).toBe(11000);
    expect((await end('commitTransaction', 1n)).get('code')).toBe(251);
  });

  it.each<[string, Fields, number]>([
    ['count', { count: 'c' }, 263],
    ['drop', { drop: 'c' }, 263],
    ['listCollections', { listCollections: 1 }, 263],
    ['a writeConcern', { ...insert(9), writeConcern: docOf({ w: 1 }) }, 72],
    ['a readConcern that is not first', { ...find, readConcern: docOf({ level: 'majority' }) }, 72],
  ])('refuses %s', async (_what, fields, code) => {
    await start(find, 1n);
    expect((await inTxn(fields, 1n)).get('code')).toBe(code);
    await end('abortTransaction', 1n);
  });

  it('refuses $out and $merge', async () => {
    const out = await start({ aggregate: 'c', pipeline: [docOf({ $out: 'd' })], cursor: docOf({}) }, 1n);
    expect(out.get('code')).toBe(263);
  });

  it('refuses older and repeated numbers', async () => {
    await start(find, 3n);
    expect((await start(find, 2n)).get('code')).toBe(225);
    expect((await start(find, 3n)).get('code')).toBe(117);
    expect((await inTxn(find, 4n)).get('code')).toBe(251);
    await end('abortTransaction', 3n);
  });

  it('is aborted when a new one begins in its session, and when the session is killed', async () => {
    await start(insert(2), 1n);
    await start(insert(3), 2n);
    await end('commitTransaction', 2n);
    expect(await idsOutside()).toEqual([1, 3]);
    await start(insert(4), 3n);
    await client.run(docOf({ killSessions: [lsid], $db: 'admin' }));
    expect((await inTxn(find, 3n)).get('code')).toBe(251);
  });

  it('is aborted when it has run too long', async () => {
    await start(setN(1), 1n);
    await new Promise((resolve) => setTimeout(resolve, 3500));
    expect((await inTxn(find, 1n)).get('code')).toBe(251);
    expect((await client.run(docOf({ ...setN(7), $db: 'txn' }))).get('nModified')).toBe(1);
  }, 10_000);

  it('continues its cursors only inside itself', async () => {
    const documents = Array.from({ length: 10 }, (_, i) => docOf({ _id: i + 10 }));
    await client.run(docOf({ insert: 'c', documents, $db: 'txn' }));
    const first = await start({ ...find, batchSize: 2 }, 1n);
    const id = (first.get('cursor') as Doc).get('id');
    const outside = await client.run(docOf({ getMore: id, collection: 'c', lsid, $db: 'txn' }));
    expect(outside.get('code')).toBe(50740);
    const more = await inTxn({ getMore: id, collection: 'c', batchSize: 3 }, 1n);
    expect(((more.get('cursor') as Doc).get('nextBatch') as Doc[]).length).toBe(3);
    await end('commitTransaction', 1n);
    expect((await client.run(docOf({ getMore: id, collection: 'c', lsid, $db: 'txn' }))).get('code')).toBe(43);
  });
});
