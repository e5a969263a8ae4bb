import { type Doc, isDoc, type Maybe, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import { compileExpression, type Env, type ExpressionScope, rootEnv } from '../../expression/expression';
import { type Operation, type Stream, TICK } from '../../operation';
import type { Accumulator } from '../accumulators/accumulator';
import { type AccumulatedField, accumulatedField } from '../accumulators/table';
import { paced, type Stage, type StageScope } from '../context';
import { type MemoryBudget, sizeOf, stageBudget } from '../memory';
import { ValueKeys } from '../value-keys';

interface Group {
  readonly id: Value;
  readonly accumulators: readonly Accumulator[];
}

/** Names visible to the expressions of a stage: none besides the command's own variables. */
const NO_VARIABLES: ReadonlySet<string> = new Set();

/** Scope of the expressions of a stage. */
export function expressionScope(operation: Operation): ExpressionScope {
  return { operation, variables: NO_VARIABLES };
}

/** `$group` */
export function compileGroup(spec: Value, context: StageScope): Stage {
  if (!isDoc(spec)) throw new CommandError(15947, "a group's fields must be specified in an object");
  const scope = expressionScope(context.operation);
  const fields: AccumulatedField[] = [];
  for (const [name, source] of spec) if (name !== '_id') fields.push(accumulatedField(name, source, scope));
  const id = spec.get('_id');
  if (id === undefined) throw new CommandError(15955, 'a group specification must include an _id');
  return groupBy(compileExpression(id, scope), fields, context.operation);
}

/** Gathers documents by the value of `readId`; groups come out in the order of their first document. */
export function groupBy(readId: (env: Env) => Maybe, fields: readonly AccumulatedField[], operation: Operation): Stage {
  return function* group(input) {
    const groups = new Map<string, Group>();
    const keys = new ValueKeys(operation.collator);
    const budget = stageBudget('$group');
    for (const item of input) {
      if (item === TICK) {
        yield TICK;
        continue;
      }
      const env = rootEnv(item, operation);
      const id = readId(env) ?? null;
      const key = keys.keyOf(id);
      let group = groups.get(key);
      if (!group) {
        group = startGroup(id, fields, budget);
        groups.set(key, group);
      }
      gather(group.accumulators, fields, env);
    }
    yield* presented(groups, fields);
  };
}

/** Hands the values of one document to the accumulators of its group. */
export function gather(accumulators: readonly Accumulator[], fields: readonly AccumulatedField[], env: Env): void {
  for (let i = 0; i < fields.length; i++) accumulators[i]!.add(fields[i]!.definition.read(env));
}

/** Adds the results of a group to a document; nothing becomes null. */
export function addResults(doc: Doc, accumulators: readonly Accumulator[], fields: readonly AccumulatedField[]): Doc {
  for (let i = 0; i < fields.length; i++) doc.set(fields[i]!.name, accumulators[i]!.result() ?? null);
  return doc;
}

function startGroup(id: Value, fields: readonly AccumulatedField[], budget: MemoryBudget): Group {
  budget.take(64 + sizeOf(id) + 32 * fields.length);
  return { id, accumulators: fields.map((field) => field.definition.start(id, budget)) };
}

function* presented(groups: Map<string, Group>, fields: readonly AccumulatedField[]): Stream & Generator {
  for (const item of paced(groups)) {
    if (item === TICK) {
      yield TICK;
      continue;
    }
    const [key, group] = item;
    yield addResults(new Map([['_id', group.id]]), group.accumulators, fields);
    // What has been handed on need not be held until the last group.
    groups.delete(key);
  }
}
