import type { Transaction } from '../../storage/types';
import type { CommandOperation } from '../command-operation';
import type { SessionRecord } from './session-record';

/** Where the latest transaction number of a session stands. */
export type TransactionState = 'none' | 'retryable' | 'active' | 'committed' | 'aborted';

/** A logical session. Commands with a transaction number run one after another within it. */
export class Session {
  lastUse = Date.now();
  txnNumber = -1n;
  state: TransactionState = 'none';
  transaction?: Transaction;
  /** When the running transaction began (ms since 1970). */
  startedAt = 0;
  /** What retries of the latest retryable write need. */
  record?: SessionRecord;
  /** True once the record of an earlier run of the server has been looked for. */
  restored = false;
  /** The transaction is to be aborted as soon as the command that uses it has stopped. */
  abortWanted = false;
  /** Commands of this session that are running. */
  readonly operations = new Set<CommandOperation>();
  private queue: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(
    readonly key: string,
    readonly id: Buffer,
  ) {}

  /** True while a command with a transaction number is running. */
  get isBusy(): boolean {
    return this.waiting > 0;
  }

  /** Runs `work` after all earlier work of the session. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    this.waiting += 1;
    const before = this.queue;
    let release!: () => void;
    this.queue = new Promise((resolve) => {
      release = resolve;
    });
    try {
      await before;
      return await work();
    } finally {
      this.waiting -= 1;
      release();
    }
  }

  /** Makes running commands of the session fail soon. */
  interrupt(): void {
    for (const operation of this.operations) operation.interrupted = true;
  }
}
