import {
  type Collection,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  type MongoBulkWriteError,
  ObjectId,
  Timestamp,
} from 'mongodb';
import { connectDeployment } from './deployment';

describe('commands', () => {
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

  const run = (command: Record<string, unknown>) => deployment.database.command(command);
  const failure = (promise: Promise<unknown>): Promise<{ code?: number; message?: string }> =>
    promise.then(
      () => ({ message: 'no error' }),
      (error) => error as { code: number; message: string },
    );

  it('stores every type as it was sent, in the order it was sent', async () => {
    const sent = {
      _id: new ObjectId(),
      z: new Int32(1),
      a: new Double(1),
      l: Long.fromNumber(1),
      d: new Decimal128('1.10'),
      t: new Timestamp({ t: 5, i: 6 }),
      min: new MinKey(),
      max: new MaxKey(),
      nested: { b: [new Int32(2), { c: null }] },
    };
    await collection.insertOne(sent);
    const found = await collection.findOne({ _id: sent._id }, { promoteValues: false });
    expect(found).toEqual(sent);
    expect(Object.keys(found ?? {})).toEqual(Object.keys(sent));
  });

  it('puts _id first and fills in empty timestamps of the top level', async () => {
    await run({
      insert: 'commands',
      documents: [{ a: new Timestamp({ t: 0, i: 0 }), b: { c: new Timestamp({ t: 0, i: 0 }) }, _id: 1 }],
    });
    const found = await collection.findOne({ _id: 1 } as never);
    expect(Object.keys(found ?? {})).toEqual(['_id', 'a', 'b']);
    expect((found!.a as Timestamp).t).toBeGreaterThan(0);
    expect((found!.b.c as Timestamp).t).toBe(0);
  });

  it.each<[string, Record<string, unknown>, number]>([
    ['an unknown command', { nothing: 1 }, 59],
    ['an unknown field', { find: 'commands', nothing: 1 }, 40415],
    ['an unknown field of a statement', { update: 'commands', updates: [{ q: {}, u: {}, nothing: 1 }] }, 40415],
    ['a missing field', { insert: 'commands' }, 40414],
    ['a missing field of a statement', { delete: 'commands', deletes: [{ q: {} }] }, 40414],
    ['a filter that is no document', { find: 'commands', filter: 1 }, 14],
    ['a limit that is no number', { find: 'commands', limit: 'a' }, 14],
    ['a delete limit of 2', { delete: 'commands', deletes: [{ q: {}, limit: 2 }] }, 9],
    ['an aggregate without cursor', { aggregate: 'commands', pipeline: [] }, 9],
    ['a pipeline that is no array', { aggregate: 'commands', pipeline: 1, cursor: {} }, 14],
    ['an empty collection name', { find: '' }, 73],
    ['a wrong write concern', { insert: 'commands', documents: [{}], writeConcern: { w: 51 } }, 9],
    ['an unknown write concern mode', { insert: 'commands', documents: [{}], writeConcern: { w: 'x' } }, 79],
    ['a wrong read concern', { find: 'commands', readConcern: { level: 'x' } }, 2],
    ['a replacement of many', { update: 'commands', updates: [{ q: {}, u: { a: 1 }, multi: true }] }, 9],
    ['remove with update', { findAndModify: 'commands', remove: true, update: {} }, 9],
    ['API version 2', { ping: 1, apiVersion: '2' }, 322],
    ['a command outside the strict API', { count: 'c', apiVersion: '1', apiStrict: true, nothing: 1 }, 40415],
  ])('refuses %s', async (_what, command, code) => {
    const outcome = await deployment.database.command(command).then(
      (reply) => reply.writeErrors?.[0]?.code,
      (error) => error.code,
    );
    expect(outcome).toBe(code);
  });

  it('stops an ordered batch at the first error and finishes an unordered one', async () => {
    const documents = () => [{ _id: 1 }, { _id: 1 }, { _id: 2 }] as never[];
    const ordered = (await failure(collection.insertMany(documents()))) as MongoBulkWriteError;
    expect([ordered.code, ordered.insertedCount]).toEqual([11000, 1]);
    await collection.deleteMany({});
    const unordered = (await failure(collection.insertMany(documents(), { ordered: false }))) as MongoBulkWriteError;
    expect([unordered.code, unordered.insertedCount]).toEqual([11000, 2]);
  });

  it('names the key of a duplicate', async () => {
    await collection.createIndex({ a: 1, b: -1 }, { unique: true });
    await collection.insertOne({ a: 1, b: 'x' });
    const reply = await run({ insert: 'commands', documents: [{ a: 1, b: 'x' }] });
    expect(reply.writeErrors[0]).toMatchObject({
      index: 0,
      code: 11000,
      keyPattern: { a: 1, b: -1 },
      keyValue: { a: 1, b: 'x' },
    });
  });

  it('changes and deletes more documents than fit into one write', async () => {
    await collection.insertMany(Array.from({ length: 5000 }, (_, i) => ({ i })));
    const changed = await run({
      update: 'commands',
      updates: [{ q: { i: { $gte: 1000 } }, u: { $inc: { i: 10000 } }, multi: true }],
    });
    expect([changed.n, changed.nModified]).toEqual([4000, 4000]);
    const removed = await run({ delete: 'commands', deletes: [{ q: { i: { $gte: 10000 } }, limit: 0 }] });
    expect(removed.n).toBe(4000);
    expect(await collection.countDocuments()).toBe(1000);
  });

  it('updates one document of a large collection that no index leads to', async () => {
    await collection.insertMany(Array.from({ length: 3000 }, (_, i) => ({ _id: i as never, i })));
    const counters = await Promise.all(
      Array.from({ length: 20 }, () => collection.updateOne({ i: 2999 }, { $inc: { n: 1 } })),
    );
    expect(counters.every((result) => Number(result.modifiedCount) === 1)).toBe(true);
    const claimed = await Promise.all(
      Array.from({ length: 20 }, () =>
        collection.findOneAndUpdate({ i: { $gte: 2900 }, taken: null }, { $set: { taken: true } }),
      ),
    );
    expect(new Set(claimed.map((doc) => String(doc?._id))).size).toBe(20);
    expect(Number((await collection.findOne({ i: 2999 }))?.n)).toBe(20);
  }, 20_000);

  it('gives the last one to exactly one of many that race for it', async () => {
    await collection.insertOne({ _id: 1 as never, left: 5 });
    const results = await Promise.all(
      Array.from({ length: 20 }, () =>
        collection.updateOne({ _id: 1 as never, left: { $gt: 0 } }, { $inc: { left: -1 } }),
      ),
    );
    expect(results.filter((result) => Number(result.modifiedCount) === 1)).toHaveLength(5);
  });

  it('applies a write whose writeConcern cannot be met, and says so', async () => {
    const reply = await run({ insert: 'commands', documents: [{ _id: 1 }], writeConcern: { w: 3 } }).catch(
      (error) => error.result,
    );
    expect(reply.writeConcernError.code).toBe(100);
    expect(await collection.countDocuments()).toBe(1);
  });

  it('explains which index a command uses', async () => {
    await collection.createIndex({ i: 1 });
    await collection.insertMany(Array.from({ length: 10 }, (_, i) => ({ i })));
    const text = async (explained: Promise<unknown>) => JSON.stringify(await explained);
    expect(await text(collection.find({ i: 3 }).explain())).toContain('"i_1"');
    expect(await text(collection.find({ other: 3 }).explain())).toContain('COLLSCAN');
    expect(await text(collection.aggregate([{ $match: { i: 3 } }, { $group: { _id: '$i' } }]).explain())).toContain(
      '"i_1"',
    );
    for (const explain of [
      { count: 'commands', query: { i: 3 } },
      { distinct: 'commands', key: 'i', query: { i: 3 } },
      { update: 'commands', updates: [{ q: { i: 3 }, u: { $set: { a: 1 } } }] },
      { delete: 'commands', deletes: [{ q: { i: 3 }, limit: 1 }] },
      { findAndModify: 'commands', query: { i: 3 }, remove: true },
    ]) {
      expect(await text(run({ explain, verbosity: 'queryPlanner' }))).toContain('"i_1"');
    }
    expect(await collection.countDocuments()).toBe(10);
  });

  it('honours maxTimeMS', async () => {
    await collection.insertMany(Array.from({ length: 3000 }, (_, i) => ({ i })));
    const slow = [
      {
        $lookup: {
          from: 'commands',
          let: { i: '$i' },
          pipeline: [{ $match: { $expr: { $eq: ['$i', { $add: ['$$i', 1] }] } } }],
          as: 'x',
        },
      },
    ];
    expect((await failure(collection.aggregate(slow, { maxTimeMS: 50 }).toArray())).code).toBe(50);
  });

  it('creates, lists and drops collections and indexes', async () => {
    await deployment.database.createCollection('made');
    await deployment.database.createCollection('made');
    expect((await failure(deployment.database.createCollection('made', { viewOn: 'commands' }))).code).toBe(48);
    const made = deployment.database.collection('made');
    expect(await made.createIndexes([{ key: { a: 1 } }, { key: { b: 1 }, expireAfterSeconds: 100 }])).toEqual([
      'a_1',
      'b_1',
    ]);
    const reply = await run({ collMod: 'made', index: { keyPattern: { b: 1 }, expireAfterSeconds: 50 } });
    expect([reply.expireAfterSeconds_old, reply.expireAfterSeconds_new].map(Number)).toEqual([100, 50]);
    expect((await failure(made.dropIndex('nothing'))).code).toBe(27);
    expect((await failure(made.dropIndex('_id_'))).code).toBe(72);
    await made.rename('renamed');
    expect((await failure(made.indexes())).code).toBe(26);
    expect((await deployment.database.collection('renamed').indexes()).map((index) => index.name)).toEqual([
      '_id_',
      'a_1',
      'b_1',
    ]);
    await deployment.database.collection('renamed').drop();
  });

  it('finds nothing wrong with a collection', async () => {
    await collection.createIndex({ a: 1 });
    await collection.insertMany([{ a: 1 }, { a: [1, 2] }]);
    expect(await run({ validate: 'commands' })).toMatchObject({ valid: true, nrecords: 2 });
  });

  it.each([
    { serverStatus: 1 },
    { buildInfo: 1 },
    { hostInfo: 1 },
    { connectionStatus: 1 },
    { dbStats: 1 },
    { collStats: 'commands' },
    { listCommands: 1 },
    { connPoolStats: 1 },
    { hello: 1 },
    { isMaster: 1 },
    { whatsmyuri: 1 },
  ])('answers %j', async (command) => {
    expect(await run(command)).toMatchObject({ ok: 1 });
  });

  it.each([
    { getParameter: '*' },
    { getDefaultRWConcern: 1 },
    { replSetGetStatus: 1 },
    { getCmdLineOpts: 1 },
    { currentOp: 1 },
    { listDatabases: 1 },
  ])('answers %j to the admin database', async (command) => {
    expect(await deployment.client.db('admin').command(command)).toMatchObject({ ok: 1 });
  });
});
