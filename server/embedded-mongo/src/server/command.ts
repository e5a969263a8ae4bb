import type { Doc } from '../bson/values';
import type { Transaction } from '../storage/types';
import type { FieldRules } from './arguments';
import type { CommandOperation } from './command-operation';
import type { ClientConnection } from './connections';
import type { Reply } from './reply-body';
import type { Services } from './services';
import type { RetryableWrite } from './sessions/retryable-write';
import type { Session } from './sessions/session';

/** One command being run. */
export interface CommandContext {
  readonly services: Services;
  readonly connection: ClientConnection;
  /** Name as the client wrote it; the first field of the command. */
  readonly name: string;
  readonly database: string;
  readonly command: Doc;
  /** Raw documents that came beside the command, by field name. */
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
  readonly operation: CommandOperation;
  /** Session the command belongs to. */
  readonly session?: Session;
  /** Set inside a multi-document transaction. */
  transaction?: Transaction;
  /** Set for a write with a transaction number outside a transaction. */
  retryable?: RetryableWrite;
}

/** How a command relates to read and write concerns, transactions and API version 1. */
export interface CommandTraits {
  /** Accepts a readConcern other than local. */
  readonly reads?: boolean;
  /** May read at `readConcern: { level: 'snapshot' }` outside transactions. */
  readonly readsSnapshots?: boolean;
  /** Accepts a writeConcern. */
  readonly writes?: boolean;
  /** May run in a multi-document transaction. */
  readonly inTransactions?: boolean;
  /** Takes a transaction number outside transactions. */
  readonly retryable?: boolean;
  /** Only against the admin database. */
  readonly adminOnly?: boolean;
  /** Part of API version 1 (apiStrict). */
  readonly stableApi?: boolean;
  /** Only there when test commands are on. */
  readonly testOnly?: boolean;
  /** Fields are not checked (handshakes, which drivers extend as they like). */
  readonly acceptsAnyField?: boolean;
}

/** A command: its fields and what it does. */
export interface CommandDefinition extends CommandTraits {
  readonly fields: FieldRules;
  run(context: CommandContext): Reply | Promise<Reply>;
}

/** Commands of one file by name. */
export type CommandTable = Readonly<Record<string, CommandDefinition>>;
