import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedMongo, startEmbeddedMongo } from '@linzhang/embedded-mongo';
import mongoose from 'mongoose';
import { connect } from '../../server/src/db/connection';
import { callerAt } from '../support/api';
import { startServerProcess } from '../support/processes';
import { AFTER_STORM, Storm, verify } from './storm';

type Server = Awaited<ReturnType<typeof startServerProcess>>;

/** A storm is stopped here: enough is under way, enough is to come. */
const MIDDLE = 700;
const LIMIT_MS = 120_000;
const QUIET = { LOG_LEVEL: 'error', RATE_PER_ACTOR: '1000000', RATE_PER_ADDRESS: '1000000' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linzhang-kill-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const start = (env: Record<string, string>): Promise<Server> => startServerProcess({ ...QUIET, ...env });
const portOf = (url: string): string => new URL(url).port;

async function killed(server: Server): Promise<void> {
  server.child.kill('SIGKILL');
  await server.ended;
}

async function stopped(...servers: Server[]): Promise<void> {
  for (const { child } of servers) child.kill('SIGTERM');
  expect(await Promise.all(servers.map(({ ended }) => ended))).toEqual(servers.map(() => 0));
}

/** A server on its own embedded database, as on one small machine. */
async function startAlone(port: string): Promise<Server> {
  const server = await start({ DATA_DIR: folder, PORT: port });
  await mongoose.disconnect();
  await connect(await readFile(join(folder, 'db.uri'), 'utf8'));
  return server;
}

/** A database beside the servers, which is started again when it is killed. */
async function database(): Promise<{ mongo: EmbeddedMongo; uri: string }> {
  const mongo = await startEmbeddedMongo({ dataDir: join(folder, 'db'), durability: 'commit' });
  const uri = mongo.uri.replace('/?', '/linzhang?');
  await connect(uri);
  return { mongo, uri };
}

describe('2,000 claims, each sent again until it is answered', () => {
  it(
    'come out right when the server is killed twice',
    async () => {
      let server = await startAlone('0');
      const storm = await Storm.prepare(callerAt(server.url));
      const { url } = server;
      const running = storm.run(() => [url]);
      for (const count of [MIDDLE, 2 * MIDDLE]) {
        await storm.answered(count);
        await killed(server);
        server = await startAlone(portOf(url));
      }
      await running;
      expect(await storm.result()).toMatchObject(AFTER_STORM);
      expect(storm.failures).toEqual({ 0: expect.any(Number) });
      expect(await verify({ DATA_DIR: folder })).toMatchObject({ code: 0, output: expect.stringContaining('joined') });
      await mongoose.disconnect();
      await stopped(server);
      expect(await verify({ DATA_DIR: folder })).toEqual({ code: 0, output: 'no differences\n' });
    },
    LIMIT_MS,
  );

  it(
    'come out right when the database is killed twice',
    async () => {
      const { mongo, uri } = await database();
      const server = await start({ MONGODB_URI: uri });
      const storm = await Storm.prepare(callerAt(server.url));
      const running = storm.run(() => [server.url]);
      for (const count of [MIDDLE, 2 * MIDDLE]) {
        await storm.answered(count);
        const restarted = new Promise<void>((resolve) => mongo.on('restarted', () => resolve()));
        process.kill(mongo.pid ?? 0, 'SIGKILL');
        await restarted;
      }
      await running;
      expect(await storm.result()).toMatchObject(AFTER_STORM);
      expect(await verify({ MONGODB_URI: uri })).toEqual({ code: 0, output: 'no differences\n' });
      await stopped(server);
      await mongoose.disconnect();
      await mongo.stop();
    },
    LIMIT_MS,
  );

  it(
    'come out right from two servers, one of which is killed',
    async () => {
      const { mongo, uri } = await database();
      const [first, second] = await Promise.all([start({ MONGODB_URI: uri }), start({ MONGODB_URI: uri })]);
      const storm = await Storm.prepare(callerAt(first.url));
      const running = storm.run(() => [first.url, second.url]);
      await storm.answered(MIDDLE);
      await killed(second);
      await storm.answered(2 * MIDDLE);
      const again = await start({ MONGODB_URI: uri, PORT: portOf(second.url) });
      await running;
      expect(await storm.result()).toMatchObject(AFTER_STORM);
      expect(await verify({ MONGODB_URI: uri })).toEqual({ code: 0, output: 'no differences\n' });
      await stopped(first, again);
      await mongoose.disconnect();
      await mongo.stop();
    },
    LIMIT_MS,
  );
});
