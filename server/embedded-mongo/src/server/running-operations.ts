import { setTimeout as sleep } from 'node:timers/promises';
import { type Doc, docOf } from '../bson/values';
import type { CommandContext } from './command';

interface Running {
  readonly context: CommandContext;
  readonly startedAt: number;
}

/** Commands being run, for currentOp and killOp. */
export class RunningOperations {
  private readonly byId = new Map<number, Running>();
  private lastId = 0;

  add(context: CommandContext): number {
    this.lastId += 1;
    this.byId.set(this.lastId, { context, startedAt: performance.now() });
    return this.lastId;
  }

  remove(id: number): void {
    this.byId.delete(id);
  }

  /** Makes a command fail soon; nothing where it has ended. */
  kill(id: number): void {
    const running = this.byId.get(id);
    if (running) running.context.operation.interrupted = true;
  }

  /** Makes all commands fail soon and resolves when they have stopped. */
  async stopAll(): Promise<void> {
    for (const id of this.byId.keys()) this.kill(id);
    while (this.byId.size > 0) await sleep(5);
  }

  /** Entries of currentOp. */
  list(): Doc[] {
    return [...this.byId].map(([opid, { context, startedAt }]) => {
      const micros = Math.round((performance.now() - startedAt) * 1000);
      return docOf({
        type: 'op',
        active: true,
        opid,
        connectionId: context.connection.id,
        client: context.connection.remote,
        appName: context.connection.appName,
        op: 'command',
        ns: `${context.database}.$cmd`,
        command: context.command,
        microsecs_running: BigInt(micros),
        secs_running: BigInt(Math.floor(micros / 1_000_000)),
      });
    });
  }
}
