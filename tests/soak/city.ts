import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedMongo, startEmbeddedMongo } from '@linzhang/embedded-mongo';
import mongoose from 'mongoose';
import { SIMULATOR_APPID, SIMULATOR_SECRET } from '../../server/src/platform/wechat/simulator/account';
import { type RunningSimulator, startWechatSimulator } from '../../server/src/platform/wechat/simulator/simulator';
import { startProcess, startServerProcess } from '../support/processes';

type Server = Awaited<ReturnType<typeof startServerProcess>>;

const ASK_MS = 100;
/** Also where no other node could take over: the set is then without a primary for so long. */
const STEP_DOWN = { replSetStepDown: 10, secondaryCatchUpPeriodSecs: 5, force: true };
/** As docs/production.md asks of a replica set: what a killed server had begun holds its rows no longer. */
const TRANSACTION_SECONDS = 15;

/** Two servers of the product on one database, with WeChat outside; each part may be struck. */
export class City {
  /** What servers wrote before they were killed; the last line may be cut off. */
  private killed = '';

  private constructor(
    readonly uri: string,
    readonly simulator: RunningSimulator,
    private readonly servers: Server[],
    /** Null where the database was given. */
    private readonly mongo: EmbeddedMongo | null,
    private readonly folder: string,
  ) {}

  static async build(): Promise<City> {
    const folder = await mkdtemp(join(tmpdir(), 'linzhang-soak-'));
    const simulator = await startWechatSimulator();
    const given = process.env.MONGODB_URI;
    const durable = {
      dataDir: folder,
      durability: 'commit',
      transactionLifetimeLimitSeconds: TRANSACTION_SECONDS,
    } as const;
    const mongo = given ? null : await startEmbeddedMongo(durable);
    const uri = given ?? (mongo as EmbeddedMongo).uri.replace('/?', '/soak?');
    const city = new City(uri, simulator, [], mongo, folder);
    city.servers.push(await city.startServer('0'));
    city.servers.push(await city.startServer('0'));
    return city;
  }

  get urls(): string[] {
    return this.servers.map(({ url }) => url);
  }

  get embedded(): boolean {
    return this.mongo !== null;
  }

  private startServer(port: string): Promise<Server> {
    return startServerProcess({
      MONGODB_URI: this.uri,
      PORT: port,
      LOG_LEVEL: 'error',
      RATE_PER_ACTOR: '100000',
      RATE_PER_ADDRESS: '1000000',
      WECHAT_APPID: SIMULATOR_APPID,
      WECHAT_SECRET: SIMULATOR_SECRET,
      WECHAT_API_BASE: this.simulator.url,
    });
  }

  /** kill -9 of a server, which is started again at the same address. */
  async killServer(index: number): Promise<void> {
    const server = this.servers[index] as Server;
    server.child.kill('SIGKILL');
    await server.ended;
    this.killed += server.output().replace(/[^\n]*$/, '');
    this.servers[index] = await this.startServer(new URL(server.url).port);
  }

  /**
   * kill -9 of the embedded database, which its supervisor starts again; the primary of a given replica set steps down.
   * Waits until the database answers again.
   */
  async strikeDatabase(): Promise<void> {
    const pid = this.mongo?.pid;
    if (pid) process.kill(pid, 'SIGKILL');
    else await mongoose.connection.getClient().db('admin').command(STEP_DOWN);
    while (!(await this.hasDatabase())) await new Promise((resolve) => setTimeout(resolve, ASK_MS));
  }

  private async hasDatabase(): Promise<boolean> {
    try {
      const hello = await mongoose.connection.getClient().db('admin').command({ hello: 1 });
      return hello['isWritablePrimary'] === true;
    } catch {
      return false;
    }
  }

  /** Stops the servers as an operator does; what they wrote to the log as an error is given back. */
  async stopServers(): Promise<string> {
    for (const { child } of this.servers) child.kill('SIGTERM');
    const ends = await Promise.all(this.servers.map(({ ended }) => ended));
    if (ends.some((end) => end !== 0)) throw new Error(`a server ended with ${ends.join(', ')}`);
    return this.killed + this.servers.map(({ output }) => output()).join('');
  }

  /** Runs the checker; what it printed where it found differences, else null. */
  async differences(): Promise<string | null> {
    const check = startProcess('server/src/verify.ts', { MONGODB_URI: this.uri });
    return (await check.ended) === 0 ? null : check.output();
  }

  async close(): Promise<void> {
    for (const { child } of this.servers) child.kill('SIGKILL');
    await this.simulator.stop();
    await this.mongo?.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
