import { CommandError, ErrorCode } from '../errors';
import { checkInterrupt, type Operation } from '../operation';
import type { DirectWriter } from './direct-writer';
import type { Ledger } from './ledger';
import { LockedByTransaction, type LockHolder } from './locks';
import type { Tables } from './tables';
import type { WriteView } from './types';

type Outcome = { kind: 'value'; value: unknown } | { kind: 'error'; error: unknown };

interface Request {
  readonly work: (view: DirectWriter) => unknown;
  readonly operation: Operation;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  outcome: Outcome | undefined;
}

/** Ends a group whose effects must go because one request failed half-way. */
class Undo extends Error {}

/**
 * Runs the writes submitted within one turn of the event loop in order in one LMDB transaction. A write that fails
 * leaves nothing behind and does no harm to the others.
 */
export class GroupCommit {
  private queue: Request[] = [];
  private scheduled = false;
  private closed = false;
  /** Whether the group under way wrote anything. */
  private changed = false;

  constructor(
    private readonly tables: Tables,
    private readonly ledger: Ledger,
    private readonly writer: DirectWriter,
    /** Called after each commit; the group is acknowledged when it resolves (undefined: at once). */
    private readonly committed: () => Promise<void> | undefined,
    /** The first group waits for it. */
    private ready: Promise<void> | undefined,
  ) {}

  submit<T>(work: (view: WriteView) => T, operation: Operation): Promise<T> {
    return this.submitDirect(work, operation);
  }

  submitDirect<T>(work: (view: DirectWriter) => T, operation: Operation): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.enqueue({ work, operation, resolve: resolve as (value: unknown) => void, reject, outcome: undefined });
    });
  }

  /** Refuses further writes. */
  close(): void {
    this.closed = true;
  }

  private enqueue(request: Request): void {
    if (this.closed) {
      request.reject(new CommandError(ErrorCode.InterruptedAtShutdown, 'interrupted at shutdown'));
      return;
    }
    this.queue.push(request);
    if (this.scheduled) return;
    this.scheduled = true;
    if (this.ready) {
      void this.ready.finally(() => {
        this.ready = undefined;
        this.runQueue();
      });
    } else {
      setImmediate(() => this.runQueue());
    }
  }

  private runQueue(): void {
    this.scheduled = false;
    const group = this.queue;
    this.queue = [];
    this.runGroup(group);
  }

  private runGroup(group: Request[]): void {
    let pending = group;
    this.changed = false;
    while (pending.length > 0) {
      try {
        this.commit(pending);
        break;
      } catch (error) {
        this.ledger.rollback();
        if (!(error instanceof Undo)) {
          this.settle(group.filter((request) => !pending.includes(request)));
          this.isolate(pending, error);
          return;
        }
        pending = pending.filter((request) => request.outcome === undefined);
      }
    }
    const wait = this.changed ? this.committed() : undefined;
    if (wait) {
      wait.then(
        () => this.settle(group),
        (error) => {
          for (const request of group) request.reject(error);
        },
      );
    } else {
      this.settle(group);
    }
  }

  private commit(requests: readonly Request[]): void {
    this.changed = false;
    this.tables.transact(() => {
      for (const request of requests) this.run(request, requests);
      this.ledger.save();
    });
    this.ledger.settle();
  }

  private run(request: Request, group: readonly Request[]): void {
    this.writer.effects = 0;
    try {
      checkInterrupt(request.operation);
      request.outcome = { kind: 'value', value: request.work(this.writer) };
    } catch (error) {
      const harmed = this.writer.effects > 0;
      this.writer.effects = 0;
      if (harmed) for (const other of group) if (other !== request) other.outcome = undefined;
      request.outcome = { kind: 'error', error };
      if (harmed) throw new Undo();
    }
    if (this.writer.effects > 0) this.changed = true;
  }

  /** LMDB itself failed: each write on its own, so that only the one at fault is refused. */
  private isolate(requests: readonly Request[], error: unknown): void {
    for (const request of requests) request.outcome = undefined;
    if (requests.length === 1) {
      requests[0]!.reject(error);
      return;
    }
    for (const request of requests) this.runGroup([request]);
  }

  private settle(group: readonly Request[]): void {
    for (const request of group) {
      const { outcome } = request;
      if (outcome?.kind === 'value') request.resolve(outcome.value);
      else if (outcome?.error instanceof LockedByTransaction) void this.retryAfter(outcome.error.holder, request);
      else if (outcome) request.reject(outcome.error);
    }
  }

  private async retryAfter(holder: LockHolder, request: Request): Promise<void> {
    request.outcome = undefined;
    await endedOrDeadline(holder, request.operation.deadline);
    this.enqueue(request);
  }
}

/** Resolves when the holder has ended, or the deadline has come (the next run then throws). */
async function endedOrDeadline(holder: LockHolder, deadline: number): Promise<void> {
  if (deadline === Number.POSITIVE_INFINITY) return holder.ended;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, deadline - performance.now()) + 1);
  });
  await Promise.race([holder.ended, timeout]);
  clearTimeout(timer);
}
