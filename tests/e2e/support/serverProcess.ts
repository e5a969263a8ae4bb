import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 30_000;

/** A real server of its own: process, port, data directory with the embedded database, simulator, the demo's people. */
export class ServerProcess {
  private constructor(
    readonly url: string,
    readonly dataDir: string,
    private readonly child: ChildProcess,
    private readonly log: readonly string[],
  ) {}

  /** Starts a server and waits until it listens, for so long at most; `env` adds to or replaces variables. */
  static async start(env: Record<string, string> = {}, limitMs = START_LIMIT_MS): Promise<ServerProcess> {
    const dataDir = await mkdtemp(join(tmpdir(), 'linzhang-e2e-'));
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/src/main.ts'], {
      cwd: ROOT,
      env: { ...surroundings(), DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn', DEMO_DATA: 'people', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const log: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => log.push(String(chunk)));
    try {
      return new ServerProcess(await listening(child, log, limitMs), dataDir, child, log);
    } catch (error) {
      child.kill('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
      throw error;
    }
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** What the server wrote to its log. */
  get output(): string {
    return this.log.join('');
  }

  /** Ends the server as an operator does, and removes its data. Throws where it did not end cleanly. */
  async stop(): Promise<void> {
    const code = await this.end('SIGTERM');
    await rm(this.dataDir, { recursive: true, force: true });
    if (code !== 0) throw new Error(`the server ended with ${code}\n${this.output}`);
  }

  /** Sends a signal and waits for the end; gives back the exit code. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    const ended = new Promise<number | null>((resolve) => this.child.once('exit', resolve));
    const insist = setTimeout(() => this.child.kill('SIGKILL'), STOP_LIMIT_MS);
    this.child.kill(signal);
    const code = await ended;
    clearTimeout(insist);
    return code;
  }
}

/** The variables a program needs to run at all; settings of the test run are not passed on. */
function surroundings(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SystemRoot', 'TEMP', 'NODE_EXTRA_CA_CERTS'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

function listening(child: ChildProcess, log: readonly string[], limitMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the server did not start: ${why}\n${log.join('')}`));
    const limit = setTimeout(() => fail('it took too long'), limitMs);
    child.once('message', (message: { listening: string }) => {
      clearTimeout(limit);
      resolve(message.listening);
    });
    child.once('exit', (code) => {
      clearTimeout(limit);
      fail(`it ended with ${code}`);
    });
  });
}
