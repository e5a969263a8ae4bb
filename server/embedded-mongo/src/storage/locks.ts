import { CommandError, ErrorCode } from '../errors';

/** Somebody who holds locks: a multi-document transaction. */
export interface LockHolder {
  /** Resolves when the holder has ended and its locks are free. */
  readonly ended: Promise<void>;
}

/** Thrown to a write outside transactions that meets a lock: it waits for the holder to end and runs again. */
export class LockedByTransaction extends Error {
  constructor(readonly holder: LockHolder) {
    super('locked by a transaction');
  }
}

/** Documents and unique keys that open transactions have written. The first writer wins. */
export class LockTable {
  private readonly holders = new Map<string, LockHolder>();
  /** Transactions that have looked into a collection, by its id. */
  private readonly users = new Map<number, Set<LockHolder>>();

  /** False while no transaction has written anything: then nothing needs to be asked. */
  get inUse(): boolean {
    return this.holders.size > 0;
  }

  holderOf(name: string): LockHolder | undefined {
    return this.holders.get(name);
  }

  take(name: string, holder: LockHolder): void {
    this.holders.set(name, holder);
  }

  release(name: string): void {
    this.holders.delete(name);
  }

  /** Notes that a transaction uses a collection: others must not change its indexes until it ends. */
  use(collectionId: number, user: LockHolder): void {
    const users = this.users.get(collectionId);
    if (users) users.add(user);
    else this.users.set(collectionId, new Set([user]));
  }

  /** The transaction has ended. */
  leave(collectionId: number, user: LockHolder): void {
    const users = this.users.get(collectionId);
    users?.delete(user);
    if (users?.size === 0) this.users.delete(collectionId);
  }

  /** One of the transactions that use a collection. */
  userOf(collectionId: number): LockHolder | undefined {
    return this.users.get(collectionId)?.values().next().value;
  }
}

/** Name of the lock on a document, by its key. */
export function documentLock(key: Buffer): string {
  return `d${key.toString('latin1')}`;
}

/** Name of the lock on a key of a unique index. */
export function uniqueLock(key: Buffer): string {
  return `u${key.toString('latin1')}`;
}

/** Name of the lock on the name of a collection to be made. */
export function namespaceLock(namespace: string): string {
  return `n${namespace}`;
}

/** A transaction met another writer. */
export function writeConflict(): CommandError {
  return new CommandError(
    ErrorCode.WriteConflict,
    'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.',
    undefined,
    ['TransientTransactionError'],
  );
}
