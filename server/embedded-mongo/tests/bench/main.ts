/**
 * Measures the server in a process of its own over raw sockets, against the targets; exits 1 when one is missed.
 * Usage: `npm run bench -w server/embedded-mongo [-- --documents N --working-set N --rounds N --milliseconds N]`
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type SpawnedServer, spawnServer } from '../support/spawned-server';
import { RawConnection } from './raw-connection';
import { median, throughput } from './throughput';
import { ACCOUNTS, account, DATABASE, ENTRIES, WORKLOADS } from './workloads';

const CONNECTIONS = 50;
const BATCH = 1000;
const MAX_ANONYMOUS_MB = 250;
const MAX_OPEN_MS = 1000;
const DURABILITY = ['--durability', 'commit'];

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '1000000' },
    'working-set': { type: 'string' },
    rounds: { type: 'string', default: '5' },
    milliseconds: { type: 'string', default: '2000' },
  },
});
const documents = Number(values.documents);
/** How many of the documents are read and updated. */
const workingSet = Number(values['working-set'] ?? documents);
const rounds = Number(values.rounds);
const milliseconds = Number(values.milliseconds);
const misses: string[] = [];

/** Prints a figure beside its target and remembers a miss. */
function judge(line: string, target: string, met: boolean): void {
  console.log(`${line}, target ${target}: ${met ? 'met' : 'MISSED'}`);
  if (!met) misses.push(line);
}

async function load(port: number): Promise<void> {
  const connection = await RawConnection.open(port);
  const indexes = [{ key: { key: 1 }, name: 'key_1', unique: true }];
  await connection.command({ createIndexes: ACCOUNTS, indexes, $db: DATABASE });
  await connection.command({ create: ENTRIES, $db: DATABASE });
  const start = performance.now();
  for (let first = 0; first < documents; first += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, documents - first) }, (_none, index) => account(first + index));
    const { n } = await connection.command({ insert: ACCOUNTS, documents: batch, $db: DATABASE });
    if (n !== batch.length) throw new Error(`only ${n} of ${batch.length} documents were inserted`);
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(`loaded ${documents} documents in ${seconds.toFixed(1)} s`);
  connection.close();
}

/** Anonymous memory of a process in MB; pages of mapped files are not counted. */
function anonymousMb(pid: number): number {
  const kilobytes = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (!kilobytes) throw new Error('this system does not tell anonymous memory');
  return Number(kilobytes) / 1024;
}

function judgeMemory(pid: number, when: string): void {
  const used = anonymousMb(pid);
  judge(`RssAnon ${when}: ${used.toFixed(0)} MB`, `< ${MAX_ANONYMOUS_MB} MB`, used < MAX_ANONYMOUS_MB);
}

async function judgeSpeed(port: number): Promise<void> {
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => RawConnection.open(port)));
  for (const workload of WORKLOADS) await throughput(workload, connections, workingSet, milliseconds / 2); // warms up
  const rates = WORKLOADS.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, workload] of WORKLOADS.entries())
      rates[index]?.push(await throughput(workload, connections, workingSet, milliseconds));
  for (const connection of connections) connection.close();
  const pings = rates[0] ?? [];
  console.log(
    `${CONNECTIONS} connections, ${workingSet} documents in use, ${rounds} rounds, medians; durability: commit`,
  );
  console.log(`ping: ${median(pings).toFixed(0)}/s`);
  for (const [index, { name, target }] of WORKLOADS.entries()) {
    if (target === undefined) continue;
    const own = rates[index] ?? [];
    const ratio = median(own.map((rate, round) => rate / (pings[round] ?? Number.NaN)));
    judge(`${name}: ${median(own).toFixed(0)}/s, ${ratio.toFixed(2)} of ping`, `>= ${target}`, ratio >= target);
  }
}

/** Kills the server, starts it again and times it until the first answer. */
async function judgeOpening(server: SpawnedServer, dataDir: string): Promise<SpawnedServer> {
  await server.end('SIGKILL');
  const start = performance.now();
  const reopened = await spawnServer(dataDir, DURABILITY);
  const connection = await RawConnection.open(reopened.port);
  await connection.command({ ping: 1, $db: DATABASE });
  const opening = performance.now() - start;
  const { n } = await connection.command({ count: ACCOUNTS, $db: DATABASE });
  connection.close();
  const title = `open after kill -9, from the start of the process to the first ping: ${opening.toFixed(0)} ms`;
  judge(title, `< ${MAX_OPEN_MS} ms`, opening < MAX_OPEN_MS);
  judge(`documents after kill -9: ${n}`, `${documents}`, n === documents);
  return reopened;
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'embedded-mongo-bench-'));
  let server = await spawnServer(dataDir, DURABILITY);
  try {
    await load(server.port);
    judgeMemory(server.pid, `with ${documents} documents`);
    await judgeSpeed(server.port);
    judgeMemory(server.pid, 'after the rounds');
    server = await judgeOpening(server, dataDir);
  } finally {
    await server.end('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  }
  console.log(misses.length === 0 ? 'all targets met' : `${misses.length} targets missed`);
  process.exitCode = misses.length === 0 ? 0 : 1;
}

void main();
