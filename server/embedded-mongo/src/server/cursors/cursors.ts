import { randomInt } from 'node:crypto';
import type { Tick } from '../../operation';
import type { CommandOperation } from '../command-operation';

/** Where the documents of a cursor come from. */
export interface DocumentSource {
  /** Encoded documents and pauses. */
  readonly documents: Iterator<Buffer | Tick>;
  /** True once the source knows that it has no more, though it was not asked yet (a limit was reached). */
  exhausted?(): boolean;
  /** Gives back what the reading holds (its snapshot). */
  close(): void;
}

/** Who may go on reading a cursor. */
export interface CursorOwner {
  readonly sessionKey?: string;
  /** Set where the cursor belongs to a multi-document transaction. */
  readonly txnNumber?: bigint;
}

/** A reading that a client continues with getMore. */
export interface Cursor extends CursorOwner {
  readonly id: bigint;
  readonly namespace: string;
  readonly source: DocumentSource;
  readonly operation: CommandOperation;
  /** Document that was read but did not fit into the last batch. */
  pending?: Buffer;
  /** Milliseconds left of the command's maxTimeMS; Infinity for no limit. */
  remainingMs: number;
  readonly noTimeout: boolean;
  lastUse: number;
  /** A getMore is running: it closes the cursor itself when it was killed meanwhile. */
  busy: boolean;
  killed: boolean;
}

/** Milliseconds an unused cursor lives. */
export const CURSOR_TIMEOUT_MS = 10 * 60_000;

/** Cursors that clients have open. */
export class CursorRegistry {
  private readonly byId = new Map<bigint, Cursor>();

  /** Registers a reading under a new id, which cannot be guessed from others. */
  open(fields: Omit<Cursor, 'id' | 'lastUse' | 'busy' | 'killed'>): Cursor {
    let id = 0n;
    while (id === 0n || this.byId.has(id)) id = (BigInt(randomInt(2 ** 31)) << 31n) | BigInt(randomInt(2 ** 31));
    const cursor: Cursor = { ...fields, id, lastUse: Date.now(), busy: false, killed: false };
    this.byId.set(id, cursor);
    return cursor;
  }

  get(id: bigint): Cursor | undefined {
    return this.byId.get(id);
  }

  get size(): number {
    return this.byId.size;
  }

  /** Forgets a cursor and closes its reading, at once or when the getMore that runs has stopped. */
  kill(cursor: Cursor): void {
    this.byId.delete(cursor.id);
    cursor.killed = true;
    if (cursor.busy) cursor.operation.interrupted = true;
    else closeSource(cursor.source);
  }

  /** Kills the cursors of a session that has ended. */
  killSession(sessionKey: string): void {
    for (const cursor of this.byId.values()) if (cursor.sessionKey === sessionKey) this.kill(cursor);
  }

  /** Kills the cursors of the transaction that a session was in. */
  killTransaction(sessionKey: string): void {
    for (const cursor of this.byId.values()) {
      if (cursor.sessionKey === sessionKey && cursor.txnNumber !== undefined) this.kill(cursor);
    }
  }

  /** Kills the cursors of a collection that is going away. */
  killNamespaces(concerns: (namespace: string) => boolean): void {
    for (const cursor of this.byId.values()) if (concerns(cursor.namespace)) this.kill(cursor);
  }

  /** Kills cursors that nobody has used for ten minutes. */
  sweep(now: number): void {
    for (const cursor of this.byId.values()) {
      if (!cursor.noTimeout && !cursor.busy && now - cursor.lastUse > CURSOR_TIMEOUT_MS) this.kill(cursor);
    }
  }

  closeAll(): void {
    for (const cursor of this.byId.values()) this.kill(cursor);
  }
}

/** Ends a reading: its generators first, for they may still touch the snapshot that `close` gives back. */
export function closeSource(source: DocumentSource): void {
  try {
    source.documents.return?.();
  } finally {
    source.close();
  }
}
