import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from '@linzhang/embedded-mongo';
import mongoose from 'mongoose';
import { connect } from '../../server/src/db/connection';
import { startProcess, startServerProcess } from '../support/processes';

/** Where a bench runs: its databases, and whatever it started. */
export interface Stage {
  name: string;
  /** Address of a database of this bench. */
  uri: (database: string) => string;
  close: () => Promise<void>;
}

/** The embedded database in a folder of its own and a process beside the servers, as in production. */
async function embeddedStage(): Promise<Stage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'linzhang-bench-'));
  const server = await startEmbeddedMongo({ dataDir, durability: 'commit' });
  return {
    name: 'embedded database',
    uri: (database) => server.uri.replace('/?', `/${database}?`),
    close: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The replica set at MONGODB_URI, in databases of this run, which are dropped at the end. */
function givenStage(given: string): Stage {
  const used = new Set<string>();
  const run = randomBytes(4).toString('hex');
  const uri = (database: string) => {
    const parsed = new URL(given);
    parsed.pathname = `/bench_${run}_${database}`;
    used.add(parsed.toString());
    return parsed.toString();
  };
  const close = async () => {
    for (const each of used) {
      await connect(each);
      await mongoose.connection.dropDatabase();
      await mongoose.disconnect();
    }
  };
  return { name: 'MONGODB_URI', uri, close };
}

/** The embedded database, and the given one where there is one; each is closed before the next is opened. */
export async function onEachStage(bench: (stage: Stage) => Promise<void>): Promise<void> {
  const given = process.env.MONGODB_URI;
  for (const open of [embeddedStage, ...(given ? [async () => givenStage(given)] : [])]) {
    const stage = await open();
    try {
      await bench(stage);
    } finally {
      for (const child of started) child.kill('SIGKILL');
      await mongoose.disconnect();
      await stage.close();
    }
  }
}

/** Whatever was started, so that a bench that fails leaves nothing running. */
const started = new Set<ChildProcess>();

/** Servers of one kind on one database. */
export interface Servers {
  urls: string[];
  stop: () => Promise<void>;
}

const QUIET = { LOG_LEVEL: 'warn', RATE_PER_ACTOR: '100000000', RATE_PER_ADDRESS: '100000000' };

/** Product servers as they run in production, on the simulator of WeChat. Stopping waits for their end. */
export async function startProduct(uri: string, count: number): Promise<Servers> {
  const first = await startServerProcess({ ...QUIET, MONGODB_URI: uri });
  const others = await Promise.all(
    Array.from({ length: count - 1 }, () => startServerProcess({ ...QUIET, MONGODB_URI: uri })),
  );
  return serversOf([first, ...others]);
}

/** Servers of the floor, as many as of the product. */
export async function startFloor(uri: string, count: number): Promise<Servers> {
  const start = async () => {
    const server = startProcess('tests/bench/floorServer.ts', { MONGODB_URI: uri });
    return { ...server, url: (await server.message<{ listening: string }>()).listening };
  };
  return serversOf(await Promise.all(Array.from({ length: count }, start)));
}

function serversOf(servers: readonly Awaited<ReturnType<typeof startServerProcess>>[]): Servers {
  for (const { child } of servers) started.add(child);
  return {
    urls: servers.map(({ url }) => url),
    stop: async () => {
      const end = (signal: NodeJS.Signals) => {
        for (const { child } of servers) child.kill(signal);
      };
      end('SIGTERM');
      const late = setTimeout(() => end('SIGKILL'), 5_000);
      await Promise.all(servers.map(({ ended }) => ended));
      clearTimeout(late);
    },
  };
}

/** Runs the checker over a database, prints what it says and fails where anything differs. */
export async function checkLedgers(uri: string): Promise<void> {
  const check = startProcess('server/src/verify.ts', { MONGODB_URI: uri });
  if ((await check.ended) !== 0) process.exitCode = 1;
  console.log(`  verify: ${check.output().trim()}`);
}
