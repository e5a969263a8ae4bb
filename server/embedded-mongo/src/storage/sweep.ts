import { plainOperation } from '../operation';
import { nextGarbage, removeGarbage } from './catalog-records';
import type { DirectWriter } from './direct-writer';
import type { GroupCommit } from './group-commit';
import { afterPrefix, TableSource } from './source';
import { prefixOf, type Tables } from './tables';

const CHUNK_ENTRIES = 1000;
const PAUSE_MS = 2;

/** Deletes in the background, a little at a time, what dropped collections and indexes left behind. */
export class Sweeper {
  private running = false;
  private closed = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly tables: Tables,
    private readonly commits: GroupCommit,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** There may be something to sweep. */
  wake(): void {
    if (this.running || this.closed) return;
    this.running = true;
    this.schedule();
  }

  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private schedule(): void {
    this.timer = setTimeout(() => void this.step(), PAUSE_MS).unref();
  }

  private async step(): Promise<void> {
    try {
      const more = await this.commits.submitDirect((view) => this.sweep(view), plainOperation());
      this.running = more && !this.closed;
    } catch (error) {
      this.running = false;
      if (!this.closed) this.onFailure(error);
    }
    if (this.running) this.schedule();
  }

  private sweep(view: DirectWriter): boolean {
    const garbage = nextGarbage(this.tables);
    if (!garbage) return false;
    const low = prefixOf(garbage.id);
    const range = { low, high: afterPrefix(low), reverse: false, values: false };
    const { entries, next } = new TableSource(this.tables).chunk(garbage.table, range, {
      count: CHUNK_ENTRIES,
      bytes: Number.POSITIVE_INFINITY,
    });
    for (const { key } of entries) view.delete(garbage.table, key);
    if (next === undefined) removeGarbage(this.tables, garbage);
    return true;
  }
}
