import { CommandError } from '../errors';
import type { Snapshot, StorageEngine, View } from '../storage/types';
import type { LogicalClock } from './clock';

/** How long a point in time stays readable, and how many at once: each keeps old pages of the data file alive. */
const HISTORY_MS = 60_000;
const LIMIT = 64;

interface Pinned {
  readonly snapshot: Snapshot;
  readonly expiresAt: number;
  users: number;
}

/** Points in time that snapshot reads outside transactions come back to by `atClusterTime`. */
export class PinnedSnapshots {
  private readonly byTime = new Map<bigint, Pinned>();

  constructor(
    private readonly storage: StorageEngine,
    private readonly clock: LogicalClock,
  ) {}

  /** Opens the data as of `at`, or as of now, which then stays readable for a minute. */
  open(at: bigint | undefined): { view: View; time: bigint; close(): void } {
    this.sweep(Date.now());
    const time = at ?? this.clock.tick();
    let pinned = this.byTime.get(time);
    if (!pinned) {
      // Nothing was written since the clock's time, so that the data as of then is the data as of now.
      if (at !== undefined && at < this.clock.now) {
        throw new CommandError(239, 'Read timestamp is older than the oldest available timestamp.');
      }
      if (this.byTime.size >= LIMIT) this.dropOldest();
      pinned = { snapshot: this.storage.snapshot(), expiresAt: Date.now() + HISTORY_MS, users: 0 };
      this.byTime.set(time, pinned);
    }
    const used = pinned;
    used.users += 1;
    return { view: used.snapshot, time, close: () => this.release(time, used) };
  }

  /** Closes what is past its time and not being read. */
  sweep(now: number): void {
    for (const [time, pinned] of this.byTime) {
      if (pinned.expiresAt <= now) this.drop(time, pinned);
    }
  }

  closeAll(): void {
    for (const [time, pinned] of this.byTime) this.drop(time, pinned);
  }

  private dropOldest(): void {
    const [oldest] = this.byTime;
    if (oldest) this.drop(...oldest);
  }

  private drop(time: bigint, pinned: Pinned): void {
    this.byTime.delete(time);
    if (pinned.users === 0) pinned.snapshot.close();
  }

  private release(time: bigint, pinned: Pinned): void {
    pinned.users -= 1;
    if (pinned.users === 0 && this.byTime.get(time) !== pinned) pinned.snapshot.close();
  }
}
