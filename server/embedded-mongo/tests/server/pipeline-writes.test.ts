import type { Collection } from 'mongodb';
import { connectDeployment } from './deployment';

describe('pipelines that write, and views', () => {
  let deployment: Awaited<ReturnType<typeof connectDeployment>>;
  let collection: Collection;

  beforeAll(async () => {
    deployment = await connectDeployment();
  });
  afterAll(() => deployment.close());
  beforeEach(async () => {
    collection = deployment.database.collection('commands');
    await collection.drop();
  });

  const failure = (promise: Promise<unknown>): Promise<{ code?: number; message?: string }> =>
    promise.then(
      () => ({ message: 'no error' }),
      (error) => error as { code: number; message: string },
    );

  it('takes over a collection at once with $out, keeping its indexes', async () => {
    const target = deployment.database.collection('out');
    await target.drop();
    await target.createIndex({ i: 1 }, { unique: true });
    await target.insertOne({ i: 77 });
    await collection.insertMany([{ i: 1 }, { i: 2 }]);
    await collection.aggregate([{ $project: { i: 1 } }, { $out: 'out' }]).toArray();
    expect((await target.find().toArray()).map((doc) => Number(doc.i))).toEqual([1, 2]);
    expect((await target.indexes()).map((index) => index.name)).toEqual(['_id_', 'i_1']);
    await collection.insertOne({ i: 2 });
    expect((await failure(collection.aggregate([{ $out: 'out' }]).toArray())).code).toBe(11000);
    expect(await target.countDocuments()).toBe(2);
    expect(
      (await deployment.database.listCollections({}, { nameOnly: true }).toArray()).filter((each) =>
        each.name.startsWith('tmp'),
      ),
    ).toEqual([]);
  });

  it.each<[string, unknown, unknown[]]>([
    [
      'merge',
      { into: 'merged' },
      [
        { _id: 1, a: 1, b: 1 },
        { _id: 2, b: 2 },
      ],
    ],
    [
      'replace',
      { into: 'merged', whenMatched: 'replace' },
      [
        { _id: 1, b: 1 },
        { _id: 2, b: 2 },
      ],
    ],
    [
      'keepExisting',
      { into: 'merged', whenMatched: 'keepExisting' },
      [
        { _id: 1, a: 1 },
        { _id: 2, b: 2 },
      ],
    ],
    [
      'a pipeline',
      { into: 'merged', whenMatched: [{ $set: { c: '$$new.b' } }] },
      [
        { _id: 1, a: 1, c: 1 },
        { _id: 2, b: 2 },
      ],
    ],
    ['discard', { into: 'merged', whenNotMatched: 'discard' }, [{ _id: 1, a: 1, b: 1 }]],
  ])('merges with %s', async (_what, stage, expected) => {
    const target = deployment.database.collection('merged');
    await target.drop();
    await target.insertOne({ _id: 1 as never, a: 1 });
    await collection.insertMany([
      { _id: 1, b: 1 },
      { _id: 2, b: 2 },
    ] as never[]);
    await collection.aggregate([{ $merge: stage } as never]).toArray();
    expect(await target.find({}).sort({ _id: 1 }).toArray()).toEqual(expected);
  });

  it('fails $merge as its stage says', async () => {
    await deployment.database.collection('merged').drop();
    await collection.insertOne({ _id: 1 as never });
    const fails = (stage: unknown) => failure(collection.aggregate([{ $merge: stage } as never]).toArray());
    expect((await fails({ into: 'merged', whenNotMatched: 'fail' })).code).toBe(13113);
    expect((await fails({ into: 'merged', on: 'other' })).code).toBe(51183);
    await collection.aggregate([{ $merge: 'merged' }]).toArray();
    expect((await fails({ into: 'merged', whenMatched: 'fail' })).code).toBe(11000);
  });

  it('reads views through their pipeline and refuses to write to them', async () => {
    await collection.insertMany(Array.from({ length: 10 }, (_, i) => ({ _id: i as never, i })));
    const view = deployment.database.collection('view');
    await view.drop();
    await deployment.database.createCollection('view', {
      viewOn: 'commands',
      pipeline: [{ $match: { i: { $lt: 5 } } }],
    });
    expect(
      (
        await view
          .find({ i: { $gt: 2 } })
          .sort({ i: -1 })
          .toArray()
      ).map((doc) => Number(doc.i)),
    ).toEqual([4, 3]);
    expect(await view.countDocuments()).toBe(5);
    expect((await view.distinct('i')).map(Number)).toEqual([0, 1, 2, 3, 4]);
    expect((await failure(view.insertOne({}))).code).toBe(166);
    expect((await deployment.database.listCollections({ name: 'view' }).next())?.type).toBe('view');
    await view.drop();
  });
});
