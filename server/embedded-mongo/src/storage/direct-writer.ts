import type { Doc } from '../bson/values';
import type { StoredCollection } from './catalog';
import type { Ledger } from './ledger';
import { documentLock, LockedByTransaction, type LockTable, namespaceLock, uniqueLock } from './locks';
import { TableSource } from './source';
import type { TableName, Tables } from './tables';
import type { Collection, IndexInfo, RecordId } from './types';
import { Writer } from './writer';

/** Writes straight into the running LMDB write transaction. */
export class DirectWriter extends Writer {
  /** Number of changes since the last `effects = 0`: tells whether a failed write has to be undone. */
  effects = 0;

  constructor(
    private readonly tables: Tables,
    private readonly ledger: Ledger,
    private readonly locks: LockTable,
  ) {
    super(new TableSource(tables), ledger);
  }

  override count(collection: Collection): number {
    return this.ledger.count(collection.id);
  }

  override createCollection(namespace: string, options?: Doc): StoredCollection {
    if (this.locks.inUse) this.requireFree(namespaceLock(namespace));
    return super.createCollection(namespace, options);
  }

  override dropIndex(collection: Collection, index: IndexInfo): void {
    this.requireUnused(collection);
    super.dropIndex(collection, index);
  }

  /** Lets a change of indexes wait for the transactions that use the collection: they could not commit after it. */
  requireUnused(collection: Collection): void {
    const user = this.locks.userOf(collection.id);
    if (user) throw new LockedByTransaction(user);
  }

  protected override claimDocument(key: Buffer): void {
    if (this.locks.inUse) this.requireFree(documentLock(key));
  }

  protected override claimUnique(key: Buffer): void {
    if (this.locks.inUse) this.requireFree(uniqueLock(key));
  }

  private requireFree(name: string): void {
    const holder = this.locks.holderOf(name);
    if (holder) throw new LockedByTransaction(holder);
  }

  /** Also used to apply a transaction, whose locks are its own. */
  override put(table: TableName, key: Buffer, value: Buffer): void {
    this.effects++;
    this.tables.put(table, key, value);
  }

  override delete(table: TableName, key: Buffer): void {
    this.effects++;
    this.tables.remove(table, key);
  }

  override addCount(collection: StoredCollection, change: number): void {
    this.ledger.addCount(collection.id, change);
  }

  protected override allocateId(): number {
    return this.ledger.allocateId();
  }

  protected override allocateRecord(collection: StoredCollection): RecordId {
    return this.ledger.allocateRecord(collection);
  }

  protected override touch(): void {
    this.effects++;
  }

  protected override touchSession(): void {
    this.effects++;
  }
}
