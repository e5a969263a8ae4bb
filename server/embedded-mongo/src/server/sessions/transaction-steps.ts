import type { Doc } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import type { StorageEngine, Transaction } from '../../storage/types';
import type { Session } from './session';
import { encodeSessionRecord, type SessionRecord } from './session-record';
import type { Sessions } from './sessions';
import { StatementLog } from './statement-log';
import { formatUuid } from './uuid';

/** The fields of a command that place it in a transaction or make it a retryable write. */
export interface TransactionFields {
  readonly txnNumber: bigint;
  /** `autocommit: false`: part of a multi-document transaction. */
  readonly inTransaction: boolean;
  readonly starts: boolean;
}

/** Reads and checks txnNumber, autocommit and startTransaction; undefined where the command carries no transaction number. */
export function transactionFields(command: Doc): TransactionFields | undefined {
  const txnNumber = command.get('txnNumber');
  const autocommit = command.get('autocommit');
  const start = command.get('startTransaction');
  if (txnNumber === undefined && autocommit === undefined && start === undefined) return undefined;
  const refuse = (message: string) => new CommandError(ErrorCode.InvalidOptions, message);
  if (start !== undefined && autocommit === undefined) {
    throw refuse("'startTransaction' field requires 'autocommit' field to also be specified");
  }
  if (autocommit !== undefined && txnNumber === undefined) {
    throw refuse("'autocommit' field requires a transaction number to also be specified");
  }
  if (typeof txnNumber !== 'bigint') {
    throw new CommandError(ErrorCode.TypeMismatch, "BSON field 'txnNumber' is the wrong type, expected type 'long'");
  }
  if (command.get('lsid') === undefined) throw refuse('Transaction number requires a session ID to also be specified');
  if (txnNumber < 0n) throw refuse('Transaction number cannot be negative');
  if (autocommit !== undefined && autocommit !== false) throw refuse('Specifying autocommit=true is not allowed.');
  if (start !== undefined && start !== true) throw refuse('Specifying startTransaction=false is not allowed.');
  return { txnNumber, inTransaction: autocommit === false, starts: start === true };
}

/** Refuses a transaction number older than the session's latest. */
export function refuseStaleNumber(session: Session, txnNumber: bigint, what: 'transaction' | 'retryable write'): void {
  if (txnNumber >= session.txnNumber) return;
  throw new CommandError(
    ErrorCode.TransactionTooOld,
    `Cannot start ${what} with { txnNumber: ${txnNumber} } on session ${formatUuid(session.id)} because a newer ` +
      `transaction with txnNumber { txnNumber: ${session.txnNumber} } has already started on this session.`,
  );
}

/** Begins the transaction of a session at a new number. A transaction still running at an older number is aborted. */
export function beginTransaction(
  session: Session,
  txnNumber: bigint,
  sessions: Sessions,
  storage: StorageEngine,
): void {
  refuseStaleNumber(session, txnNumber, 'transaction');
  if (txnNumber === session.txnNumber && session.state !== 'none') {
    throw new CommandError(
      ErrorCode.ConflictingOperationInProgress,
      'Only servers in a sharded cluster can start a new transaction at the active transaction number',
    );
  }
  sessions.abortTransaction(session);
  session.txnNumber = txnNumber;
  session.state = 'active';
  session.startedAt = Date.now();
  session.record = undefined;
  session.transaction = storage.begin();
}

/** Checks that a command may continue the transaction `txnNumber`; `commits` for commitTransaction, which may be repeated. */
export function continueTransaction(session: Session, txnNumber: bigint, commits: boolean): void {
  refuseStaleNumber(session, txnNumber, 'transaction');
  if (txnNumber > session.txnNumber || session.state === 'retryable' || session.state === 'none') {
    throw new CommandError(
      ErrorCode.NoSuchTransaction,
      `Given transaction number ${txnNumber} does not match any in-progress transactions. ` +
        `The active transaction number is ${session.txnNumber}`,
    );
  }
  if (session.state === 'aborted') {
    throw new CommandError(
      ErrorCode.NoSuchTransaction,
      `Transaction with { txnNumber: ${txnNumber} } has been aborted.`,
    );
  }
  if (session.state === 'committed' && !commits) {
    throw new CommandError(
      ErrorCode.TransactionCommitted,
      `Transaction with { txnNumber: ${txnNumber} } has been committed.`,
    );
  }
}

/** The running transaction of a session. */
export function runningTransaction(session: Session): Transaction {
  if (session.state !== 'active' || !session.transaction) {
    throw new CommandError(
      ErrorCode.NoSuchTransaction,
      `Transaction with { txnNumber: ${session.txnNumber} } has been aborted.`,
    );
  }
  return session.transaction;
}

/** Commits. The fact is kept in the same write as the data, so that a repeated commit succeeds also after a restart. */
export async function commitTransaction(session: Session, sessions: Sessions, storage: StorageEngine): Promise<void> {
  if (session.state === 'committed') return;
  const transaction = runningTransaction(session);
  sessions.endedTransaction(session);
  const record: SessionRecord = { txnNumber: session.txnNumber, kind: 'committed', statements: new StatementLog() };
  try {
    // A transaction that only read leaves nothing that a repeated commit could contradict.
    const keep = transaction.dirty ? encodeSessionRecord(record, Date.now()) : undefined;
    await storage.commit(transaction, keep && ((view) => view.putSession(session.id, keep)));
  } catch (error) {
    session.state = 'aborted';
    session.transaction = undefined;
    throw error;
  }
  session.state = 'committed';
  session.transaction = undefined;
  session.record = record;
}
