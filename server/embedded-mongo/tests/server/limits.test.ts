import { MongoClient } from 'mongodb';
import { type OwnServer, startOwnServer } from './deployment';

describe('limits of one command', () => {
  let server: OwnServer;
  let client: MongoClient;
  const collection = () => client.db('limits').collection<{ _id: number }>('c');

  beforeAll(async () => {
    server = await startOwnServer();
    client = await new MongoClient(server.uri).connect();
    await collection().insertOne({ _id: 1 });
  });
  afterAll(async () => {
    await client.close();
    await server.close();
  });

  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'no error',
      (error) => (error as { code?: number }).code,
    );
  const computed = (x: unknown) =>
    codeOf(
      collection()
        .aggregate([{ $project: { x } }])
        .toArray(),
    );
  const range = (count: number) => ({ $range: [0, count] });

  it('a computed document has 16 MB at most', async () => {
    expect(await computed({ $map: { input: range(1000), in: 'x'.repeat(16_000) } })).toBe('no error');
    expect(await computed({ $map: { input: range(1100), in: 'x'.repeat(16_000) } })).toBe(10334);
  });

  it('the expressions of one document end after a second, though nobody has set a limit', async () => {
    const started = performance.now();
    const inner = { $map: { input: range(20_000), as: 'b', in: { $add: ['$$a', '$$b'] } } };
    expect(await computed({ $map: { input: range(20_000), as: 'a', in: { $max: inner } } })).toBe(50);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it.each(['$addFields', '$project', '$replaceWith'])('%s cannot double a document without end', async (stage) => {
    const stages = Array.from({ length: 60 }, () => ({ [stage]: { b: '$$ROOT', c: '$$ROOT' } }));
    expect(await codeOf(collection().aggregate(stages).toArray())).not.toBe('no error');
  });

  it('a document has 100000 keys in an index at most', async () => {
    const many = client.db('limits').collection<{ _id: number; a: number[] }>('many');
    await many.createIndex({ a: 1 });
    const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
    expect(await codeOf(many.insertOne({ _id: 1, a: numbers(100_000) }))).toBe('no error');
    expect(await codeOf(many.insertOne({ _id: 2, a: numbers(100_001) }))).toBe(201);
    expect(await many.countDocuments()).toBe(1);
  }, 20_000);

  it('a replacement cannot take the _id away by a null', async () => {
    expect(await codeOf(collection().replaceOne({ _id: 1 }, { _id: null } as never))).toBe(66);
    expect(await collection().countDocuments({ _id: 1 })).toBe(1);
  });
});
