import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { fromJs } from '../../../src/bson/js';
import type { Doc } from '../../../src/bson/values';
import { opMsg, RawClient } from '../../server/raw-client';
import { type SpawnedServer, spawnServer } from '../../support/spawned-server';

/** Longest that anybody may have to wait for a ping. */
const PING_LIMIT_MS = 2000;
const PING_EVERY_MS = 100;
const MEMORY_LIMIT_MB = 700;

/** What a bad message was answered with. */
export type Reaction = { readonly kind: 'closed' | 'silence' } | { readonly kind: 'reply'; readonly doc: Doc };

/** A server under attack, watched the whole time: its process, its memory, and whether it answers others. */
export class Target {
  slowestPingMs = 0;
  mostMemoryMb = 0;
  private ended = false;
  private watching: Promise<void> = Promise.resolve();

  private constructor(
    private readonly dataDir: string,
    private readonly server: SpawnedServer,
    readonly client: MongoClient,
  ) {}

  static async start(): Promise<Target> {
    const dataDir = mkdtempSync(join(tmpdir(), 'embedded-mongo-fuzz-'));
    const server = await spawnServer(dataDir);
    const client = await new MongoClient(`mongodb://127.0.0.1:${server.port}/?directConnection=true`).connect();
    const target = new Target(dataDir, server, client);
    target.watching = target.watch();
    return target;
  }

  get port(): number {
    return this.server.port;
  }

  async stop(): Promise<void> {
    this.ended = true;
    await this.watching;
    await this.client.close();
    await this.server.end('SIGTERM');
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Throws where the server is gone, was too slow for others, or has taken too much memory since the last call. */
  check(): void {
    const { slowestPingMs, mostMemoryMb } = this;
    this.slowestPingMs = 0;
    if (!existsSync(`/proc/${this.server.pid}`)) throw new Error('the server has died');
    if (slowestPingMs > PING_LIMIT_MS) throw new Error(`somebody waited ${Math.round(slowestPingMs)} ms for a ping`);
    if (mostMemoryMb > MEMORY_LIMIT_MB) throw new Error(`the server took ${mostMemoryMb} MB`);
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

  private async watch(): Promise<void> {
    const client = await RawClient.connect(this.port);
    const ping = fromJs({ ping: 1, $db: 'admin' }) as Doc;
    while (!this.ended && !client.isClosed) {
      const start = performance.now();
      await Promise.race([client.run(ping), client.closed]);
      this.slowestPingMs = Math.max(this.slowestPingMs, performance.now() - start);
      this.mostMemoryMb = Math.max(this.mostMemoryMb, anonymousMemoryMb(this.server.pid));
      await new Promise((resolve) => setTimeout(resolve, PING_EVERY_MS));
    }
    client.close();
  }
}

function anonymousMemoryMb(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

/** Whether a reply tells of an error, of the command or of one of its statements. */
export function isError(reply: Doc | undefined): boolean {
  if (!reply) return false;
  const ok = reply.get('ok') as { value?: number } | number | undefined;
  return (typeof ok === 'object' ? ok.value : ok) !== 1 || reply.has('writeErrors');
}
