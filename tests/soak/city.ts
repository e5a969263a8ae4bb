import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedMongo, startEmbeddedMongo } from '@linzhang/embedded-mongo';
import { SIMULATOR_APPID, SIMULATOR_SECRET } from '../../server/src/platform/wechat/simulator/account';
import { type RunningSimulator, startWechatSimulator } from '../../server/src/platform/wechat/simulator/simulator';
import { startProcess, startServerProcess } from '../support/processes';

type Server = Awaited<ReturnType<typeof startServerProcess>>;

/** Two servers of the product on one database, with WeChat outside; each part may be struck. */
export class City {
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
    const mongo = given ? null : await startEmbeddedMongo({ dataDir: folder, durability: 'commit' });
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
      RATE_PER_ADDRESS: '100000',
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
    this.servers[index] = await this.startServer(new URL(server.url).port);
  }

  /** kill -9 of the embedded database, which its supervisor starts again. */
  killDatabase(): void {
    const pid = this.mongo?.pid;
    if (pid) process.kill(pid, 'SIGKILL');
  }

  /** Stops the servers as an operator does; what they wrote to the log as an error is given back. */
  async stopServers(): Promise<string> {
    for (const { child } of this.servers) child.kill('SIGTERM');
    const ends = await Promise.all(this.servers.map(({ ended }) => ended));
    if (ends.some((end) => end !== 0)) throw new Error(`a server ended with ${ends.join(', ')}`);
    return this.servers.map(({ output }) => output()).join('');
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
