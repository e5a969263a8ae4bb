import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { ChildMessage } from './messages';

const BIN = join(__dirname, '..', '..', 'bin', 'embedded-mongo.cjs');
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

/** How a server process ended. */
export interface ServerEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly livedMs: number;
}

/** A server running as a child process. It ends by itself when this process ends. */
export class ServerProcess {
  /** Resolves when the process has ended. */
  readonly ended: Promise<ServerEnd>;
  private readonly startedAt = performance.now();

  private constructor(private readonly child: ChildProcess) {
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal, livedMs: performance.now() - this.startedAt }));
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Starts a server and waits until it listens. Rejects with the server's own words when it cannot. */
  static async start(args: readonly string[]): Promise<{ server: ServerProcess; port: number }> {
    const child = fork(BIN, [...args], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
    const server = new ServerProcess(child);
    try {
      return { server, port: await server.listening() };
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  /** Asks the process to finish its work and end; insists after a while. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    const insist = setTimeout(() => this.child.kill('SIGKILL'), STOP_LIMIT_MS);
    await this.ended;
    clearTimeout(insist);
  }

  private listening(): Promise<number> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error('the embedded server did not start in time')), START_LIMIT_MS);
      const settle = (finish: () => void) => {
        clearTimeout(limit);
        this.child.off('message', onMessage);
        finish();
      };
      const onMessage = (message: ChildMessage) => {
        if (message.kind === 'listening') settle(() => resolve(message.port));
        else settle(() => reject(new Error(message.message)));
      };
      this.child.on('message', onMessage);
      this.child.once('error', (error) => settle(() => reject(error)));
      void this.ended.then(({ code, signal }) =>
        settle(() => reject(new Error(`the embedded server ended while starting (${signal ?? `exit code ${code}`})`))),
      );
    });
  }
}
