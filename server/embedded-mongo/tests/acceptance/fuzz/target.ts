import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { MongoClient } from 'mongodb';
import { fromJs } from '../../../src/bson/js';
import type { Doc } from '../../../src/bson/values';
import { opMsg, RawClient } from '../../server/raw-client';
import { type SpawnedServer, spawnServer } from '../../support/spawned-server';

/** Longest that anybody may have to wait for a ping. */
const PING_LIMIT_MS = 5000;
const MEMORY_LIMIT_MB = 2000;

/** What a bad message was answered with. */
export type Reaction = { readonly kind: 'closed' | 'silence' } | { readonly kind: 'reply'; readonly doc: Doc };

/** A server under attack, watched the whole time: its process, its memory, and whether it answers others. */
export class Target {
  mostMemoryMb = 0;
  private readonly watcher: Worker;

  private constructor(
    private readonly dataDir: string,
    private readonly server: SpawnedServer,
    readonly client: MongoClient,
  ) {
    const workerData = { pid: server.pid, port: server.port };
    this.watcher = new Worker(join(__dirname, 'watcher.cjs'), { workerData });
  }

  static async start(): Promise<Target> {
    const dataDir = mkdtempSync(join(tmpdir(), 'embedded-mongo-fuzz-'));
    const server = await spawnServer(dataDir);
    const client = await new MongoClient(`mongodb://127.0.0.1:${server.port}/?directConnection=true`).connect();
    return new Target(dataDir, server, client);
  }

  get port(): number {
    return this.server.port;
  }

  async stop(): Promise<void> {
    await this.watcher.terminate();
    await this.client.close();
    await this.server.end('SIGTERM');
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Throws where the server has died, kept others waiting, or took too much memory since the last call. */
  async check(): Promise<void> {
    this.watcher.postMessage('report');
    const [{ slowest, memory }] = (await once(this.watcher, 'message')) as [{ slowest: number; memory: number }];
    this.mostMemoryMb = Math.max(this.mostMemoryMb, memory);
    if (process.env['FUZZ_VERBOSE'])
      console.info(`${expect.getState().currentTestName}: ${memory} MB, ping ${Math.round(slowest)} ms`);
    if (!existsSync(`/proc/${this.server.pid}`)) throw new Error('the server has died');
    if (slowest > PING_LIMIT_MS) throw new Error(`somebody waited ${Math.round(slowest)} ms for a ping`);
    if (memory > MEMORY_LIMIT_MB) throw new Error(`the server took ${memory} MB`);
  }

  /** Sends bytes on a connection of their own and waits for what comes back. */
  async attack(bytes: Buffer, limitMs = 3000): Promise<Reaction> {
    const client = await RawClient.connect(this.port);
    client.send(bytes);
    const silence = new Promise<'silence'>((resolve) => setTimeout(() => resolve('silence'), limitMs).unref());
    const first = await Promise.race([client.next(), client.closed, silence]);
    client.close();
    if (first === 'silence') return { kind: 'silence' };
    return first ? { kind: 'reply', doc: first.doc } : { kind: 'closed' };
  }

  /** Runs a command given as plain JavaScript on a connection of its own. */
  async command(command: object, limitMs = 20_000): Promise<Doc | undefined> {
    const reaction = await this.attack(opMsg(fromJs(command) as Doc), limitMs);
    return reaction.kind === 'reply' ? reaction.doc : undefined;
  }

  /** A digest of everything stored: options, indexes and documents of every collection. */
  async dump(): Promise<string> {
    const digest = createHash('sha256');
    const { databases } = await this.client.db('admin').admin().listDatabases({ nameOnly: true });
    for (const { name } of databases) {
      const db = this.client.db(name);
      const collections = await db.listCollections().toArray();
      for (const info of collections.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        digest.update(JSON.stringify([name, info, await db.collection(info.name).indexes()]));
        for await (const raw of db.collection(info.name).find({}, { raw: true }))
          digest.update(raw as unknown as Buffer);
      }
    }
    return digest.digest('hex');
  }
}

/** Whether a reply tells of an error, of the command or of one of its statements. */
export function isError(reply: Doc | undefined): boolean {
  if (!reply) return false;
  const ok = reply.get('ok') as { value?: number } | number | undefined;
  return (typeof ok === 'object' ? ok.value : ok) !== 1 || reply.has('writeErrors');
}
