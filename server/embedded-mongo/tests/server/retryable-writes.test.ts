import { randomBytes } from 'node:crypto';
import { Binary, type Doc, docOf } from '../../src/bson/values';
import { type OwnServer, startOwnServer } from './deployment';
import { opMsg, RawClient } from './raw-client';

describe('retryable writes', () => {
  let server: OwnServer;
  let client: RawClient;
  let lsid: Doc;

  beforeAll(async () => {
    server = await startOwnServer();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    client = await RawClient.connect(server.port);
    lsid = docOf({ id: new Binary(randomBytes(16), 4) });
    await client.run(docOf({ drop: 'c', $db: 'retry' }));
  });
  afterEach(() => client.close());

  const command = (fields: Parameters<typeof docOf>[0], txnNumber: bigint) =>
    docOf({ ...fields, lsid, txnNumber, $db: 'retry' });
  const count = async () => (await client.run(docOf({ count: 'c', $db: 'retry' }))).get('n');
  const restart = async () => {
    client.close();
    await server.restart();
    client = await RawClient.connect(server.port);
  };
  const inc = (n: bigint) =>
    command(
      { update: 'c', updates: [docOf({ q: docOf({ _id: 1 }), u: docOf({ $inc: docOf({ n: 1 }) }), upsert: true })] },
      n,
    );
  const value = async () => {
    const found = await client.run(docOf({ find: 'c', filter: docOf({ _id: 1 }), $db: 'retry' }));
    return ((found.get('cursor') as Doc).get('firstBatch') as Doc[])[0]?.get('n');
  };

  it.each([false, true])('answers a repeated insert as the first time (after a restart: %s)', async (restarted) => {
    const insert = command({ insert: 'c', documents: [docOf({ _id: 1 }), docOf({ _id: 2 })] }, 1n);
    expect((await client.run(insert)).get('n')).toBe(2);
    if (restarted) await restart();
    const again = await client.run(insert);
    expect(again.get('n')).toBe(2);
    expect(again.has('writeErrors')).toBe(false);
    expect(again.get('retriedStmtIds')).toEqual([0, 1]);
    expect(await count()).toBe(2);
  });

  it.each([false, true])(
    'applies a repeated update once and answers its upsert (after a restart: %s)',
    async (restarted) => {
      const first = await client.run(inc(1n));
      if (restarted) await restart();
      const again = await client.run(inc(1n));
      expect(again.get('upserted')).toEqual(first.get('upserted'));
      expect(again.get('n')).toBe(1);
      expect(await value()).toBe(1);
      await client.run(inc(2n));
      expect(await value()).toBe(2);
    },
  );

  it('answers a repeated findAndModify with the first answer', async () => {
    await client.run(inc(1n));
    const modify = command(
      { findAndModify: 'c', query: docOf({ _id: 1 }), update: docOf({ $inc: docOf({ n: 1 }) }) },
      2n,
    );
    const first = await client.run(modify);
    await restart();
    const again = await client.run(modify);
    expect(again.get('value')).toEqual(first.get('value'));
    expect(again.get('lastErrorObject')).toEqual(first.get('lastErrorObject'));
    expect(await value()).toBe(2);
  });

  it('executes on a retry what failed the first time, and only that', async () => {
    await client.run(docOf({ insert: 'c', documents: [docOf({ _id: 2 })], $db: 'retry' }));
    const documents = [docOf({ _id: 1 }), docOf({ _id: 2 }), docOf({ _id: 3 })];
    const insert = command({ insert: 'c', documents, ordered: false }, 1n);
    const first = await client.run(insert);
    expect([first.get('n'), (first.get('writeErrors') as Doc[]).length]).toEqual([2, 1]);
    await client.run(docOf({ delete: 'c', deletes: [docOf({ q: docOf({ _id: 2 }), limit: 1 })], $db: 'retry' }));
    expect((await client.run(insert)).get('n')).toBe(3);
    expect(await count()).toBe(3);
  });

  it('makes a retry wait for the first attempt', async () => {
    const other = await RawClient.connect(server.port);
    client.send(opMsg(inc(7n)));
    other.send(opMsg(inc(7n)));
    const replies = await Promise.all([client.next(), other.next()]);
    expect(replies.map((reply) => reply.doc.get('n'))).toEqual([1, 1]);
    expect(await value()).toBe(1);
    other.close();
  });

  it('refuses a number older than the latest, and numbers without a session or on unfit commands', async () => {
    await client.run(inc(5n));
    expect((await client.run(inc(4n))).get('code')).toBe(225);
    expect(
      (await client.run(docOf({ insert: 'c', documents: [docOf({})], txnNumber: 1n, $db: 'retry' }))).get('code'),
    ).toBe(72);
    expect((await client.run(command({ count: 'c' }, 6n))).get('code')).toBe(50768);
    const multi = command(
      { update: 'c', updates: [docOf({ q: docOf({}), u: docOf({ $set: docOf({ a: 1 }) }), multi: true })] },
      7n,
    );
    expect((await client.run(multi)).get('code')).toBe(72);
  });

  it('replays a batch of many statements from where it stopped', async () => {
    const documents = Array.from({ length: 1200 }, (_, i) => docOf({ _id: i }));
    const insert = command({ insert: 'c', documents }, 1n);
    expect((await client.run(insert)).get('n')).toBe(1200);
    await restart();
    expect((await client.run(insert)).get('n')).toBe(1200);
    expect(await count()).toBe(1200);
  });
});
