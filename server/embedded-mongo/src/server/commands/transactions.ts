import { type Doc, docOf } from '../../bson/values';
import { CommandError } from '../../errors';
import { fieldRules } from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import type { Session } from '../sessions/session';
import { commitTransaction } from '../sessions/transaction-steps';

const fields = fieldRules({ recoveryToken: 'object', commitTimestamp: ['timestamp'] });
const traits = { fields, adminOnly: true, writes: true, inTransactions: true, stableApi: true };

/** commitTransaction and abortTransaction. */
export const transactionCommands: CommandTable = {
  commitTransaction: { ...traits, run: commit },
  abortTransaction: { ...traits, run: abort },
};

function sessionInTransaction(context: CommandContext): Session {
  const { session, command, name } = context;
  if (session && command.get('autocommit') === false) return session;
  throw new CommandError(125, `${name} must be run within a transaction`);
}

async function commit(context: CommandContext): Promise<Doc> {
  const session = sessionInTransaction(context);
  const { sessions, storage, clock } = context.services;
  const wasCommitted = session.state === 'committed';
  await commitTransaction(session, sessions, storage);
  if (!wasCommitted) clock.tick();
  return docOf({});
}

function abort(context: CommandContext): Doc {
  const session = sessionInTransaction(context);
  context.services.sessions.abortTransaction(session);
  return docOf({});
}
