import { type Doc, docOf, isDoc } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { explainQuery } from '../../planner/explain';
import type { Query } from '../../planner/types';
import {
  arrayField,
  checkFields,
  docField,
  type FieldRules,
  fieldRules,
  filledDocField,
  flagField,
  stringField,
} from '../arguments';
import type { CommandContext, CommandTable } from '../command';
import { GENERIC_FIELDS } from '../generic-arguments';
import { namespaceOf } from '../namespaces';
import { applyCollationAndLet, reading } from '../readings';
import { resultInTurns } from '../time-slice';
import { AGGREGATE_FIELDS } from './aggregate';
import { COUNT_FIELDS, countBounds } from './count';
import { DELETE_FIELDS, DELETE_STATEMENT_FIELDS, deleteTarget } from './delete';
import { DISTINCT_FIELDS } from './distinct';
import { explainAggregate, explainViewRead, type Verbosity, withSurroundings } from './explain-aggregate';
import { FIND_FIELDS, findAsPipeline, readFind } from './find';
import { FIND_AND_MODIFY_FIELDS, findAndModifyTarget } from './find-and-modify';
import { compileStatement, UPDATE_FIELDS, UPDATE_STATEMENT_FIELDS } from './update';

/** The explain command. */
export const explainCommands: CommandTable = {
  explain: { fields: fieldRules({ verbosity: 'string' }), reads: true, stableApi: true, run: explain },
};

/** How one command is explained: its query, and the stage that MongoDB shows on top of it. */
interface Explained {
  readonly query: Query & { readonly projection?: Doc };
  readonly stage?: string;
}

const EXPLAINABLE: Readonly<Record<string, { fields: FieldRules; read: (context: CommandContext) => Explained }>> = {
  find: { fields: FIND_FIELDS, read: ({ command, operation }) => ({ query: { ...readFind(command), operation } }) },
  count: {
    fields: COUNT_FIELDS,
    read: ({ command, operation }) => ({
      query: {
        filter: docField(command, 'query') ?? new Map(),
        hint: command.get('hint'),
        ...countBounds(command),
        operation,
      },
      stage: 'COUNT',
    }),
  },
  distinct: {
    fields: DISTINCT_FIELDS,
    read: ({ command, operation }) => ({
      query: { filter: docField(command, 'query') ?? new Map(), hint: command.get('hint'), operation },
    }),
  },
  update: {
    fields: UPDATE_FIELDS,
    read: (context) => {
      const statement = onlyStatement(context, 'updates', UPDATE_STATEMENT_FIELDS);
      return { query: compileStatement(context, namespaceOf(context), statement).target.query, stage: 'UPDATE' };
    },
  },
  delete: {
    fields: DELETE_FIELDS,
    read: (context) => {
      const statement = onlyStatement(context, 'deletes', DELETE_STATEMENT_FIELDS);
      return { query: deleteTarget(context, namespaceOf(context), statement).query, stage: 'DELETE' };
    },
  },
  findAndModify: {
    fields: FIND_AND_MODIFY_FIELDS,
    read: (context) => ({
      query: { ...findAndModifyTarget(context, namespaceOf(context), false).query, limit: 1 },
      stage: flagField(context.command, 'remove') ? 'DELETE' : 'UPDATE',
    }),
  },
};

function onlyStatement(context: CommandContext, field: string, rules: FieldRules): Doc {
  const statements = arrayField(context.command, field) ?? [];
  const [statement] = statements;
  if (statements.length !== 1 || !isDoc(statement)) {
    throw new CommandError(ErrorCode.InvalidLength, 'explained write batches must be of size 1');
  }
  checkFields(statement, rules, `${context.name}.${field}`);
  return statement;
}

function verbosityOf(command: Doc): Verbosity {
  const verbosity = stringField(command, 'verbosity') ?? 'allPlansExecution';
  if (verbosity === 'queryPlanner' || verbosity === 'executionStats' || verbosity === 'allPlansExecution')
    return verbosity;
  throw new CommandError(
    ErrorCode.BadValue,
    `Enumeration value '${verbosity}' for field 'explain.verbosity' is not a valid value.`,
  );
}

async function explain(context: CommandContext): Promise<Doc> {
  const verbosity = verbosityOf(context.command);
  const inner = docField(context.command, 'explain');
  const written = inner?.keys().next().value;
  if (!inner || written === undefined) {
    throw new CommandError(ErrorCode.FailedToParse, 'explain command requires a nested object');
  }
  const name = written === 'findandmodify' ? 'findAndModify' : written;
  const nested: CommandContext = { ...context, name: written, command: inner };
  if (name === 'aggregate') {
    checkFields(withoutName(inner, written), AGGREGATE_FIELDS, name, GENERIC_FIELDS);
    applyCollationAndLet(nested);
    return explainAggregate(nested, verbosity);
  }
  const explainable = Object.hasOwn(EXPLAINABLE, name) ? EXPLAINABLE[name] : undefined;
  if (!explainable) {
    throw new CommandError(ErrorCode.CommandNotFound, `Explain failed due to unknown command: ${name}`);
  }
  checkFields(withoutName(inner, written), explainable.fields, name, GENERIC_FIELDS);
  applyCollationAndLet(nested);
  return explainRead(nested, explainable.read(nested), verbosity);
}

function withoutName(command: Doc, name: string): Doc {
  const rest: Doc = new Map(command);
  rest.delete(name);
  return rest;
}

function explainRead(context: CommandContext, explained: Explained, verbosity: Verbosity): Promise<Doc> {
  const namespace = namespaceOf(context);
  return reading(context, async (opened) => {
    if (context.name === 'find') {
      const viewed = await explainViewRead(
        context,
        opened,
        namespace,
        findAsPipeline(readFind(context.command)),
        verbosity,
      );
      if (viewed) return viewed;
    }
    const { view } = opened;
    const explaining = explainQuery(view, view.collection(namespace), namespace, explained.query, verbosity);
    const result = await resultInTurns(explaining, context.operation);
    if (explained.stage) putStageOnTop(result, explained.stage);
    return withSurroundings(context, result);
  });
}

/** Shows the stage that a write or a count adds above its query. */
function putStageOnTop(result: Doc, stage: string): void {
  const planner = docField(result, 'queryPlanner');
  const winning = planner && filledDocField(planner, 'winningPlan');
  if (planner && winning) planner.set('winningPlan', docOf({ stage, inputStage: winning }));
  const statistics = docField(result, 'executionStats');
  const stages = statistics && filledDocField(statistics, 'executionStages');
  if (statistics && stages) {
    statistics.set('executionStages', docOf({ stage, nReturned: stages.get('nReturned'), inputStage: stages }));
  }
}
