import mongoose from 'mongoose';
import { Outbox } from '../../server/src/db/outbox';
import { openTestDatabase, startProcess, type TestProcess } from '../support/processes';

const FILE = 'tests/kernel/runMigrations.ts';

let database: { uri: string; drop: () => Promise<void> };
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database.drop());

const start = (stepMs = 200) => startProcess(FILE, { MONGODB_URI: database.uri, STEP_MS: String(stepMs) });
const endings = (processes: TestProcess[]) => Promise.all(processes.map((each) => each.ended));
const traces = async () =>
  (await mongoose.connection.collection('traces').find().sort({ _id: 1 }).toArray()).map((row) => row['migration']);

describe('migrations', () => {
  it('run once each, in order, though four processes start at the same time', async () => {
    expect(await endings([start(), start(), start(), start()])).toEqual([0, 0, 0, 0]);
    expect(await traces()).toEqual(['202512310000-a', '202601010000-b', '202601020000-c']);
    const rows = await mongoose.connection.collection('migrations').countDocuments();
    expect(rows).toBe(3);
  }, 60_000);

  it('make the declared indexes, among them the unique ones that state the rules', async () => {
    expect(await endings([start(0)])).toEqual([0]);
    const indexes = await Outbox.collection.indexes();
    expect(indexes.find((index) => index.unique && Object.hasOwn(index.key, 'dedupeKey'))).toBeDefined();
    expect(await endings([start(0)])).toEqual([0]);
    expect(await traces()).toHaveLength(3);
  }, 60_000);

  it('make an index anew that was declared otherwise before', async () => {
    const declared = { partialFilterExpression: { deadAt: { $type: 'date' } } };
    await Outbox.collection.createIndex({ deadAt: 1 }, declared as never);
    expect(await endings([start(0)])).toEqual([0]);
    const index = (await Outbox.collection.indexes()).find(({ name }) => name === 'deadAt_1');
    expect(index?.partialFilterExpression).toEqual({ deadAt: { $exists: true } });
  }, 60_000);

  it('leave the indexes of an operator where they are, also where one is made anew', async () => {
    await Outbox.collection.createIndex({ attempts: -1, kind: 1 }, { name: 'by_attempts', sparse: true });
    await Outbox.collection.createIndex({ nextAt: 1 }, { unique: true });
    await Outbox.collection.createIndex({ doneAt: 1 }, { expireAfterSeconds: 60 });
    expect(await endings([start(0)])).toEqual([0]);
    const indexes = await Outbox.collection.indexes();
    const named = (wanted: string) => indexes.find(({ name }) => name === wanted);
    expect(named('by_attempts')).toMatchObject({ key: { attempts: -1, kind: 1 }, sparse: true });
    expect([named('nextAt_1')?.unique, named('doneAt_1')?.expireAfterSeconds]).toEqual([undefined, 7 * 86_400]);
  }, 60_000);

  it('are gone on with by another process when the one at work is killed', async () => {
    const first = start(5_000);
    await first.message();
    first.child.kill('SIGKILL');
    await first.ended;
    const from = performance.now();
    expect(await endings([start(0), start(0)])).toEqual([0, 0]);
    expect(performance.now() - from).toBeLessThan(30_000);
    expect(await traces()).toEqual(['202512310000-a', '202512310000-a', '202601010000-b', '202601020000-c']);
  }, 60_000);
});
