import { fromCount } from '../../bson/numeric';
import { type Doc, docOf, type Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import type { Operation } from '../../operation';
import type { View, WriteView } from '../../storage/types';
import { type CompiledUpdate, compileUpdate } from '../../update/compile';
import { docField, fieldRules, flagField } from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import { checkWritable, namespaceOf } from '../namespaces';
import { applyCollationAndLet } from '../readings';
import type { StatementResult } from '../sessions/statement-log';
import { bypassesValidation } from '../validation';
import { changeMany } from '../writes/many';
import {
  type PreparedStatement,
  StatementRunner,
  type StatementsOutcome,
  withWriteOutcome,
} from '../writes/statements';
import {
  type FindTarget,
  findInWrite,
  isQuickToFind,
  type TargetQuery,
  targetQuery,
  withLocatedTarget,
} from '../writes/targets';
import { type UpdateEffect, updateTarget, upsertInto } from '../writes/update-document';
import { write } from '../writes/write';
import { hintOf } from './find';
import { statementOperation, statementsOf } from './statement-arguments';

/** Fields of one statement of update. */
export const UPDATE_STATEMENT_FIELDS = fieldRules({
  q: 'object',
  u: 'any',
  c: 'object',
  arrayFilters: 'array',
  multi: 'flag',
  upsert: 'flag',
  upsertSupplied: 'flag',
  collation: 'object',
  hint: ['string', 'object'],
});

/** Fields of update, also inside explain. */
export const UPDATE_FIELDS = fieldRules({
  updates: 'array',
  ordered: 'flag',
  bypassDocumentValidation: 'flag',
  let: 'object',
});

/** The update command. */
export const updateCommands: CommandTable = {
  update: {
    fields: UPDATE_FIELDS,
    writes: true,
    inTransactions: true,
    retryable: true,
    stableApi: true,
    run: update,
  },
};

/** One statement, compiled. */
export interface UpdateStatement {
  readonly target: TargetQuery;
  readonly filter: Doc;
  readonly compiled: CompiledUpdate;
  readonly upsert: boolean;
  readonly multi: boolean;
  readonly operation: Operation;
  readonly bypassValidation: boolean;
}

async function update(context: CommandContext): Promise<Doc> {
  const namespace = namespaceOf(context);
  checkWritable(namespace);
  applyCollationAndLet(context);
  const statements = statementsOf(context, 'updates', UPDATE_STATEMENT_FIELDS, ['q', 'u']);
  if (context.retryable && statements.some((statement) => flagField(statement, 'multi'))) {
    throw new CommandError(ErrorCode.InvalidOptions, 'Cannot use retryable writes with multi=true');
  }
  const runner = new StatementRunner(context, statements.length, (index) =>
    prepareUpdate(context, compileStatement(context, namespace, statements[index]!)),
  );
  const outcome = await runner.run();
  context.services.counters.updated += outcome.results.length;
  return updateReply(context, outcome);
}

/** A view for deciding how to find documents. */
export function planningView({ transaction, services }: CommandContext): View {
  return transaction?.view ?? services.storage.latest();
}

/** Compiles a statement; throws what is wrong with it. */
export function compileStatement(context: CommandContext, namespace: string, statement: Doc): UpdateStatement {
  const filter = docField(statement, 'q') ?? new Map<string, Value>();
  const operation = statementOperation(context, statement);
  const multi = flagField(statement, 'multi') === true;
  const constants = docField(statement, 'c');
  const compiled = compileUpdate(statement.get('u') ?? null, {
    arrayFilters: statement.get('arrayFilters'),
    filter,
    operation,
    variables: constants,
  });
  if (multi && compiled.kind === 'replacement') {
    throw new CommandError(ErrorCode.FailedToParse, 'multi update is not supported for replacement-style update');
  }
  const upsert = flagField(statement, 'upsert') === true;
  const query = { filter, hint: hintOf(statement), operation };
  const { needsPosition } = compiled;
  const target = targetQuery(namespace, query, needsPosition);
  return { target, filter, compiled, upsert, multi, operation, bypassValidation: bypassesValidation(context) };
}

function prepareUpdate(context: CommandContext, statement: UpdateStatement): PreparedStatement {
  if (statement.multi) return { run: () => updateMany(context, statement) };
  if (isQuickToFind(planningView(context), statement.target)) {
    const find = findInWrite(statement.target);
    return { apply: (writeView) => resultOf(updateFirst(writeView, statement, find)) };
  }
  return {
    run: (persist) =>
      withLocatedTarget(context, statement.target, (find) =>
        write(context, (writeView) => {
          const result = resultOf(updateFirst(writeView, statement, find));
          persist(writeView, result);
          return result;
        }),
      ),
  };
}

/** Updates the first document found, or upserts. */
export function updateFirst(view: WriteView, statement: UpdateStatement, find: FindTarget): UpdateEffect | undefined {
  const { target, compiled, filter, upsert, operation, bypassValidation } = statement;
  const collection = view.collection(target.namespace);
  const found = find(view, collection);
  if (found && collection) return updateTarget(view, collection, found, compiled, bypassValidation);
  return upsert ? upsertInto(view, target.namespace, filter, compiled, operation, bypassValidation) : undefined;
}

function resultOf(effect: UpdateEffect | undefined): StatementResult {
  if (!effect) return { n: 0, modified: 0 };
  return { n: 1, modified: effect.modified ? 1 : 0, upsertedId: effect.upsertedId };
}

async function updateMany(context: CommandContext, statement: UpdateStatement): Promise<StatementResult> {
  const { target, compiled } = statement;
  const { matched, changed } = await changeMany(
    context,
    target,
    (view, collection, found) => updateTarget(view, collection, found, compiled, statement.bypassValidation).modified,
  );
  if (matched > 0 || !statement.upsert) return { n: matched, modified: changed };
  const find = findInWrite(target);
  return write(context, (view) => resultOf(updateFirst(view, statement, find)));
}

function updateReply(context: CommandContext, outcome: StatementsOutcome): Doc {
  let n = 0;
  let modified = 0;
  const upserted: Doc[] = [];
  for (const [index, result] of outcome.results) {
    n += result.n;
    modified += result.modified;
    if (result.upsertedId !== undefined) upserted.push(docOf({ index, _id: result.upsertedId }));
  }
  const reply = docOf({
    n: fromCount(n),
    nModified: fromCount(modified),
    upserted: upserted.length > 0 ? upserted : undefined,
  });
  return withWriteOutcome(reply, context, outcome);
}
