import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Doc } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { type Operation, plainOperation } from '../operation';
import { nextGarbage } from './catalog-records';
import { Checkpointer, recoverAfterRestart } from './checkpoint';
import { DirectWriter } from './direct-writer';
import { type DirectoryLock, lockDirectory } from './directory-lock';
import { deleteExpiredOf } from './expiry';
import { GroupCommit } from './group-commit';
import { IndexBuilder } from './index-build';
import { Ledger } from './ledger';
import { LockTable } from './locks';
import { estimateSizes, sizeOfFile } from './sizes';
import { SnapshotView } from './snapshot';
import { scan, TableSource } from './source';
import { Sweeper } from './sweep';
import { Tables } from './tables';
import { StoredTransaction } from './transaction';
import type {
  Collection,
  CreatedIndexes,
  Durability,
  Snapshot,
  StorageEngine,
  Transaction,
  View,
  WriteView,
} from './types';
import { StorageView } from './view';

const CHECKPOINT_INTERVAL_MS = 100;

/** How to open a store. */
export interface StoreOptions {
  readonly dataDir: string;
  readonly durability: Durability;
  /** Told of failures of background work (checkpoints, sweeping). */
  readonly onFailure?: (error: unknown) => void;
}

/** The durable store of one data directory. */
export class Store implements StorageEngine {
  private readonly ledger: Ledger;
  private readonly locks = new LockTable();
  private readonly commits: GroupCommit;
  private readonly builder: IndexBuilder;
  private readonly sweeper: Sweeper;
  private readonly checkpointer: Checkpointer;
  private readonly snapshots = new Set<SnapshotView>();
  private readonly transactions = new Set<StoredTransaction>();
  private readonly current: View;

  private constructor(
    private readonly options: StoreOptions,
    private readonly lock: DirectoryLock,
    private readonly tables: Tables,
  ) {
    const onFailure = options.onFailure ?? (() => undefined);
    this.ledger = new Ledger(tables);
    this.current = new StorageView(new TableSource(tables), this.ledger);
    this.checkpointer = new Checkpointer(options.dataDir, () => tables.beginRead(), CHECKPOINT_INTERVAL_MS, onFailure);
    // Until the state found is on the disk, its pages must not be written over.
    this.checkpointer.committed();
    const ready = this.checkpointer.flush();
    const writer = new DirectWriter(tables, this.ledger, this.locks);
    this.commits = new GroupCommit(tables, this.ledger, writer, () => this.committed(), ready);
    this.builder = new IndexBuilder(tables, this.ledger, this.commits);
    this.sweeper = new Sweeper(tables, this.commits, onFailure);
  }

  /** Opens a data directory, which is made when missing. Throws when another process has it open. */
  static async open(options: StoreOptions): Promise<Store> {
    mkdirSync(options.dataDir, { recursive: true });
    const lock = await lockDirectory(options.dataDir);
    try {
      recoverAfterRestart(options.dataDir);
      const store = new Store(options, lock, new Tables(options.dataDir));
      await store.dropHalfBuiltIndexes();
      return store;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  private async dropHalfBuiltIndexes(): Promise<void> {
    const halfBuilt = this.ledger.catalog
      .list()
      .filter((collection) => collection.indexes.some((index) => index.state === 'building'));
    if (halfBuilt.length > 0) {
      await this.commits.submitDirect((view) => {
        for (const collection of halfBuilt) {
          view.change(collection.with({ indexes: collection.indexes.filter((index) => index.state === 'ready') }));
        }
      }, plainOperation());
    }
    if (nextGarbage(this.tables)) this.sweeper.wake();
  }

  private committed(): Promise<void> | undefined {
    this.checkpointer.committed();
    if (this.ledger.takeDropped()) this.sweeper.wake();
    return this.options.durability === 'flush' ? this.checkpointer.flush() : undefined;
  }

  latest(): View {
    return this.current;
  }

  snapshot(): Snapshot {
    const snapshot = new SnapshotView(this.tables, this.ledger.catalog, () => this.snapshots.delete(snapshot));
    this.snapshots.add(snapshot);
    return snapshot;
  }

  write<T>(work: (view: WriteView) => T, operation: Operation): Promise<T> {
    return this.commits.submit(work, operation);
  }

  begin(): Transaction {
    const transaction = new StoredTransaction({ tables: this.tables, ledger: this.ledger, locks: this.locks });
    this.transactions.add(transaction);
    return transaction;
  }

  async commit(given: Transaction, alsoWrite?: (view: WriteView) => void): Promise<void> {
    const transaction = given as StoredTransaction;
    if (transaction.state !== 'active') throw notActive(transaction);
    try {
      if (transaction.dirty || alsoWrite) {
        await this.commits.submitDirect((view) => {
          if (transaction.state !== 'active') throw notActive(transaction);
          if (transaction.dirty) transaction.writer.applyTo(view);
          alsoWrite?.(view);
        }, plainOperation());
      }
      this.end(transaction, 'committed');
    } catch (error) {
      this.end(transaction, 'aborted');
      throw error;
    }
  }

  abort(transaction: Transaction): void {
    this.end(transaction as StoredTransaction, 'aborted');
  }

  private end(transaction: StoredTransaction, state: 'committed' | 'aborted'): void {
    transaction.end(state);
    this.transactions.delete(transaction);
  }

  async createIndexes(namespace: string, specs: readonly Doc[], operation: Operation): Promise<CreatedIndexes> {
    return this.builder.create(namespace, specs, operation);
  }

  *sessions(): Iterable<{ id: Buffer; record: Buffer }> {
    const range = { low: Buffer.of(0), high: Buffer.alloc(17, 0xff), reverse: false, values: true };
    for (const { key, value } of scan(new TableSource(this.tables), 'sessions', range)) {
      yield { id: key, record: value };
    }
  }

  async deleteExpired(now: number): Promise<number> {
    let total = 0;
    for (const collection of this.ledger.catalog.list()) {
      for (const index of collection.indexes) {
        if (index.expireAfterSeconds === undefined || index.state !== 'ready') continue;
        total += await deleteExpiredOf(this.commits, collection, index, now);
      }
    }
    return total;
  }

  sizes(view: View, collection: Collection) {
    return estimateSizes(view, collection);
  }

  fileSize(): number {
    return sizeOfFile(join(this.options.dataDir, 'data.mdb'));
  }

  /** Lets writes under way finish, and refuses others. Open snapshots and transactions end. */
  async close(): Promise<void> {
    this.sweeper.close();
    const last = this.commits.submit(() => undefined, plainOperation());
    this.commits.close();
    await last;
    for (const transaction of this.transactions) this.abort(transaction);
    for (const snapshot of this.snapshots) snapshot.close();
    await this.checkpointer.close();
    await this.tables.close();
    this.lock.release();
  }
}

function notActive(transaction: Transaction): CommandError {
  return new CommandError(ErrorCode.NoSuchTransaction, `Transaction has been ${transaction.state}`);
}
