import type { Doc } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import type { WriteView } from '../../storage/types';
import { arrayField, numberField } from '../arguments';
import type { Session } from './session';
import { encodeSessionRecord, type SessionRecord } from './session-record';
import type { Sessions } from './sessions';
import { StatementLog, type StatementResult } from './statement-log';
import { refuseStaleNumber } from './transaction-steps';

/** Results of statements, by their number, as a group of writes produced them. */
export type StatementResults = readonly (readonly [statement: number, result: StatementResult])[];

/**
 * One retryable write: knows which of its statements an earlier attempt executed, and keeps the results of the others
 * in the same write that applies them.
 */
export class RetryableWrite {
  /** Statements of this attempt that had been executed before, for `retriedStmtIds`. */
  readonly retried: number[] = [];
  private readonly statementIds: readonly number[] | undefined;
  private readonly firstStatement: number;

  constructor(
    private readonly session: Session,
    command: Doc,
  ) {
    this.statementIds = arrayField(command, 'stmtIds') as number[] | undefined;
    this.firstStatement = numberField(command, 'stmtId') ?? 0;
  }

  /** Number of the statement at a place of the command's list. */
  statementId(index: number): number {
    return this.statementIds?.[index] ?? this.firstStatement + index;
  }

  /** What the statement did when an earlier attempt executed it. */
  executed(statement: number): StatementResult | undefined {
    return this.session.record?.statements.find(statement);
  }

  /** Whole answer of an earlier attempt (findAndModify). */
  get earlierReply(): Doc | undefined {
    return this.session.record?.reply;
  }

  /** Keeps results within a write. The write may run again, so nothing in memory changes here: see `remember`. */
  persist(view: WriteView, results: StatementResults, reply?: Doc): void {
    if (results.length === 0 && !reply) return;
    view.putSession(this.session.id, encodeSessionRecord(this.recordWith(results, reply), Date.now()));
  }

  /** Takes over what `persist` kept, once the write is durable. */
  remember(results: StatementResults, reply?: Doc): void {
    if (results.length > 0 || reply) this.session.record = this.recordWith(results, reply);
  }

  private recordWith(results: StatementResults, reply?: Doc): SessionRecord {
    const statements = (this.session.record?.statements ?? new StatementLog()).with(results);
    return { txnNumber: this.session.txnNumber, kind: 'retryable', statements, reply };
  }
}

/** Begins or repeats the retryable write `txnNumber`. */
export function beginRetryableWrite(
  session: Session,
  txnNumber: bigint,
  command: Doc,
  sessions: Sessions,
): RetryableWrite {
  refuseStaleNumber(session, txnNumber, 'retryable write');
  if (txnNumber === session.txnNumber && session.state !== 'retryable' && session.state !== 'none') {
    throw new CommandError(
      ErrorCode.IllegalOperation,
      `Retryable write with { txnNumber: ${txnNumber} } is prohibited because a transaction with the same number has already started.`,
    );
  }
  if (txnNumber > session.txnNumber) {
    sessions.abortTransaction(session);
    session.txnNumber = txnNumber;
    session.record = undefined;
  }
  session.state = 'retryable';
  return new RetryableWrite(session, command);
}
