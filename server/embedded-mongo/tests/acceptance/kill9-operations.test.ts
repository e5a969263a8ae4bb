import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db, MongoClient } from 'mongodb';
import { type SpawnedServer, spawnServer } from '../support/spawned-server';
import { indexFaults } from './kill/index-agreement';
import { acknowledged, connectOnce } from './kill/round';

const DOCUMENTS = 12_000;
const INSERT_BATCH = 4000;
/** When the server is killed, in milliseconds after the operation was sent. */
const MOMENTS = [3, 25, 100];

interface Thing {
  _id: number;
  n: number;
  tags: string[];
}

const dataDir = mkdtempSync(join(tmpdir(), 'embedded-mongo-kill-'));
let server: SpawnedServer;
let client: MongoClient;
let db: Db;

async function start(): Promise<void> {
  server = await spawnServer(dataDir);
  client = await connectOnce(server);
  db = client.db('long');
}

/** Sends an operation, kills the server some time later, and starts it again. True when the operation was acknowledged. */
async function killDuring(operation: () => Promise<unknown>, moment: number): Promise<boolean> {
  const done = acknowledged(operation);
  done.catch(() => undefined);
  await sleep(moment);
  await server.end('SIGKILL');
  const wasDone = await done;
  await client.close();
  await start();
  return wasDone;
}

function things(from: number, count: number): Thing[] {
  return Array.from({ length: count }, (_, i) => ({ _id: from + i, n: 0, tags: [`t${i % 100}`, `u${i % 7}`] }));
}

async function fill(name: string): Promise<void> {
  for (let from = 0; from < DOCUMENTS; from += INSERT_BATCH) {
    await db.collection<Thing>(name).insertMany(things(from, INSERT_BATCH));
  }
}

beforeAll(start, 60_000);
afterAll(async () => {
  await client.close();
  await server.end('SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
});

describe.each(MOMENTS)('A server killed %i ms into', (moment) => {
  it('an index build has the whole index or none, and can build it', async () => {
    const name = `built${moment}`;
    await fill(name);
    const wasDone = await killDuring(
      () => db.collection(name).createIndex({ tags: 1, n: -1 }, { name: 'tags' }),
      moment,
    );
    const names = (await db.collection(name).indexes()).map((index) => index.name);
    expect(wasDone ? names : names.slice(0, 1)).toEqual(wasDone ? ['_id_', 'tags'] : ['_id_']);
    expect(await indexFaults(db)).toEqual([]);
    await db.collection(name).createIndex({ tags: 1, n: -1 }, { name: 'tags' });
    expect(await db.collection(name).find({ tags: 't5' }).hint('tags').toArray()).toHaveLength(DOCUMENTS / 100);
    expect(await indexFaults(db)).toEqual([]);
    await db.collection(name).drop();
  }, 30_000);

  it('a unique index build over duplicates has no such index', async () => {
    const name = `twice${moment}`;
    await fill(name);
    const build = db.collection(name).createIndex({ n: 1 }, { unique: true });
    const refused = build.then(
      () => 'built',
      (error: { code?: number }) => error.code,
    );
    await killDuring(() => refused, moment);
    expect([11000, undefined]).toContain(await refused);
    expect(await db.collection(name).indexes()).toHaveLength(1);
    await db.collection<Thing>(name).insertOne({ _id: -1, n: 0, tags: [] });
    await db.collection(name).drop();
  }, 30_000);

  it('a drop has all of the collection or nothing, and what follows under its name is new', async () => {
    const name = `dropped${moment}`;
    await fill(name);
    await db.collection(name).createIndex({ n: 1 });
    const wasDone = await killDuring(() => db.collection(name).drop(), moment);
    const count = await db.collection(name).countDocuments();
    expect(wasDone ? [0] : [0, DOCUMENTS]).toContain(count);
    expect(await indexFaults(db)).toEqual([]);
    await db.collection(name).drop();
    await db.collection<Thing>(name).insertOne({ _id: 1, n: 1, tags: [] });
    expect(
      await db
        .collection(name)
        .find({ n: { $gte: 0 } })
        .toArray(),
    ).toHaveLength(1);
    await db.collection(name).drop();
  }, 30_000);

  it('updateMany has each document as before or as after', async () => {
    const name = `updated${moment}`;
    await fill(name);
    await db.collection(name).createIndex({ n: 1, tags: 1 });
    const update = { $inc: { n: 1 }, $push: { tags: 'new' } } as never;
    const wasDone = await killDuring(() => db.collection(name).updateMany({}, update), moment);
    const [before, after] = [
      await db.collection(name).countDocuments({ n: 0, tags: { $size: 2 } }),
      await db.collection(name).countDocuments({ n: 1, tags: { $size: 3, $all: ['new'] } }),
    ];
    expect(before + after).toBe(DOCUMENTS);
    expect(wasDone ? before : 0).toBe(0);
    expect(await indexFaults(db)).toEqual([]);
    await db.collection(name).drop();
  }, 30_000);

  it('an ordered bulk insert has the first so many of its documents', async () => {
    const name = `inserted${moment}`;
    await db.collection(name).createIndex({ tags: 1 });
    const documents = things(0, DOCUMENTS);
    const wasDone = await killDuring(() => db.collection<Thing>(name).insertMany(documents), moment);
    const found = await db.collection<Thing>(name).find().sort({ _id: 1 }).toArray();
    expect(found).toEqual(documents.slice(0, found.length));
    expect(wasDone ? found.length : DOCUMENTS).toBe(DOCUMENTS);
    expect(await indexFaults(db)).toEqual([]);
    await db.collection(name).drop();
  }, 30_000);
});
