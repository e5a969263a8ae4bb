import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { RestartPolicy } from './restart-policy';
import { type ServerEnd, ServerProcess } from './server-process';

/** What a supervisor reports. */
export interface SupervisorEvents {
  /** The server process has died and is going to be started again. */
  died: [ServerEnd];
  /** It listens again. */
  restarted: [{ pid: number | undefined }];
  /** It died too often in a row (or its port was taken): it stays down. */
  gaveUp: [Error];
}

/** Keeps one server process running on one port. */
export class Supervisor extends EventEmitter<SupervisorEvents> {
  private readonly policy = new RestartPolicy();
  private stopping = false;
  private server?: ServerProcess;
  private watching: Promise<void> = Promise.resolve();
  private readonly wake = new AbortController();
  port = 0;

  constructor(private readonly argumentsFor: (port: number) => readonly string[]) {
    super();
  }

  get pid(): number | undefined {
    return this.server?.pid;
  }

  /** Starts the server; a server that cannot start at all is not tried again. */
  async start(port: number): Promise<void> {
    const started = await ServerProcess.start(this.argumentsFor(port));
    this.server = started.server;
    this.port = started.port;
    this.watching = this.watch(started.server);
  }

  /** Stops the server gracefully. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake.abort();
    await this.server?.stop();
    await this.watching;
  }

  private async watch(first: ServerProcess): Promise<void> {
    let current: ServerProcess | undefined = first;
    while (current) {
      const end: ServerEnd = await current.ended;
      if (this.stopping) return;
      this.emit('died', end);
      current = await this.restart(end.livedMs);
    }
  }

  private async restart(livedMs: number): Promise<ServerProcess | undefined> {
    let lived = livedMs;
    let reason = 'it died again and again';
    for (;;) {
      const delay = this.policy.nextDelay(lived);
      if (delay === undefined) {
        this.emit('gaveUp', new Error(`the embedded server stays down: ${reason}`));
        return undefined;
      }
      await sleep(delay, undefined, { signal: this.wake.signal }).catch(() => undefined);
      if (this.stopping) return undefined;
      try {
        const { server } = await ServerProcess.start(this.argumentsFor(this.port));
        this.server = server;
        if (this.stopping) await server.stop();
        else this.emit('restarted', { pid: server.pid });
        return server;
      } catch (error) {
        reason = (error as Error).message;
        lived = 0;
      }
    }
  }
}
