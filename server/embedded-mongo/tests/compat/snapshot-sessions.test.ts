import type { ClientSession, MongoServerError } from 'mongodb';
import { connectDeployment } from '../server/deployment';

interface Stock {
  _id: number;
  amount: number;
}

describe('a snapshot session', () => {
  let deployment: Awaited<ReturnType<typeof connectDeployment>>;
  let session: ClientSession;
  const stock = () => deployment.database.collection<Stock>('stock');
  const addOne = () => stock().updateOne({ _id: 1 }, { $inc: { amount: 1 } });

  beforeAll(async () => {
    deployment = await connectDeployment();
  });
  afterAll(() => deployment.close());
  beforeEach(async () => {
    await stock().deleteMany({});
    await stock().insertMany([
      { _id: 1, amount: 5 },
      { _id: 2, amount: 5 },
    ]);
    session = deployment.client.startSession({ snapshot: true });
  });
  afterEach(() => session.endSession());

  it('goes on seeing what its first read saw', async () => {
    expect(await stock().findOne({ _id: 1 }, { session })).toEqual({ _id: 1, amount: 5 });
    await addOne();
    await stock().deleteOne({ _id: 2 });
    expect(await stock().findOne({ _id: 1 }, { session })).toEqual({ _id: 1, amount: 5 });
    expect(await stock().distinct('amount', {}, { session })).toEqual([5]);
    expect(await stock().countDocuments({ amount: 5 }, { session })).toBe(2);
    expect(await stock().countDocuments({ amount: 5 })).toBe(0);
  });

  it('starts a point in time of its own', async () => {
    await stock().findOne({}, { session });
    await addOne();
    const later = deployment.client.startSession({ snapshot: true });
    expect(
      await stock()
        .aggregate([{ $match: { _id: 1 } }], { session: later })
        .toArray(),
    ).toEqual([{ _id: 1, amount: 6 }]);
    await later.endSession();
  });

  it.each<[string, () => Promise<unknown>]>([
    ['inserts', () => stock().insertOne({ _id: 3, amount: 1 }, { session })],
    ['many inserts', () => stock().insertMany([{ _id: 3, amount: 1 }], { session })],
    ['updates', () => stock().updateOne({ _id: 1 }, { $set: { amount: 0 } }, { session })],
    ['deletes', () => stock().deleteOne({ _id: 1 }, { session })],
    ['findOneAndUpdate', () => stock().findOneAndUpdate({ _id: 1 }, { $set: { amount: 0 } }, { session })],
    ['listCollections', () => deployment.database.listCollections({}, { session }).toArray()],
    ['listIndexes', () => stock().listIndexes({ session }).toArray()],
    ['listDatabases', () => deployment.client.db('admin').admin().listDatabases({ session })],
  ])('refuses %s', async (_, work) => {
    await expect(work()).rejects.toMatchObject({ code: 72 });
    expect(await stock().countDocuments()).toBe(2);
    expect(await stock().countDocuments({ amount: 5 })).toBe(2);
  });

  it('reads as of the time that a write has told', async () => {
    const { database } = deployment;
    const written = await database.command({
      update: 'stock',
      updates: [{ q: { _id: 1 }, u: { $set: { amount: 9 } } }],
    });
    const readConcern = { level: 'snapshot', atClusterTime: written['operationTime'] };
    const reply = await database.command({ find: 'stock', filter: { _id: 1 }, readConcern });
    expect(reply['cursor'].firstBatch).toEqual([{ _id: 1, amount: 9 }]);
    expect(reply['cursor'].atClusterTime).toEqual(written['operationTime']);
  });

  it('cannot go back to where nothing is kept', async () => {
    const { Timestamp } = await import('mongodb');
    const readConcern = { level: 'snapshot', atClusterTime: new Timestamp({ t: 5, i: 1 }) };
    const failed: MongoServerError = await deployment.database.command({ find: 'stock', readConcern }).catch((e) => e);
    expect([failed.code, failed.codeName]).toEqual([239, 'SnapshotTooOld']);
  });
});
