import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { type EmbeddedMongo, startEmbeddedMongo } from '../../src/index';
import { indexFaults } from './kill/index-agreement';

const KILLS = 4;
const PAUSE_MS = 900;

interface Counter {
  _id: string;
  n: number;
}

const dataDir = mkdtempSync(join(tmpdir(), 'embedded-mongo-kill-'));
let server: EmbeddedMongo;
/**
 * One for each writer: of several operations that lose their connections at once the driver repeats only the first,
 * as the others find the pool cleared.
 */
let clients: MongoClient[];

beforeAll(async () => {
  server = await startEmbeddedMongo({ dataDir });
  clients = await Promise.all(Array.from({ length: 4 }, () => new MongoClient(server.uri).connect()));
}, 60_000);
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('A supervised server whose process is killed again and again', () => {
  const db = (writer = 0) => clients[writer]!.db('supervised');
  const counters = (writer = 0) => db(writer).collection<Counter>('counters');
  let ended = false;

  /** Runs a write until the killing is over. Answers how often it was acknowledged. */
  async function repeatedly(write: () => Promise<unknown>): Promise<number> {
    let count = 0;
    for (; !ended; count++) await write();
    return count;
  }

  const increment = (_id: string) => counters().updateOne({ _id }, { $inc: { n: 1 } }, { upsert: true });
  const findAndModify = (_id: string) => counters(1).findOneAndUpdate({ _id }, { $inc: { n: 1 } }, { upsert: true });
  const insert = (number: number) => db(2).collection<{ _id: number }>('log').insertOne({ _id: number });
  const twoInOne = () =>
    clients[3]!.withSession((session) =>
      session.withTransaction(async () => {
        await counters(3).updateOne({ _id: 'left' }, { $inc: { n: 1 } }, { session });
        await counters(3).updateOne({ _id: 'right' }, { $inc: { n: 1 } }, { session });
      }),
    );

  it('executes each write of an unmodified driver exactly once, and no writer sees an error', async () => {
    await counters().insertMany(['left', 'right'].map((_id) => ({ _id, n: 0 })));
    const pids = new Set<number>();
    let next = 0;
    const writers = Promise.all([
      repeatedly(() => increment('a')),
      repeatedly(() => findAndModify('b')),
      repeatedly(() => insert(next++)),
      repeatedly(twoInOne),
    ]);
    writers.catch(() => undefined);
    for (let kill = 0; kill < KILLS; kill++) {
      await sleep(PAUSE_MS);
      pids.add(server.pid!);
      const restarted = new Promise<void>((resolve) => server.on('restarted', () => resolve()));
      process.kill(server.pid!, 'SIGKILL');
      await restarted;
    }
    await sleep(PAUSE_MS);
    ended = true;
    const [a, b, logged, both] = await writers;
    const found = await counters().find().toArray();
    const counted = Object.fromEntries(found.map(({ _id, n }) => [_id, n]));
    expect(counted).toEqual({ a, b, left: both, right: both });
    expect(await db().collection('log').countDocuments()).toBe(logged);
    expect(Math.min(a, b, logged, both)).toBeGreaterThan(KILLS);
    expect(pids.size).toBe(KILLS);
    expect(await indexFaults(db())).toEqual([]);
  }, 60_000);
});
