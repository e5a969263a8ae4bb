import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { type EmbeddedMongo, startEmbeddedMongo } from '../../src/index';
import { RestartPolicy } from '../../src/supervisor/restart-policy';

const BIN = join(__dirname, '..', '..', 'bin', 'embedded-mongo.cjs');

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean, limitMs = 10_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function runBin(args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, ...args]);
    let out = '';
    let err = '';
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      err += text;
    });
    child.on('exit', (code) => resolve({ code, out, err }));
  });
}

describe('the restart policy', () => {
  it('restarts at once, then with growing pauses, and gives up after repeated quick failures', () => {
    const policy = new RestartPolicy();
    const delays = Array.from({ length: 9 }, () => policy.nextDelay(10));
    expect(delays).toEqual([0, 100, 200, 400, 800, 1600, 3200, 5000, undefined]);
  });

  it.each([
    [29_999, 100],
    [30_000, 0],
  ])('after a life of %i ms waits %i ms', (lived, delay) => {
    const policy = new RestartPolicy();
    policy.nextDelay(10);
    expect(policy.nextDelay(lived)).toBe(delay);
  });
});

describe('startEmbeddedMongo', () => {
  let dataDir: string;
  let server: EmbeddedMongo | undefined;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'embedded-mongo-'));
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    await rm(dataDir, { recursive: true, force: true });
  });

  it('serves an unmodified driver, keeps its data over stop and start, and ends its process', async () => {
    server = await startEmbeddedMongo({ dataDir });
    const client = await new MongoClient(server.uri).connect();
    await client.db('a').collection('b').insertOne({ x: 1 });
    await client.close();
    const pid = server.pid!;
    await server.stop();
    expect(isAlive(pid)).toBe(false);
    server = await startEmbeddedMongo({ dataDir });
    const again = await new MongoClient(server.uri).connect();
    expect(await again.db('a').collection('b').countDocuments()).toBe(1);
    await again.close();
  }, 30_000);

  it('restarts a killed server on the same port; the driver goes on', async () => {
    server = await startEmbeddedMongo({ dataDir });
    const client = await new MongoClient(server.uri).connect();
    await client.db('a').collection('b').insertOne({ x: 1 });
    const events: string[] = [];
    server.on('died', (end) => events.push(`died by ${end.signal}`));
    server.on('restarted', () => events.push('restarted'));
    const killed = server.pid!;
    process.kill(killed, 'SIGKILL');
    await until(() => events.includes('restarted'));
    expect(events).toEqual(['died by SIGKILL', 'restarted']);
    expect(server.pid).not.toBe(killed);
    expect(await client.db('a').collection('b').countDocuments()).toBe(1);
    await client.db('a').collection('b').insertOne({ x: 2 });
    await client.close();
  }, 30_000);

  it('names the directory and the process when somebody else owns the directory', async () => {
    server = await startEmbeddedMongo({ dataDir });
    const second = startEmbeddedMongo({ dataDir });
    await expect(second).rejects.toThrow(dataDir);
    await expect(startEmbeddedMongo({ dataDir })).rejects.toThrow(String(server.pid));
  }, 30_000);

  it('says so when the port is taken', async () => {
    server = await startEmbeddedMongo({ dataDir });
    const other = await mkdtemp(join(tmpdir(), 'embedded-mongo-'));
    await expect(startEmbeddedMongo({ dataDir: other, port: server.port })).rejects.toThrow('EADDRINUSE');
    await rm(other, { recursive: true, force: true });
  }, 30_000);

  it('ends the server when its parent dies', async () => {
    const script = `require('tsx/cjs');
      const { startEmbeddedMongo } = require(${JSON.stringify(join(__dirname, '..', '..', 'src', 'index.ts'))});
      startEmbeddedMongo({ dataDir: ${JSON.stringify(dataDir)} }).then((server) => console.log(server.pid));`;
    const parent = spawn(process.execPath, ['-e', script], { cwd: __dirname });
    const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (text) => resolve(Number(text))));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await until(() => !isAlive(pid));
  }, 30_000);
});

describe('the command embedded-mongo', () => {
  it('explains itself', async () => {
    const { code, out } = await runBin(['--help']);
    expect([code, out.includes('--data DIR')]).toEqual([0, true]);
  });

  it.each([
    [[], '--data DIR is required'],
    [['--data', 'x', '--port', 'y'], '--port must be'],
    [['--data', 'x', '--port', '65536'], '--port must be'],
    [['--data', 'x', '--durability', 'never'], '--durability must be'],
    [['--data', 'x', '--nothing'], '--nothing'],
    [['--data', 'x', 'stray'], 'stray'],
  ])('refuses %j', async (args, text) => {
    const { code, err } = await runBin(args);
    expect([code, err.includes(text)]).toEqual([2, true]);
  });
});
