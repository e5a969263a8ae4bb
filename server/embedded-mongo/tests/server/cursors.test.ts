import type { Collection, MongoServerError } from 'mongodb';
import { connectDeployment } from './deployment';

describe('cursors', () => {
  let deployment: Awaited<ReturnType<typeof connectDeployment>>;
  let collection: Collection<{ _id: number; text?: string }>;

  beforeAll(async () => {
    deployment = await connectDeployment();
    collection = deployment.database.collection('cursors');
    await collection.insertMany(Array.from({ length: 250 }, (_, i) => ({ _id: i })));
  });
  afterAll(() => deployment.close());

  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'no error',
      (error) => (error as MongoServerError).code,
    );
  const run = (command: Record<string, unknown>) => deployment.database.command(command);

  it('answers 101 documents first when nothing is said, and the rest at once', async () => {
    const { cursor } = await run({ find: 'cursors' });
    expect(cursor.firstBatch).toHaveLength(101);
    const { cursor: rest } = await run({ getMore: cursor.id, collection: 'cursors' });
    expect(rest.nextBatch).toHaveLength(149);
    expect(rest.id.toString()).toBe('0');
  });

  it.each<[string, Record<string, unknown>, number, boolean]>([
    ['a batch of 0 opens the cursor only', { batchSize: 0 }, 0, true],
    ['a limit within the batch closes it', { limit: 5 }, 5, false],
    ['a limit equal to the batch closes it', { limit: 5, batchSize: 5 }, 5, false],
    ['a batch smaller than the limit leaves it open', { limit: 6, batchSize: 5 }, 5, true],
    ['singleBatch closes it whatever is left', { batchSize: 5, singleBatch: true }, 5, false],
    ['a batch bigger than the result closes it', { batchSize: 251 }, 250, false],
  ])('%s', async (_what, options, length, open) => {
    const { cursor } = await run({ find: 'cursors', ...options });
    expect(cursor.firstBatch).toHaveLength(length);
    expect(cursor.id.toString() !== '0').toBe(open);
    if (open) await run({ killCursors: 'cursors', cursors: [cursor.id] });
  });

  it('shows the data as it was when it was opened', async () => {
    const cursor = collection.find({}, { batchSize: 10 });
    await cursor.next();
    await collection.insertOne({ _id: 1000 });
    await collection.deleteOne({ _id: 200 });
    const ids = (await cursor.toArray()).map((doc) => doc._id);
    await collection.deleteOne({ _id: 1000 });
    await collection.insertOne({ _id: 200 });
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(248);
  });

  it('keeps a batch within 16 MB', async () => {
    const big = deployment.database.collection('big');
    await big.insertMany(Array.from({ length: 5 }, () => ({ text: 'x'.repeat(5_000_000) })));
    const { cursor } = await run({ find: 'big' });
    expect(cursor.firstBatch).toHaveLength(3);
    const { cursor: rest } = await run({ getMore: cursor.id, collection: 'big' });
    expect(rest.nextBatch).toHaveLength(2);
  });

  it('refuses to continue a cursor that was killed, does not exist, or belongs to another collection', async () => {
    const { cursor } = await run({ find: 'cursors', batchSize: 2 });
    expect(await codeOf(run({ getMore: cursor.id, collection: 'other' }))).toBe(13);
    const killed = await run({ killCursors: 'cursors', cursors: [cursor.id] });
    expect(killed.cursorsKilled).toHaveLength(1);
    expect(await codeOf(run({ getMore: cursor.id, collection: 'cursors' }))).toBe(43);
    const again = await run({ killCursors: 'cursors', cursors: [cursor.id] });
    expect(again.cursorsNotFound).toHaveLength(1);
  });

  it('refuses negative numbers', async () => {
    expect(await codeOf(run({ find: 'cursors', batchSize: -1 }))).toBe(51024);
    expect(await codeOf(run({ find: 'cursors', limit: -1 }))).toBe(51024);
    expect(await codeOf(run({ find: 'cursors', skip: -1 }))).toBe(51024);
  });

  it('ends with its session', async () => {
    const session = deployment.client.startSession();
    const { cursor } = await deployment.database.command({ find: 'cursors', batchSize: 2 }, { session });
    const lsid = session.id;
    await deployment.client.db('admin').command({ killSessions: [lsid] });
    const more = deployment.database.command({ getMore: cursor.id, collection: 'cursors' }, { session });
    expect(await codeOf(more)).toBe(43);
    await session.endSession();
  });
});
