import type { Doc } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Catalog, CatalogCell, StoredCollection } from './catalog';
import { countKey, decodeCount } from './catalog-records';
import type { DirectWriter } from './direct-writer';
import { newIndexSpecs } from './index-spec';
import type { Ledger } from './ledger';
import { documentLock, type LockHolder, type LockTable, namespaceLock, uniqueLock, writeConflict } from './locks';
import { OverlaySource } from './overlay';
import { TableSource } from './source';
import type { ReadTransaction, TableName, Tables } from './tables';
import type { Collection, RecordId, Transaction, WriteView } from './types';
import { Writer } from './writer';

/** What transactions share with the store. */
export interface TransactionContext {
  readonly tables: Tables;
  readonly ledger: Ledger;
  readonly locks: LockTable;
}

/** A multi-document transaction: a snapshot, its own writes over it, and the locks on them. */
export class StoredTransaction implements Transaction, LockHolder {
  state: Transaction['state'] = 'active';
  readonly ended: Promise<void>;
  readonly writer: TransactionWriter;
  private readonly snapshot: ReadTransaction;
  private resolveEnded!: () => void;
  private readonly held: string[] = [];
  private readonly used = new Set<number>();

  constructor(private readonly context: TransactionContext) {
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
    this.snapshot = context.tables.beginRead();
    this.writer = new TransactionWriter(context, this, this.snapshot);
  }

  get view(): WriteView {
    return this.writer;
  }

  get dirty(): boolean {
    return this.writer.dirty;
  }

  /** Takes a lock; true when it is new. */
  lock(name: string): boolean {
    const { locks } = this.context;
    const holder = locks.holderOf(name);
    if (holder === this) return false;
    if (holder) throw writeConflict();
    locks.take(name, this);
    this.held.push(name);
    return true;
  }

  /** Keeps others from changing the indexes of a collection. */
  use(collectionId: number): void {
    if (this.state !== 'active' || this.used.has(collectionId)) return;
    this.used.add(collectionId);
    this.context.locks.use(collectionId, this);
  }

  end(state: 'committed' | 'aborted'): void {
    if (this.state !== 'active') return;
    this.state = state;
    for (const name of this.held) this.context.locks.release(name);
    for (const id of this.used) this.context.locks.leave(id, this);
    this.snapshot.done();
    this.resolveEnded();
  }
}

class TransactionWriter extends Writer {
  dirty = false;
  private readonly latest: TableSource;
  private readonly snapshotSource: TableSource;
  private readonly overlay: OverlaySource;
  private readonly own: CatalogCell & { readonly base: Catalog };
  private readonly counts = new Map<number, number>();
  /** Collections written to, by id, as they were in the snapshot (undefined: made by this transaction). */
  private readonly touched = new Map<number, StoredCollection | undefined>();

  constructor(
    private readonly context: TransactionContext,
    private readonly transaction: StoredTransaction,
    snapshot: ReadTransaction,
  ) {
    const base = context.ledger.catalog;
    const own = { catalog: base, base };
    const snapshotSource = new TableSource(context.tables, snapshot);
    const overlay = new OverlaySource(snapshotSource);
    super(overlay, own);
    this.own = own;
    this.overlay = overlay;
    this.snapshotSource = snapshotSource;
    this.latest = new TableSource(context.tables);
  }

  override count(collection: Collection): number {
    const before = decodeCount(this.snapshotSource.get('meta', countKey(collection.id)));
    return before + (this.counts.get(collection.id) ?? 0);
  }

  override collection(namespace: string): StoredCollection | undefined {
    const found = super.collection(namespace);
    if (found && this.own.base.byId.has(found.id)) this.transaction.use(found.id);
    return found;
  }

  override createCollection(namespace: string, options?: Doc): StoredCollection {
    this.transaction.lock(namespaceLock(namespace));
    return super.createCollection(namespace, options);
  }

  override dropCollection(): never {
    throw refused('drop a collection');
  }

  override renameCollection(): never {
    throw refused('rename a collection');
  }

  override dropIndex(): never {
    throw refused('drop an index');
  }

  override alterIndex(): never {
    throw refused('change an index');
  }

  override setOptions(): never {
    throw refused('change a collection');
  }

  /** Others may be writing to a collection that is not this transaction's own. */
  override createIndexes(collection: Collection, specs: readonly Doc[]): number {
    if (!this.own.base.byId.has(collection.id)) return super.createIndexes(collection, specs);
    if (newIndexSpecs(this.current(collection), specs).length === 0) return 0;
    throw refused(`create new indexes on existing collection ${collection.namespace}`);
  }

  protected override claimDocument(key: Buffer): void {
    if (!this.transaction.lock(documentLock(key))) return;
    if (!sameBytes(this.latest.get('documents', key), this.snapshotSource.get('documents', key))) throw writeConflict();
  }

  protected override claimUnique(key: Buffer): void {
    if (!this.transaction.lock(uniqueLock(key))) return;
    if (this.latest.recordId(key) !== this.snapshotSource.recordId(key)) throw writeConflict();
  }

  protected override put(table: TableName, key: Buffer, value: Buffer): void {
    this.overlay.set(table, key, value);
  }

  protected override delete(table: TableName, key: Buffer): void {
    this.overlay.set(table, key, undefined);
  }

  protected override addCount(collection: StoredCollection, change: number): void {
    this.counts.set(collection.id, (this.counts.get(collection.id) ?? 0) + change);
  }

  protected override allocateId(): number {
    return this.context.ledger.allocateId();
  }

  protected override allocateRecord(collection: StoredCollection): RecordId {
    return this.context.ledger.allocateRecord(collection);
  }

  protected override touch(collection: StoredCollection): void {
    this.dirty = true;
    if (!this.touched.has(collection.id)) this.touched.set(collection.id, this.own.base.byId.get(collection.id));
    this.requireUnchanged(this.touched.get(collection.id), collection);
  }

  protected override touchSession(): void {
    this.dirty = true;
  }

  /** A collection dropped, renamed, made by others or given another index meanwhile is a conflict. */
  private requireUnchanged(before: StoredCollection | undefined, own: StoredCollection): void {
    const { catalog } = this.context.ledger;
    if (!before) {
      if (catalog.byNamespace.has(own.namespace)) throw writeConflict();
      return;
    }
    const now = catalog.byId.get(before.id);
    if (!now || now.namespace !== before.namespace || now.indexes.length !== before.indexes.length)
      throw writeConflict();
    if (now.indexes.some((index, i) => index.id !== before.indexes[i]!.id)) throw writeConflict();
  }

  /** Applies everything within a group commit. Throws a conflict before the first effect. */
  applyTo(target: DirectWriter): void {
    for (const [id, before] of this.touched) this.requireUnchanged(before, this.own.catalog.byId.get(id)!);
    for (const [id, before] of this.touched) {
      const changed = this.own.catalog.byId.get(id)!;
      if (changed !== before) target.change(this.mergedWithCurrent(changed));
    }
    for (const { table, key, value } of this.overlay.all()) {
      if (value) target.put(table, key, value);
      else target.delete(table, key);
    }
    for (const [id, change] of this.counts) if (change !== 0) target.addCount(this.own.catalog.byId.get(id)!, change);
  }

  /** Others may have made an index multikey as well. */
  private mergedWithCurrent(changed: StoredCollection): StoredCollection {
    const current = this.context.ledger.catalog.byId.get(changed.id);
    if (!current) return changed;
    const indexes = current.indexes.map((index, i) => {
      const own = changed.indexes[i]!;
      return index.with({
        multikey: index.multikey || own.multikey,
        truncated: index.truncated || own.truncated,
        multikeyPaths: index.multikeyPaths.map((paths, field) => [
          ...new Set([...paths, ...own.multikeyPaths[field]!]),
        ]),
      });
    });
    const added = changed.indexes.slice(current.indexes.length);
    return current.with({ indexes: [...indexes, ...added] });
  }
}

function sameBytes(a: Buffer | undefined, b: Buffer | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.equals(b));
}

function refused(what: string): CommandError {
  return new CommandError(
    ErrorCode.OperationNotSupportedInTransaction,
    `Cannot ${what} in a multi-document transaction.`,
  );
}
