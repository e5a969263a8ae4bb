import type { Doc } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { CommandContext, CommandDefinition } from './command';
import type { ReadConcern } from './generic-arguments';
import type { Reply } from './reply-body';
import { beginRetryableWrite } from './sessions/retryable-write';
import type { Session } from './sessions/session';
import {
  beginTransaction,
  continueTransaction,
  runningTransaction,
  type TransactionFields,
} from './sessions/transaction-steps';

const ENDS_TRANSACTION: ReadonlySet<string> = new Set(['commitTransaction', 'abortTransaction']);
const DATABASES_WITHOUT_TRANSACTIONS: ReadonlySet<string> = new Set(['admin', 'config', 'local']);

/** True for the two commands that end a transaction. */
export function endsTransaction(name: string): boolean {
  return ENDS_TRANSACTION.has(name);
}

/** Checks that the command may carry a transaction number the way it does. */
export function checkTransactionUse(
  context: CommandContext,
  definition: CommandDefinition,
  fields: TransactionFields,
  readConcern: ReadConcern | undefined,
): void {
  const { name, database, command } = context;
  if (!fields.inTransaction) {
    if (definition.retryable) return;
    throw new CommandError(
      50768,
      'txnNumber may only be provided for multi-document transactions and retryable write commands. autocommit:false ' +
        `was not provided, and ${name} is not a retryable write command.`,
    );
  }
  if (!definition.inTransactions) {
    throw new CommandError(
      ErrorCode.OperationNotSupportedInTransaction,
      `Cannot run '${name}' in a multi-document transaction.`,
    );
  }
  if (endsTransaction(name)) return;
  if (DATABASES_WITHOUT_TRANSACTIONS.has(database)) {
    throw new CommandError(
      ErrorCode.OperationNotSupportedInTransaction,
      `Cannot run command against the '${database}' database in a transaction.`,
    );
  }
  const refuse = (message: string) => new CommandError(ErrorCode.InvalidOptions, message);
  if (command.has('writeConcern')) throw refuse('writeConcern is not allowed within a multi-statement transaction');
  if (!readConcern) return;
  if (!fields.starts) throw refuse('Only the first command in a transaction may specify a readConcern');
  if (readConcern.level === 'available' || readConcern.level === 'linearizable') {
    throw refuse(
      "The readConcern level must be either 'local' (default), 'majority' or 'snapshot' in order to run in a transaction",
    );
  }
  if (readConcern.atClusterTime !== undefined)
    throw refuse('readConcern.atClusterTime is not supported in transactions');
}

/** Runs a command that carries a transaction number, alone in its session. */
export function runWithTransactionNumber(
  context: CommandContext,
  session: Session,
  fields: TransactionFields,
  run: () => Promise<Reply>,
): Promise<Reply> {
  const { sessions } = context.services;
  return session.exclusively(async () => {
    sessions.restore(session);
    if (session.abortWanted) sessions.abortTransaction(session);
    try {
      return fields.inTransaction
        ? await runInTransaction(context, session, fields, run)
        : await runRetryable(context, session, fields, run);
    } finally {
      if (session.abortWanted) sessions.abortTransaction(session);
    }
  });
}

async function runRetryable(
  context: CommandContext,
  session: Session,
  fields: TransactionFields,
  run: () => Promise<Reply>,
): Promise<Reply> {
  context.retryable = beginRetryableWrite(session, fields.txnNumber, context.command, context.services.sessions);
  return run();
}

async function runInTransaction(
  context: CommandContext,
  session: Session,
  fields: TransactionFields,
  run: () => Promise<Reply>,
): Promise<Reply> {
  const { sessions, storage } = context.services;
  if (fields.starts) beginTransaction(session, fields.txnNumber, sessions, storage);
  else continueTransaction(session, fields.txnNumber, context.name === 'commitTransaction');
  if (endsTransaction(context.name)) return run();
  context.transaction = runningTransaction(session);
  try {
    const reply = await run();
    if (session.abortWanted) {
      throw new CommandError(
        ErrorCode.NoSuchTransaction,
        `Transaction with { txnNumber: ${fields.txnNumber} } has been aborted.`,
      );
    }
    if (hasWriteErrors(reply)) sessions.abortTransaction(session);
    return reply;
  } catch (error) {
    sessions.abortTransaction(session);
    throw error;
  }
}

function hasWriteErrors(reply: Reply): reply is Doc {
  return reply instanceof Map && reply.has('writeErrors');
}
