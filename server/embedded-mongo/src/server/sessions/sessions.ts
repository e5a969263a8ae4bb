import { Binary, type Doc, docOf, isDoc, UtcDate, type Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import type { StorageEngine } from '../../storage/types';
import { Session } from './session';
import { decodeSessionRecord } from './session-record';

/** Minutes a session lives without being used, as `hello` advertises them. */
export const SESSION_TIMEOUT_MINUTES = 30;
const TIMEOUT_MS = SESSION_TIMEOUT_MINUTES * 60_000;
const SESSION_LIMIT = 200_000;

/** Reads a logical session id `{ id: UUID }`. */
export function sessionId(lsid: Value | undefined): Buffer {
  if (!isDoc(lsid)) throw new CommandError(ErrorCode.TypeMismatch, 'a logical session id must be an object');
  for (const field of lsid.keys()) {
    if (field === 'id' || field === 'uid') continue;
    throw new CommandError(40415, `BSON field 'lsid.${field}' is an unknown field.`);
  }
  const id = lsid.get('id');
  if (id === undefined) throw new CommandError(40414, "BSON field 'lsid.id' is missing but a required field");
  if (!(id instanceof Binary) || id.subtype !== 4) {
    throw new CommandError(ErrorCode.TypeMismatch, "BSON field 'lsid.id' is the wrong type, expected a UUID");
  }
  if (id.bytes.length !== 16) throw new CommandError(207, 'uuid must be a 16-byte binary field with UUID (4) subtype');
  return Buffer.from(id.bytes);
}

/** All sessions in use. */
export class Sessions {
  private readonly byKey = new Map<string, Session>();
  private readonly endCallbacks: ((key: string) => void)[] = [];
  private readonly transactionEndCallbacks: ((key: string) => void)[] = [];

  constructor(
    private readonly storage: StorageEngine,
    private readonly transactionLifetimeMs: () => number,
  ) {}

  /** `callback` gets the key of each session that has been ended or killed (its cursors go with it). */
  onEnd(callback: (key: string) => void): void {
    this.endCallbacks.push(callback);
  }

  /** `callback` gets the key of each session whose transaction has ended, before its data goes. */
  onTransactionEnd(callback: (key: string) => void): void {
    this.transactionEndCallbacks.push(callback);
  }

  /** The session with this id, made when it is new. Counts as use. */
  use(id: Buffer): Session {
    const key = id.toString('latin1');
    let session = this.byKey.get(key);
    if (!session) {
      if (this.byKey.size >= SESSION_LIMIT) {
        throw new CommandError(
          261,
          'Unable to add session into the cache because the number of active sessions is too high',
        );
      }
      session = new Session(key, id);
      this.byKey.set(key, session);
    }
    session.lastUse = Date.now();
    return session;
  }

  /** Loads what an earlier run of the server kept for the session. */
  restore(session: Session): void {
    if (session.restored) return;
    session.restored = true;
    const bytes = this.read(session.id);
    if (!bytes) return;
    const record = decodeSessionRecord(bytes);
    session.txnNumber = record.txnNumber;
    session.state = record.kind;
    session.record = record;
  }

  private read(id: Buffer): Buffer | undefined {
    const snapshot = this.storage.snapshot();
    try {
      return snapshot.session(id);
    } finally {
      snapshot.close();
    }
  }

  /** Aborts the session's transaction when one is running. Only for the command that holds the session. */
  abortTransaction(session: Session): void {
    session.abortWanted = false;
    if (session.state !== 'active') return;
    session.state = 'aborted';
    const { transaction } = session;
    session.transaction = undefined;
    this.endedTransaction(session);
    if (transaction) this.storage.abort(transaction);
  }

  /** To be called when a transaction has ended: its cursors read data that is about to go. */
  endedTransaction(session: Session): void {
    for (const callback of this.transactionEndCallbacks) callback(session.key);
  }

  /** Aborts from outside: at once, or when the command that is using the transaction has stopped. */
  private abortFromOutside(session: Session): void {
    if (session.isBusy) session.abortWanted = true;
    else this.abortTransaction(session);
  }

  /** Stops what the session does, aborts its transaction, closes its cursors. */
  kill(key: string): void {
    const session = this.byKey.get(key);
    if (!session) return;
    session.interrupt();
    this.abortFromOutside(session);
    for (const callback of this.endCallbacks) callback(key);
  }

  killAll(): void {
    for (const key of [...this.byKey.keys()]) this.kill(key);
  }

  /** Like `kill`, and forgets the session. */
  end(key: string): void {
    const session = this.byKey.get(key);
    if (!session) return;
    this.kill(key);
    if (!session.isBusy) this.byKey.delete(key);
  }

  /** Aborts transactions that run too long, forgets sessions not used for half an hour. */
  sweep(now: number): void {
    for (const session of this.byKey.values()) {
      if (session.state === 'active' && now - session.startedAt >= this.transactionLifetimeMs()) {
        session.interrupt();
        this.abortFromOutside(session);
      }
      if (now - session.lastUse > TIMEOUT_MS && session.operations.size === 0) this.end(session.key);
    }
  }

  /** Removes the kept records of sessions that ended long ago. */
  async removeOldRecords(now: number): Promise<void> {
    const old: Buffer[] = [];
    for (const { id, record } of this.storage.sessions()) {
      if (this.byKey.has(id.toString('latin1'))) continue;
      if (now - decodeSessionRecord(record).writtenAt > TIMEOUT_MS) old.push(Buffer.from(id));
      if (old.length >= 1000) break;
    }
    if (old.length === 0) return;
    await this.storage.write(
      (view) => {
        for (const id of old) view.putSession(id, undefined);
      },
      { now, deadline: Number.POSITIVE_INFINITY, variables: new Map() },
    );
  }

  /** Number of sessions, and of running transactions. */
  get counts(): { sessions: number; transactions: number } {
    let transactions = 0;
    for (const session of this.byKey.values()) if (session.state === 'active') transactions += 1;
    return { sessions: this.byKey.size, transactions };
  }

  /** Entries of `$listLocalSessions`. */
  *list(): Iterable<Doc> {
    for (const session of this.byKey.values()) {
      yield docOf({
        _id: docOf({ id: new Binary(session.id, 4), uid: new Binary(Buffer.alloc(32), 0) }),
        lastUse: new UtcDate(session.lastUse),
      });
    }
  }
}
