import type { Catalog } from './catalog';
import { TableSource } from './source';
import type { ReadTransaction, Tables } from './tables';
import type { Snapshot } from './types';
import { StorageView } from './view';

/** The data as of one moment, until it is closed. */
export class SnapshotView extends StorageView implements Snapshot {
  private readonly transaction: ReadTransaction;
  private closed = false;

  constructor(
    tables: Tables,
    catalog: Catalog,
    private readonly onClose: () => void,
  ) {
    const transaction = tables.beginRead();
    super(new TableSource(tables, transaction), { catalog });
    this.transaction = transaction;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.transaction.done();
    this.onClose();
  }
}
