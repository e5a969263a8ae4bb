import { formatValue } from '../../bson/js';
import { type Doc, isArray, isDoc, type Maybe, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import { compileExpression, type Expression } from '../../expression/expression';
import { DESCEND, KEEP, PRUNE, REDACT_VARIABLES } from '../../expression/variables';
import { TICK } from '../../operation';
import { compileFilter } from '../../query/filter';
import { type Stage, type StageScope, withVariables } from '../context';
import { expressionScope } from './group';

/** `$match` */
export function compileMatch(spec: Value, { operation }: StageScope): Stage {
  if (!isDoc(spec)) throw new CommandError(15959, 'the match filter must be an expression in an object');
  const filter = compileFilter(spec, operation);
  if (filter.alwaysTrue) return (input) => input;
  return function* matched(input) {
    for (const item of input) if (item === TICK || filter.matches(item)) yield item;
  };
}

/** `$redact` */
export function compileRedact(spec: Value, context: StageScope): Stage {
  const operation = withVariables(context.operation, REDACT_VARIABLES);
  const decide = compileExpression(spec, expressionScope(operation));
  return function* redacted(input) {
    for (const item of input) {
      const kept = item === TICK ? TICK : redactDoc(item, item, decide, operation.variables);
      if (kept !== undefined) yield kept;
    }
  };
}

function redactDoc(
  current: Doc,
  root: Doc,
  decide: Expression,
  variables: ReadonlyMap<string, Maybe>,
): Doc | undefined {
  const decision = decide({ root, current, variables });
  if (decision === KEEP) return current;
  if (decision === PRUNE) return undefined;
  if (decision !== DESCEND) {
    throw new CommandError(
      17053,
      `$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE, but returned ${formatValue(decision)}`,
    );
  }
  const kept: Doc = new Map();
  for (const [name, field] of current) {
    const value = redactValue(field, root, decide, variables);
    if (value !== undefined) kept.set(name, value);
  }
  return kept;
}

function redactValue(value: Value, root: Doc, decide: Expression, variables: ReadonlyMap<string, Maybe>): Maybe {
  if (isDoc(value)) return redactDoc(value, root, decide, variables);
  if (!isArray(value)) return value;
  const kept: Value[] = [];
  for (const element of value) {
    const item = redactValue(element, root, decide, variables);
    if (item !== undefined) kept.push(item);
  }
  return kept;
}
