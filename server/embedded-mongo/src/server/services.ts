import type { Doc } from '../bson/values';
import type { StorageEngine } from '../storage/types';
import type { LogicalClock } from './clock';
import type { CursorRegistry } from './cursors/cursors';
import type { FailPoints } from './failpoints';
import type { PinnedSnapshots } from './pinned-snapshots';
import type { Sessions } from './sessions/sessions';

/** Figures that serverStatus shows. */
export interface Counters {
  commands: number;
  inserted: number;
  updated: number;
  deleted: number;
  queries: number;
  getMores: number;
}

/** What all commands share. */
export interface Services {
  readonly storage: StorageEngine;
  readonly clock: LogicalClock;
  readonly sessions: Sessions;
  readonly cursors: CursorRegistry;
  readonly pinnedSnapshots: PinnedSnapshots;
  /** Absent where test commands are off. */
  readonly failPoints: FailPoints | undefined;
  readonly counters: Counters;
  readonly startedAt: number;
  /** host:port as clients are to use it. */
  address(): string;
  /** Entries of currentOp. */
  runningOperations(): Doc[];
  connectionCounts(): { current: number; totalCreated: number };
  /** Stops the server after the reply has been sent. */
  shutdown(): void;
}

/** Name and version that the server gives itself. */
export const REPLICA_SET = 'rs0';
export const SERVER_VERSION = '7.0.99';
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
export const MAX_WRITE_BATCH = 100_000;
