import { MongoClient, type MongoServerError } from 'mongodb';
import { docOf } from '../../src/bson/values';
import { type OwnServer, startOwnServer } from './deployment';
import { RawClient } from './raw-client';

describe('failpoints', () => {
  let server: OwnServer;
  let client: MongoClient;

  beforeAll(async () => {
    server = await startOwnServer();
    client = await new MongoClient(server.uri).connect();
  });
  afterAll(async () => {
    await client.close();
    await server.close();
  });
  beforeEach(async () => {
    await client.db('fail').collection('c').drop();
  });
  afterEach(() => configure('failCommand', 'off'));

  const configure = (configureFailPoint: string, mode: unknown, data?: Record<string, unknown>) =>
    client.db('admin').command({ configureFailPoint, mode, ...(data ? { data } : {}) });
  const collection = () => client.db('fail').collection<{ _id: number }>('c');
  const failure = (promise: Promise<unknown>): Promise<MongoServerError> =>
    promise.then(
      () => {
        throw new Error('did not fail');
      },
      (error) => error,
    );
  const insertRaw = (fields: Record<string, unknown> = {}) =>
    client.db('fail').command({ insert: 'c', documents: [{ _id: 1 }], ...fields });

  it('fails the named commands as often as asked, after as many as asked', async () => {
    await configure('failCommand', { times: 1, skip: 1 }, { failCommands: ['insert'], errorCode: 2 });
    await insertRaw();
    expect((await failure(insertRaw())).code).toBe(2);
    expect((await insertRaw()).writeErrors[0].code).toBe(11000);
  });

  it('goes on failing with alwaysOn until it is switched off', async () => {
    await configure('failCommand', 'alwaysOn', { failCommands: ['insert'], errorCode: 2 });
    for (let i = 0; i < 3; i++) expect((await failure(insertRaw())).code).toBe(2);
    await configure('failCommand', 'off');
    await insertRaw();
  });

  it('is retried by the driver after a lost connection and after a retryable error', async () => {
    await configure('failCommand', { times: 1 }, { failCommands: ['insert'], closeConnection: true });
    await collection().insertOne({ _id: 1 });
    await configure('failCommand', { times: 1 }, { failCommands: ['insert'], errorCode: 91 });
    await collection().insertOne({ _id: 2 });
    expect(await collection().countDocuments()).toBe(2);
  });

  it('takes labels from the failpoint in the place of its own', async () => {
    await configure('failCommand', 'alwaysOn', { failCommands: ['insert'], errorCode: 91, errorLabels: ['Mine'] });
    const error = await failure(collection().insertOne({ _id: 1 }));
    expect([error.hasErrorLabel('Mine'), error.hasErrorLabel('RetryableWriteError')]).toEqual([true, false]);
  });

  it('adds a writeConcernError to a write that was applied', async () => {
    const writeConcernError = { code: 64, codeName: 'WriteConcernTimeout', errmsg: 'waited' };
    await configure('failCommand', { times: 1 }, { failCommands: ['insert'], writeConcernError });
    const reply = await insertRaw().catch((error) => error.result);
    expect(reply.writeConcernError).toMatchObject(writeConcernError);
    expect(await collection().countDocuments()).toBe(1);
  });

  it('delays a command', async () => {
    await configure('failCommand', { times: 1 }, { failCommands: ['ping'], blockConnection: true, blockTimeMS: 150 });
    const startedAt = performance.now();
    await client.db('fail').command({ ping: 1 });
    expect(performance.now() - startedAt).toBeGreaterThan(140);
  });

  it('can be limited by namespace', async () => {
    await configure('failCommand', 'alwaysOn', { failCommands: ['insert'], errorCode: 2, namespace: 'fail.d' });
    await insertRaw();
    await configure('failCommand', 'alwaysOn', { failCommands: ['insert'], errorCode: 2, namespace: 'fail.c' });
    expect((await failure(insertRaw())).code).toBe(2);
  });

  it('can be limited by the application name of the handshake', async () => {
    const raw = await RawClient.connect(server.port);
    const application = docOf({ application: docOf({ name: 'tested' }) });
    await raw.run(docOf({ hello: 1, client: application, $db: 'admin' }));
    const ping = docOf({ ping: 1, $db: 'fail' });
    await configure('failCommand', 'alwaysOn', { failCommands: ['ping'], errorCode: 2, appName: 'other' });
    expect((await raw.run(ping)).has('code')).toBe(false);
    await configure('failCommand', 'alwaysOn', { failCommands: ['ping'], errorCode: 2, appName: 'tested' });
    expect((await raw.run(ping)).get('code')).toBe(2);
    raw.close();
  });

  it('knows the application name of the very handshake that introduces it', async () => {
    const failure = { failCommands: ['hello'], appName: 'tested', errorCode: 91 };
    await configure('failCommand', 'alwaysOn', failure);
    for (const [name, code] of [
      ['tested', 91],
      ['other', undefined],
    ] as const) {
      const raw = await RawClient.connect(server.port);
      const application = docOf({ application: docOf({ name }) });
      expect((await raw.run(docOf({ hello: 1, client: application, $db: 'admin' }))).get('code')).toBe(code);
      raw.close();
    }
  });

  it('names the codes that a test may ask for', async () => {
    for (const [code, name] of [
      [64, 'WriteConcernFailed'],
      [134, 'ReadConcernMajorityNotAvailableYet'],
      [13388, 'StaleConfig'],
      [4711, 'Location4711'],
    ] as const) {
      await configure('failCommand', { times: 1 }, { failCommands: ['insert'], errorCode: code });
      expect((await failure(insertRaw())).codeName).toBe(name);
    }
  });

  it('loses the connection after a retryable write, which is then not applied twice', async () => {
    await configure('onPrimaryTransactionalWrite', { times: 1 });
    await collection().insertOne({ _id: 1 });
    expect(await collection().countDocuments()).toBe(1);
    await configure('onPrimaryTransactionalWrite', { times: 1 }, { failBeforeCommitExceptionCode: 1 });
    await collection().insertOne({ _id: 2 });
    expect(await collection().countDocuments()).toBe(2);
  });

  it('labels what failed inside a transaction', async () => {
    await configure('failCommand', { times: 1 }, { failCommands: ['find'], errorCode: 91 });
    const session = client.startSession();
    session.startTransaction();
    const error = await failure(collection().findOne({}, { session }));
    expect(error.hasErrorLabel('TransientTransactionError')).toBe(true);
    await session.abortTransaction();
    await session.endSession();
  });

  it('does not exist where test commands are off', async () => {
    const other = await startOwnServer({ testCommands: false });
    const plain = await new MongoClient(other.uri).connect();
    const configured = plain.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });
    expect((await failure(configured)).code).toBe(59);
    await plain.close();
    await other.close();
  });
});
