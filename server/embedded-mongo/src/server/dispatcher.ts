import { setTimeout as sleep } from 'node:timers/promises';
import { encodeDocument } from '../bson/encode';
import type { Doc } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { checkType, fieldRules } from './arguments';
import type { CommandContext, CommandDefinition } from './command';
import { CommandOperation } from './command-operation';
import { rememberClient } from './commands/hello';
import type { ClientConnection } from './connections';
import type { LabelContext } from './error-labels';
import { asCommandError, errorReply } from './error-reply';
import { type InjectedFailure, injectedLabels } from './failpoints';
import {
  checkApiVersion,
  GENERIC_FIELDS,
  observeClusterTime,
  type ReadConcern,
  readConcernOf,
  timeLimit,
  unsatisfiable,
} from './generic-arguments';
import { finishReply, type Reply } from './reply-body';
import type { RunningOperations } from './running-operations';
import type { Services } from './services';
import type { Session } from './sessions/session';
import { sessionId } from './sessions/sessions';
import { type TransactionFields, transactionFields } from './sessions/transaction-steps';
import { checkTransactionUse, endsTransaction, runWithTransactionNumber } from './transaction-scope';
import type { RequestHandler } from './wire/connection';
import type { Request } from './wire/message';
import { writeConcernOf } from './write-concern';

const HANDSHAKES: ReadonlySet<string> = new Set(['hello', 'isMaster', 'ismaster']);
const NO_LABELS: LabelContext = { inTransaction: false, endsTransaction: false, isRetryableWrite: false };
// Statement numbers of retryable writes, which internal clients send.
const STATEMENT_FIELDS = fieldRules({ stmtId: 'number', stmtIds: 'array' });

/** A command checked as far as all commands are alike. */
interface Prepared {
  readonly context: CommandContext;
  readonly definition: CommandDefinition;
  readonly fields: TransactionFields | undefined;
  readonly writeConcern: Doc | undefined;
}

/** The connection was dropped on purpose: there is nothing to answer. */
class ConnectionDropped extends Error {}

/** Finds, checks and runs commands, and makes their replies complete. */
export class Dispatcher implements RequestHandler {
  constructor(
    private readonly services: Services,
    private readonly commands: ReadonlyMap<string, CommandDefinition>,
    private readonly running: RunningOperations,
  ) {}

  async run(request: Request, connection: ClientConnection): Promise<Buffer[] | undefined> {
    this.services.counters.commands += 1;
    const failed: { labels?: readonly string[] } = {};
    let name = '';
    try {
      name = request.command.keys().next().value ?? '';
      const reply = await this.execute(name, request, connection, failed);
      return this.finish(reply instanceof Map ? encodeDocument(reply) : reply, true);
    } catch (error) {
      if (error instanceof ConnectionDropped) return undefined;
      const reply = errorReply(asCommandError(error, name), labelContext(name, request.command), failed.labels);
      return this.finish(encodeDocument(reply), false);
    }
  }

  refuse(error: Error): Buffer[] {
    return this.finish(encodeDocument(errorReply(asCommandError(error, 'a message'), NO_LABELS)), false);
  }

  private finish(body: Buffer, succeeded: boolean): Buffer[] {
    return finishReply(body, succeeded, this.services.clock.now);
  }

  private async execute(
    name: string,
    request: Request,
    connection: ClientConnection,
    failed: { labels?: readonly string[] },
  ): Promise<Reply> {
    const definition = this.find(name, request);
    const prepared = this.prepare(name, definition, request, connection);
    const failure = this.failureFor(prepared.context);
    if (failure) await inject(failure, prepared, failed);
    const reply = await this.runTracked(prepared);
    return withWriteConcernError(reply, prepared, failure);
  }

  private find(name: string, request: Request): CommandDefinition {
    const definition = this.commands.get(name);
    if (!definition || (definition.testOnly && !this.services.failPoints)) {
      throw new CommandError(ErrorCode.CommandNotFound, `no such command: '${name}'`);
    }
    if (request.legacy && !HANDSHAKES.has(name)) {
      throw new CommandError(352, `Unsupported OP_QUERY command: ${name}. The client driver may require an upgrade.`);
    }
    return definition;
  }

  private prepare(
    name: string,
    definition: CommandDefinition,
    request: Request,
    connection: ClientConnection,
  ): Prepared {
    const { command, sequences } = request;
    const { services } = this;
    checkCommandFields(name, definition, request);
    const database = databaseOf(command);
    if (definition.adminOnly && database !== 'admin') {
      throw new CommandError(ErrorCode.Unauthorized, `${name} may only be run against the admin database.`);
    }
    checkApiVersion(command, name, definition);
    observeClusterTime(command, services.clock);
    const operation = new CommandOperation();
    const readConcern = readConcernOf(command, name, definition);
    const writeConcern = writeConcernOf(command);
    const fields = transactionFields(command);
    const lsid = command.get('lsid');
    const session = lsid === undefined ? undefined : services.sessions.use(sessionId(lsid));
    const context: CommandContext = { services, connection, name, database, command, sequences, operation, session };
    if (writeConcern && !definition.writes) {
      throw new CommandError(ErrorCode.InvalidOptions, 'Command does not support writeConcern');
    }
    if (fields) checkTransactionUse(context, definition, fields, readConcern);
    if (!fields?.inTransaction) checkReadConcern(name, definition, readConcern);
    // getMore shares the time its cursor has left; it sets the limit itself.
    if (name !== 'getMore') operation.limitTo(timeLimit(command));
    return { context, definition, fields, writeConcern };
  }

  private failureFor(context: CommandContext): InjectedFailure | undefined {
    const { failPoints } = this.services;
    if (!failPoints) return undefined;
    const collection = context.command.get(context.name);
    const namespace = typeof collection === 'string' ? `${context.database}.${collection}` : undefined;
    // A handshake counts as one of the application that introduces itself by it.
    if (HANDSHAKES.has(context.name)) rememberClient(context);
    return failPoints.failure({ name: context.name, namespace, appName: context.connection.appName });
  }

  private async runTracked(prepared: Prepared): Promise<Reply> {
    const { context, definition, fields } = prepared;
    const { operation, session, connection } = context;
    const id = this.running.add(context);
    session?.operations.add(operation);
    // Nobody waits for what a read would find once the client has gone; writes are finished.
    if (definition.reads) connection.reading = operation;
    try {
      if (!fields) return await definition.run(context);
      return await runWithTransactionNumber(context, session as Session, fields, async () => definition.run(context));
    } finally {
      connection.reading = undefined;
      session?.operations.delete(operation);
      this.running.remove(id);
    }
  }
}

function checkCommandFields(name: string, definition: CommandDefinition, request: Request): void {
  if (definition.acceptsAnyField) return;
  let isName = true;
  for (const [field, value] of request.command) {
    if (isName) {
      isName = false;
      continue;
    }
    const rule = ruleFor(field, definition);
    if (rule === undefined) throw new CommandError(40415, `BSON field '${name}.${field}' is an unknown field.`);
    checkType(`${name}.${field}`, value, rule);
  }
  for (const field of request.sequences.keys()) {
    if (definition.fields.get(field) === 'array') continue;
    throw new CommandError(40415, `BSON field '${name}.${field}' is an unknown field.`);
  }
}

function ruleFor(field: string, definition: CommandDefinition) {
  return (
    definition.fields.get(field) ??
    GENERIC_FIELDS.get(field) ??
    (definition.retryable ? STATEMENT_FIELDS.get(field) : undefined)
  );
}

function databaseOf(command: Doc): string {
  const database = command.get('$db');
  if (database === undefined) throw new CommandError(40571, 'OP_MSG requests require a $db argument');
  if (typeof database !== 'string' || database === '' || /[/\\. "\0]/.test(database) || database.length > 63) {
    throw new CommandError(ErrorCode.InvalidNamespace, `Invalid database name: '${String(database)}'`);
  }
  return database;
}

function checkReadConcern(name: string, definition: CommandDefinition, concern: ReadConcern | undefined): void {
  if (concern?.level !== 'snapshot' || definition.readsSnapshots) return;
  throw new CommandError(
    ErrorCode.InvalidOptions,
    `readConcern level 'snapshot' is not supported by the ${name} command outside of transactions`,
  );
}

function labelContext(name: string, command: Doc): LabelContext {
  const inTransaction = command.get('autocommit') === false;
  return {
    inTransaction,
    endsTransaction: inTransaction && endsTransaction(name),
    isRetryableWrite: command.has('txnNumber') && !inTransaction,
  };
}

async function inject(
  failure: InjectedFailure,
  prepared: Prepared,
  failed: { labels?: readonly string[] },
): Promise<void> {
  const { connection } = prepared.context;
  if (failure.blockMs > 0) await sleep(failure.blockMs);
  if (failure.closesConnection) {
    connection.destroy();
    throw new ConnectionDropped();
  }
  if (!failure.error) return;
  failed.labels = failure.labels;
  throw failure.error;
}

function isRetryable({ context, fields }: Prepared): boolean {
  return fields !== undefined && (!fields.inTransaction || endsTransaction(context.name));
}

function withWriteConcernError(reply: Reply, prepared: Prepared, failure: InjectedFailure | undefined): Reply {
  if (!(reply instanceof Map)) return reply;
  const injected = failure?.writeConcernError;
  const error = injected ? withoutLabels(injected) : prepared.writeConcern && unsatisfiable(prepared.writeConcern);
  if (!error) return reply;
  reply.set('writeConcernError', error);
  if (!injected || !failure) return reply;
  const labels = injectedLabels(failure, Number(injected.get('code')), isRetryable(prepared));
  if (labels.length > 0) reply.set('errorLabels', [...labels]);
  return reply;
}

function withoutLabels(writeConcernError: Doc): Doc {
  const copy: Doc = new Map(writeConcernError);
  copy.delete('errorLabels');
  return copy;
}
