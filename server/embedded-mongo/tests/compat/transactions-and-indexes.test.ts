import type { ClientSession } from 'mongodb';
import { connectDeployment } from '../server/deployment';

describe('changes of indexes and collections beside a transaction', () => {
  let deployment: Awaited<ReturnType<typeof connectDeployment>>;
  let session: ClientSession;
  const goods = () => deployment.database.collection('goods');
  const shortWhile = () => new Promise((resolve) => setTimeout(resolve, 100));

  /** Runs `inside` in a transaction while `beside` is waiting for its end. */
  async function overlapping(inside: () => Promise<unknown>, beside: () => Promise<unknown>): Promise<unknown> {
    session.startTransaction();
    await inside();
    let isDone = false;
    const other = beside().finally(() => {
      isDone = true;
    });
    other.catch(() => undefined);
    await shortWhile();
    expect(isDone).toBe(false);
    await goods().insertOne({ name: 'inside' }, { session });
    await session.commitTransaction();
    return other;
  }

  beforeAll(async () => {
    deployment = await connectDeployment();
  });
  afterAll(() => deployment.close());
  beforeEach(async () => {
    session = deployment.client.startSession();
    await goods().drop();
  });
  afterEach(() => session.endSession());

  const names = async () => (await goods().find().sort({ name: 1 }).toArray()).map((one) => one['name']);

  it('lets the index wait for the transaction that has written', async () => {
    await goods().insertOne({ name: 'before' });
    const made = await overlapping(
      () => goods().insertOne({ name: 'first' }, { session }),
      () => goods().createIndex({ name: 1 }),
    );
    expect(made).toBe('name_1');
    expect(await names()).toEqual(['before', 'first', 'inside']);
  });

  it('lets the index wait for the transaction that has read', async () => {
    await goods().insertOne({ name: 'before' });
    await overlapping(
      () => goods().findOne({}, { session }),
      () => goods().createIndex({ name: 1 }, { unique: true }),
    );
    expect(await names()).toEqual(['before', 'inside']);
  });

  it('lets the removal of an index wait', async () => {
    await goods().createIndex({ name: 1 });
    await overlapping(
      () => goods().insertOne({ name: 'first' }, { session }),
      () => goods().dropIndex('name_1'),
    );
    expect(await names()).toEqual(['first', 'inside']);
    expect(await goods().indexes()).toHaveLength(1);
  });

  it('does not hold up an index that is there already, nor one elsewhere', async () => {
    await goods().createIndex({ name: 1 });
    session.startTransaction();
    await goods().insertOne({ name: 'first' }, { session });
    await goods().createIndex({ name: 1 });
    await deployment.database.collection('elsewhere').createIndex({ name: 1 });
    await session.commitTransaction();
    expect(await names()).toEqual(['first']);
  });

  it('lets an insert wait where the transaction has made the collection', async () => {
    await overlapping(
      () => goods().insertOne({ name: 'first' }, { session }),
      () => goods().insertOne({ name: 'outside' }),
    );
    expect(await names()).toEqual(['first', 'inside', 'outside']);
  });

  it('goes on as soon as the transaction is aborted', async () => {
    await goods().insertOne({ name: 'before' });
    session.startTransaction();
    await goods().insertOne({ name: 'before' }, { session });
    const made = goods().createIndex({ name: 1 }, { unique: true });
    await shortWhile();
    await session.abortTransaction();
    expect(await made).toBe('name_1');
  });

  it('gives up at the time limit', async () => {
    await goods().insertOne({ name: 'before' });
    session.startTransaction();
    await goods().findOne({}, { session });
    await expect(goods().createIndex({ name: 1 }, { maxTimeMS: 100 })).rejects.toMatchObject({ code: 50 });
    await session.abortTransaction();
  });
});
