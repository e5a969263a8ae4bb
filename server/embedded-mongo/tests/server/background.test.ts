import { MongoClient } from 'mongodb';
import { LogicalClock } from '../../src/server/clock';
import { CommandOperation } from '../../src/server/command-operation';
import { CURSOR_TIMEOUT_MS, CursorRegistry } from '../../src/server/cursors/cursors';
import { StatementLog } from '../../src/server/sessions/statement-log';
import { startOwnServer } from './deployment';

describe('work in the background', () => {
  it('deletes documents past the time of a TTL index, and no others', async () => {
    const server = await startOwnServer({ ttlIntervalSeconds: 1 });
    const client = await new MongoClient(server.uri).connect();
    const collection = client.db('ttl').collection<{ _id: number; at?: Date | string }>('c');
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
    await collection.insertMany([
      { _id: 1, at: ago(120) },
      { _id: 2, at: ago(10) },
      { _id: 3, at: 'text' },
      { _id: 4 },
    ]);
    const end = Date.now() + 8000;
    while ((await collection.countDocuments()) === 4 && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect((await collection.find().sort({ _id: 1 }).toArray()).map((doc) => doc._id)).toEqual([2, 3, 4]);
    await client.close();
    await server.close();
  }, 20_000);

  it.each([
    [CURSOR_TIMEOUT_MS, 0],
    [CURSOR_TIMEOUT_MS + 1, 1],
  ])('after %i ms without use closes %i cursors', (idle, closed) => {
    const registry = new CursorRegistry();
    let closings = 0;
    const source = { documents: [][Symbol.iterator](), close: () => (closings += 1) };
    const fields = { namespace: 'a.b', source, operation: new CommandOperation(), remainingMs: 0 };
    const cursor = registry.open({ ...fields, noTimeout: false });
    registry.open({ ...fields, noTimeout: true }).lastUse = cursor.lastUse;
    registry.sweep(cursor.lastUse + idle);
    expect([closings, registry.size]).toEqual([closed, 2 - closed]);
  });
});

describe('the logical clock', () => {
  it('grows with every tick, also when the wall clock goes back', () => {
    let wall = 5_000_000;
    const clock = new LogicalClock(() => wall);
    const times = [clock.tick(), clock.tick()];
    wall = 1000;
    times.push(clock.tick());
    expect([...times].sort((a, b) => (a < b ? -1 : 1))).toEqual(times);
    expect(new Set(times).size).toBe(3);
  });

  it('catches up with a client, but not with one that is more than a year ahead', () => {
    const clock = new LogicalClock(() => 5_000_000);
    const at = (seconds: number) => BigInt(seconds) << 32n;
    expect(clock.observe(at(5000 + 365 * 86400))).toBe(true);
    expect(clock.now).toBe(at(5000 + 365 * 86400));
    expect(clock.observe(at(5000 + 365 * 86400 + 1))).toBe(false);
  });
});

describe('the log of a retryable write', () => {
  const inserted = { n: 1, modified: 0 };

  it('keeps neighbours with the same result as one run, and finds each of them', () => {
    const log = new StatementLog().with([0, 1, 2, 5].map((id) => [id, inserted]));
    expect(log.toValue()).toHaveLength(2);
    expect([0, 2, 3, 5, 6].map((id) => log.find(id)?.n)).toEqual([1, 1, undefined, 1, undefined]);
  });

  it('keeps upserted ids apart and survives being written and read', () => {
    const log = new StatementLog().with([
      [0, { ...inserted, upsertedId: 'a' }],
      [1, { ...inserted, upsertedId: 'b' }],
    ]);
    const read = StatementLog.fromValue(log.toValue());
    expect([read.find(0)?.upsertedId, read.find(1)?.upsertedId]).toEqual(['a', 'b']);
  });
});
