/**
 * Requests a second at 64 connections: `/readyz` and sign-ins against an empty Koa route and a route of one indexed
 * findOne, on one database in one run. Those two are bare: no middleware of the product runs before them, and the
 * findOne is mongoose's own, lean, by a unique index. Sign-ins go through everything a caller goes through, the call
 * to WeChat included. Figures are medians of the rounds; a ratio is taken within its round.
 * Usage: `npm run bench:http [-- --rounds N --milliseconds N]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedMongo } from '@linzhang/embedded-mongo';
import { Pool } from 'undici';
import { SIMULATOR_APPID, SIMULATOR_SECRET } from '../../server/src/platform/wechat/simulator/account';
import { startProcess, startServerProcess, type TestProcess } from '../support/processes';

const CONNECTIONS = 64;
const PEOPLE = 500;
const TARGET = 0.4;

interface Workload {
  name: string;
  base: string;
  path: string;
  expect: number;
  body?: (n: number) => string;
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, milliseconds: { type: 'string', default: '3000' } },
});

let faults = 0;

/** Answers a second, each connection sending its next request when the last one is answered. */
async function measure(workload: Workload, milliseconds: number): Promise<number> {
  const pool = new Pool(workload.base, { connections: CONNECTIONS });
  const from = performance.now();
  let sent = 0;
  let answered = 0;
  const drive = async (): Promise<void> => {
    while (performance.now() - from < milliseconds) {
      sent += 1;
      const body = workload.body?.(sent);
      const headers = body ? { 'content-type': 'application/json' } : {};
      const reply = await pool.request({ path: workload.path, method: body ? 'POST' : 'GET', body, headers });
      await reply.body.dump();
      if (reply.statusCode >= 500) faults += 1;
      if (reply.statusCode !== workload.expect) throw new Error(`${workload.name}: status ${reply.statusCode}`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, drive));
  const rate = (answered / (performance.now() - from)) * 1000;
  await pool.close();
  return rate;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

async function compare(workloads: readonly Workload[]): Promise<void> {
  const milliseconds = Number(values.milliseconds);
  const rates = workloads.map((): number[] => []);
  for (const workload of workloads) await measure(workload, milliseconds);
  for (let round = 0; round < Number(values.rounds); round += 1)
    for (const [index, workload] of workloads.entries()) rates[index]?.push(await measure(workload, milliseconds));
  const [empty = [], find = []] = rates;
  for (const [index, { name }] of workloads.entries()) {
    const own = rates[index] ?? [];
    const toEmpty = median(own.map((rate, round) => rate / (empty[round] ?? Number.NaN)));
    const toFind = median(own.map((rate, round) => rate / (find[round] ?? Number.NaN)));
    console.log(
      `${name}: ${median(own).toFixed(0)}/s, ${toEmpty.toFixed(2)} of empty, ${toFind.toFixed(2)} of findOne`,
    );
    if (name === 'POST /sessions' && toFind < TARGET) process.exitCode = 1;
  }
  console.log(`5xx: ${faults}; target: POST /sessions >= ${TARGET} of findOne, ${process.exitCode ? 'MISSED' : 'met'}`);
}

async function listening(file: string, env: Record<string, string>): Promise<TestProcess & { url: string }> {
  const child = startProcess(file, env);
  const { listening: url } = await child.message<{ listening: string }>();
  return { ...child, url };
}

async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'linzhang-bench-'));
  const database = await startEmbeddedMongo({ dataDir });
  const uri = (name: string) => database.uri.replace('/?', `/${name}?`);
  const baseline = await listening('tests/bench/baselineServer.ts', { MONGODB_URI: uri('baseline') });
  const wechat = await listening('tests/bench/simulatorServer.ts', {});
  const server = await startServerProcess({
    MONGODB_URI: uri('product'),
    WECHAT_APPID: SIMULATOR_APPID,
    WECHAT_SECRET: SIMULATOR_SECRET,
    WECHAT_API_BASE: wechat.url,
    LOG_LEVEL: 'warn',
    RATE_PER_ADDRESS: '100000000',
  });
  const signIn = (n: number) => JSON.stringify({ code: `sim:bench-${n % PEOPLE}`, device: { platform: 'weapp' } });
  try {
    await compare([
      { name: 'empty Koa route', base: baseline.url, path: '/empty', expect: 200 },
      { name: 'findOne route', base: baseline.url, path: '/find', expect: 200 },
      { name: 'GET /readyz', base: server.url, path: '/readyz', expect: 200 },
      { name: 'POST /sessions', base: server.url, path: '/api/sessions', expect: 201, body: signIn },
    ]);
  } finally {
    for (const { child } of [server, wechat, baseline]) child.kill('SIGKILL');
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

void main();
