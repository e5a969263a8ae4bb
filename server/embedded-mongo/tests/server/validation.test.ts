import type { Collection } from 'mongodb';
import { connectDeployment } from './deployment';

describe('document validation', () => {
  let deployment: Awaited<ReturnType<typeof connectDeployment>>;
  let collection: Collection<{ _id: number; age?: number | string; note?: string }>;

  beforeAll(async () => {
    deployment = await connectDeployment();
  });
  afterAll(() => deployment.close());
  beforeEach(async () => {
    collection = deployment.database.collection('people');
    await collection.drop();
    await collection.insertOne({ _id: 0, age: 'old' });
    await deployment.database.command({ collMod: 'people', validator: { age: { $type: 'number', $gte: 18 } } });
  });

  const codeOf = async (promise: Promise<unknown>): Promise<number | undefined> => {
    try {
      await promise;
      return undefined;
    } catch (error) {
      return (error as { code: number }).code;
    }
  };

  it('accepts what matches the validator and refuses what does not', async () => {
    expect(await codeOf(collection.insertOne({ _id: 1, age: 18 }))).toBeUndefined();
    expect(await codeOf(collection.insertOne({ _id: 2, age: 17 }))).toBe(121);
    expect(await codeOf(collection.updateOne({ _id: 1 }, { $inc: { age: -1 } } as never))).toBe(121);
    expect(await codeOf(collection.findOneAndUpdate({ _id: 1 }, { $set: { age: 'x' } }))).toBe(121);
    expect(await codeOf(collection.updateOne({ _id: 3 }, { $set: { note: 'x' } }, { upsert: true }))).toBe(121);
    expect(await collection.countDocuments()).toBe(2);
  });

  it('says which document failed', async () => {
    const error = await collection.insertOne({ _id: 2 }).catch((failure) => failure);
    expect(error.errInfo).toMatchObject({ failingDocumentId: 2 });
  });

  it('lets documents pass that were invalid before at the moderate level, and all when it is off, warns or is bypassed', async () => {
    const touch = () => codeOf(collection.updateOne({ _id: 0 }, { $inc: { touched: 1 } } as never));
    const change = (options: Record<string, unknown>) => deployment.database.command({ collMod: 'people', ...options });
    expect(await touch()).toBe(121);
    await change({ validationLevel: 'moderate' });
    expect(await touch()).toBeUndefined();
    expect(await codeOf(collection.insertOne({ _id: 2 }))).toBe(121);
    await change({ validationLevel: 'off' });
    expect(await codeOf(collection.insertOne({ _id: 2 }))).toBeUndefined();
    await change({ validationLevel: 'strict', validationAction: 'warn' });
    expect(await codeOf(collection.insertOne({ _id: 3 }))).toBeUndefined();
    await change({ validationAction: 'error' });
    expect(await codeOf(collection.insertOne({ _id: 4 }, { bypassDocumentValidation: true }))).toBeUndefined();
    await change({ validator: {} });
    expect(await codeOf(collection.insertOne({ _id: 5 }))).toBeUndefined();
  });
});
