import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db, MongoClient } from 'mongodb';
import { type SpawnedServer, spawnServer } from '../support/spawned-server';
import { indexFaults } from './kill/index-agreement';
import { type Item, ItemWriter, itemFaults } from './kill/item-writer';
import { RetryableWriter } from './kill/retryable-writer';
import { connectOnce, type Round, Tally } from './kill/round';
import { PairWriter, prepareTransactions, TransferWriter, transactionFaults } from './kill/transaction-writers';
import { randomSource } from './random-source';

const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 20);
const SHORTEST_MS = 150;
const LONGEST_MS = 700;

const dataDir = mkdtempSync(join(tmpdir(), 'embedded-mongo-kill-'));
const random = randomSource(Date.now());
const tally = new Tally();
const items = [1, 2, 3, 4].map((owner) => new ItemWriter(owner, random, tally));
const transfers = ['a', 'b', 'c'].map((name) => new TransferWriter(name, random, tally));
const pairs = ['a', 'b'].map((name) => new PairWriter(name, random, tally));
const retryables = ['r1', 'r2', 'r3'].map((id) => new RetryableWriter(id, random, tally));
let server: SpawnedServer;

async function prepare(db: Db): Promise<void> {
  const collection = db.collection('items');
  await collection.createIndex({ code: 1 }, { unique: true });
  await collection.createIndex({ owner: 1, n: -1 });
  await collection.createIndex({ tags: 1 });
  await collection.createIndex({ note: 1 }, { sparse: true });
  await collection.createIndex({ grade: -1 }, { partialFilterExpression: { grade: { $gte: 5 } } });
  await db.createCollection('counters');
  await prepareTransactions(db);
}

/** All writers at once, and the end of the server in the middle of it. */
async function writeUntilKilled(client: MongoClient): Promise<void> {
  const round: Round = { client, port: server.port, stopped: false };
  const writers = [...items, ...transfers, ...pairs, ...retryables];
  const running = Promise.all(writers.map((writer) => writer.run(round)));
  running.catch(() => undefined);
  await sleep(SHORTEST_MS + random.below(LONGEST_MS - SHORTEST_MS));
  await server.end('SIGKILL');
  round.stopped = true;
  // Ends what waits for a server.
  await client.close();
  await running;
}

async function faultsAfterRestart(db: Db): Promise<string[]> {
  const repetitions = await Promise.all(retryables.map((writer) => writer.repeat(server.port)));
  const found = await db.collection<Item>('items').find().toArray();
  const byId = new Map(found.map((item) => [item._id, item]));
  const faults = [
    ...repetitions.flat(),
    ...itemFaults(items, byId),
    ...(await transactionFaults(db, transfers, pairs)),
    ...(await indexFaults(db)),
  ];
  const counters = await db.collection<{ _id: string; n: number }>('counters').find().toArray();
  for (const { id, sent } of retryables) {
    const n = counters.find(({ _id }) => _id === id)?.n ?? 0;
    if (n !== sent) faults.push(`counter ${id}: ${sent} writes were executed ${n} times`);
  }
  for (const writer of items) writer.adopt(byId);
  return faults;
}

beforeAll(async () => {
  server = await spawnServer(dataDir);
  const client = await connectOnce(server);
  await prepare(client.db('kill'));
  await client.close();
}, 60_000);

afterAll(async () => {
  await server.end('SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
  console.info(`${ROUNDS} rounds: ${JSON.stringify(tally)}`);
});

describe('A server killed with -9 under load', () => {
  it.each(Array.from({ length: ROUNDS }, (_, i) => i + 1))(
    'round %i: keeps what it acknowledged, tears no transaction, and its indexes agree',
    async () => {
      const before = await connectOnce(server);
      await writeUntilKilled(before);
      server = await spawnServer(dataDir);
      const after = await connectOnce(server);
      try {
        expect(await faultsAfterRestart(after.db('kill'))).toEqual([]);
      } finally {
        await after.close();
      }
    },
    30_000,
  );

  it('has been given enough to lose', () => {
    expect(tally.acknowledged).toBeGreaterThan(ROUNDS * 20);
    expect(tally.transactions).toBeGreaterThan(ROUNDS * 2);
    expect(tally.uncertain).toBeGreaterThan(0);
  });
});
