import { fromCount, toDouble } from '../../bson/numeric';
import { type Doc, docOf } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import type { WriteView } from '../../storage/types';
import { docField, fieldRules } from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import { checkWritable, namespaceOf } from '../namespaces';
import { applyCollationAndLet } from '../readings';
import type { StatementResult } from '../sessions/statement-log';
import { refuseView } from '../views';
import { changeMany } from '../writes/many';
import { type PreparedStatement, StatementRunner, withWriteOutcome } from '../writes/statements';
import {
  type FindTarget,
  findInWrite,
  isQuickToFind,
  type Target,
  type TargetQuery,
  targetQuery,
  withLocatedTarget,
} from '../writes/targets';
import { write } from '../writes/write';
import { hintOf } from './find';
import { statementOperation, statementsOf } from './statement-arguments';
import { planningView } from './update';

/** Fields of one statement of delete. */
export const DELETE_STATEMENT_FIELDS = fieldRules({
  q: 'object',
  limit: 'number',
  collation: 'object',
  hint: ['string', 'object'],
});

/** Fields of delete, also inside explain. */
export const DELETE_FIELDS = fieldRules({ deletes: 'array', ordered: 'flag', let: 'object' });

/** The delete command. */
export const deleteCommands: CommandTable = {
  delete: {
    fields: DELETE_FIELDS,
    writes: true,
    inTransactions: true,
    retryable: true,
    stableApi: true,
    run: remove,
  },
};

async function remove(context: CommandContext): Promise<Doc> {
  const namespace = namespaceOf(context);
  checkWritable(namespace);
  applyCollationAndLet(context);
  const statements = statementsOf(context, 'deletes', DELETE_STATEMENT_FIELDS, ['q', 'limit']);
  const limits = statements.map(limitOf);
  if (context.retryable && limits.includes(0)) {
    throw new CommandError(ErrorCode.InvalidOptions, 'Cannot use retryable writes with limit=0');
  }
  const runner = new StatementRunner(context, statements.length, (index) => {
    const target = deleteTarget(context, namespace, statements[index]!);
    return limits[index] === 0 ? { run: () => removeMany(context, target) } : prepareOne(context, target);
  });
  const outcome = await runner.run();
  const n = outcome.results.reduce((sum, [, result]) => sum + result.n, 0);
  context.services.counters.deleted += n;
  return withWriteOutcome(docOf({ n: fromCount(n) }), context, outcome);
}

function limitOf(statement: Doc): number {
  const limit = toDouble(statement.get('limit'));
  if (limit === 0 || limit === 1) return limit;
  throw new CommandError(ErrorCode.FailedToParse, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
}

/** The query of one statement. */
export function deleteTarget(context: CommandContext, namespace: string, statement: Doc): TargetQuery {
  const operation = statementOperation(context, statement);
  const filter = docField(statement, 'q') ?? new Map();
  return targetQuery(namespace, { filter, hint: hintOf(statement), operation });
}

function prepareOne(context: CommandContext, target: TargetQuery): PreparedStatement {
  if (isQuickToFind(planningView(context), target)) {
    const find = findInWrite(target);
    return { apply: (writeView) => resultOf(removeFirst(writeView, target, find)) };
  }
  return {
    run: (persist) =>
      withLocatedTarget(context, target, (find) =>
        write(context, (writeView) => {
          const result = resultOf(removeFirst(writeView, target, find));
          persist(writeView, result);
          return result;
        }),
      ),
  };
}

/** Removes the first document found and answers it. */
export function removeFirst(view: WriteView, target: TargetQuery, find: FindTarget): Target | undefined {
  const collection = view.collection(target.namespace);
  refuseView(collection, 'delete');
  const found = find(view, collection);
  if (found && collection) view.remove(collection, found.recordId, found.doc);
  return found;
}

function resultOf(found: Target | undefined): StatementResult {
  return { n: found ? 1 : 0, modified: 0 };
}

async function removeMany(context: CommandContext, target: TargetQuery): Promise<StatementResult> {
  const { matched } = await changeMany(context, target, (view, collection, found) => {
    refuseView(collection, 'delete');
    view.remove(collection, found.recordId, found.doc);
    return true;
  });
  return { n: matched, modified: 0 };
}
