import { connectDeployment } from '../server/deployment';

describe('what the shell asks the server for', () => {
  let deployment: Awaited<ReturnType<typeof connectDeployment>>;
  const things = () => deployment.database.collection('things');

  beforeAll(async () => {
    deployment = await connectDeployment();
    await things().insertMany([{ a: 1 }, { a: 2 }, { a: 3 }]);
    await things().createIndex({ a: 1 });
  });
  afterAll(() => deployment.close());

  const statistics = (spec: object) =>
    things()
      .aggregate([{ $collStats: spec }])
      .toArray();

  it('tells count and sizes of a collection by $collStats', async () => {
    const [found, ...others] = await statistics({ count: {}, storageStats: {} });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ ns: things().namespace, count: 3, storageStats: { count: 3, nindexes: 2 } });
    expect(found!['storageStats'].size).toBeGreaterThan(0);
    expect(Object.keys(found!['storageStats'].indexSizes)).toEqual(['_id_', 'a_1']);
    expect(found!['localTime']).toBeInstanceOf(Date);
  });

  it('divides sizes by the scale that $collStats is given', async () => {
    const [bytes] = await statistics({ storageStats: {} });
    const [scaled] = await statistics({ storageStats: { scale: 10 } });
    expect(scaled!['storageStats'].size).toBe(Math.floor(bytes!['storageStats'].size / 10));
    expect([scaled!['storageStats'].scaleFactor, scaled!['count']]).toEqual([10, undefined]);
  });

  it.each<[string, object[], number]>([
    ['$collStats after another stage', [{ $match: {} }, { $collStats: {} }], 40602],
    ['$collStats with an unknown option', [{ $collStats: { nothing: 1 } }], 40415],
    ['$collStats with a scale of 0', [{ $collStats: { storageStats: { scale: 0 } } }], 51024],
    ['$currentOp of a collection', [{ $currentOp: {} }], 73],
  ])('refuses %s', async (_, pipeline, code) => {
    await expect(things().aggregate(pipeline).toArray()).rejects.toMatchObject({ code });
  });

  it('lists what is running by $currentOp', async () => {
    const pipeline = [{ $currentOp: { allUsers: false } }, { $match: { 'command.comment': 'look at me' } }];
    const found = await deployment.client.db('admin').aggregate(pipeline, { comment: 'look at me' }).toArray();
    expect(found).toEqual([expect.objectContaining({ active: true, command: expect.objectContaining({ pipeline }) })]);
  });
});
