import { type Doc, docOf, isDoc, type Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { compileProjection } from '../../query/projection';
import type { WriteView } from '../../storage/types';
import { compileUpdate } from '../../update/compile';
import { docField, fieldRules, filledDocField, flagField } from '../arguments';
import type { CommandContext, CommandDefinition, CommandTable } from '../command';
import { checkWritable, namespaceOf } from '../namespaces';
import { applyCollationAndLet } from '../readings';
import { bypassesValidation } from '../validation';
import {
  type FindTarget,
  findInWrite,
  isQuickToFind,
  type TargetQuery,
  targetQuery,
  withLocatedTarget,
} from '../writes/targets';
import { strikeTransactionalWrite, write } from '../writes/write';
import { removeFirst } from './delete';
import { hintOf } from './find';
import { planningView, type UpdateStatement, updateFirst } from './update';

/** Fields of findAndModify, also inside explain. */
export const FIND_AND_MODIFY_FIELDS = fieldRules({
  query: 'object',
  sort: 'object',
  remove: 'flag',
  update: ['object', 'array'],
  new: 'flag',
  fields: 'object',
  upsert: 'flag',
  bypassDocumentValidation: 'flag',
  collation: 'object',
  arrayFilters: 'array',
  hint: ['string', 'object'],
  let: 'object',
});

const definition: CommandDefinition = {
  fields: FIND_AND_MODIFY_FIELDS,
  writes: true,
  inTransactions: true,
  retryable: true,
  stableApi: true,
  run: findAndModify,
};

/** The findAndModify command, under both its names. */
export const findAndModifyCommands: CommandTable = { findAndModify: definition, findandmodify: definition };

/** What the command changes in one write; answers its reply. */
type Change = (view: WriteView, find: FindTarget) => Doc;

async function findAndModify(context: CommandContext): Promise<Doc> {
  const namespace = namespaceOf(context);
  checkWritable(namespace);
  const earlier = context.retryable?.earlierReply;
  if (earlier) return new Map(earlier).set('retriedStmtId', context.retryable?.statementId(0) ?? 0);
  applyCollationAndLet(context);
  const { target, change } = plannedChange(context, namespace);
  const finish = strikeTransactionalWrite(context);
  const reply = await applyChange(context, target, change);
  context.retryable?.remember([], reply);
  finish();
  // The reply is completed by others; what is kept for retries stays as it is.
  return new Map(reply);
}

function applyChange(context: CommandContext, target: TargetQuery, change: Change): Promise<Doc> {
  const changing = (find: FindTarget) =>
    write(context, (view) => {
      const reply = change(view, find);
      context.retryable?.persist(view, [], reply);
      return reply;
    });
  return isQuickToFind(planningView(context), target)
    ? changing(findInWrite(target))
    : withLocatedTarget(context, target, changing);
}

/** The query of the command. */
export function findAndModifyTarget(context: CommandContext, namespace: string, needsPosition: boolean): TargetQuery {
  const { command, operation } = context;
  const filter = docField(command, 'query') ?? new Map();
  const query = { filter, sort: filledDocField(command, 'sort'), hint: hintOf(command), operation };
  return targetQuery(namespace, query, needsPosition);
}

function plannedChange(context: CommandContext, namespace: string): { target: TargetQuery; change: Change } {
  const { command, operation } = context;
  checkOptions(command);
  const filter = docField(command, 'query') ?? new Map<string, Value>();
  const fields = filledDocField(command, 'fields');
  const project = fields ? compileProjection(fields, filter, operation) : (doc: Doc) => doc;
  if (flagField(command, 'remove')) {
    const target = findAndModifyTarget(context, namespace, false);
    return { target, change: (view, find) => removedReply(removeFirst(view, target, find)?.doc, project) };
  }
  const compiled = compileUpdate(command.get('update') ?? null, {
    arrayFilters: command.get('arrayFilters'),
    filter,
    operation,
  });
  const target = findAndModifyTarget(context, namespace, compiled.needsPosition);
  const upsert = flagField(command, 'upsert') === true;
  const bypassValidation = bypassesValidation(context);
  const statement: UpdateStatement = { target, filter, compiled, upsert, multi: false, operation, bypassValidation };
  const wantsNew = flagField(command, 'new') === true;
  return {
    target,
    change: (view, find) => updatedReply(updateFirst(view, statement, find), wantsNew, project),
  };
}

function checkOptions(command: Doc): void {
  const update = command.get('update');
  const refuse = (message: string) => new CommandError(ErrorCode.FailedToParse, message);
  if (!flagField(command, 'remove')) {
    if (update === undefined || update === null) {
      throw refuse('Either an update or remove=true must be specified');
    }
    return;
  }
  if (update !== undefined && update !== null) throw refuse('Cannot specify both an update and remove=true');
  if (flagField(command, 'upsert')) throw refuse('Cannot specify both upsert=true and remove=true');
  if (flagField(command, 'new')) {
    throw refuse("Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
  }
  if (command.has('arrayFilters')) throw refuse('Cannot specify arrayFilters and remove=true');
}

function removedReply(removed: Doc | undefined, project: (doc: Doc) => Doc): Doc {
  return docOf({ lastErrorObject: docOf({ n: removed ? 1 : 0 }), value: removed ? project(removed) : null });
}

function updatedReply(effect: ReturnType<typeof updateFirst>, wantsNew: boolean, project: (doc: Doc) => Doc): Doc {
  if (!effect) return docOf({ lastErrorObject: docOf({ n: 0, updatedExisting: false }), value: null });
  const upserted = effect.upsertedId;
  const shown = wantsNew ? effect.after : effect.before;
  return docOf({
    lastErrorObject: docOf({ n: 1, updatedExisting: upserted === undefined, upserted }),
    value: isDoc(shown) ? project(shown) : null,
  });
}
