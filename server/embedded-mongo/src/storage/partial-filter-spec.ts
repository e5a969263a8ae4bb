import { truthy } from '../bson/numeric';
import { type Doc, isDoc, type Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { plainOperation } from '../operation';
import { compileFilter } from '../query/filter';

const LOGICAL = new Set(['$and', '$or']);
const COMPARISONS = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$type', '$exists']);

/** A partialFilterExpression may only use equality, $in, comparison, $exists: true, $type, $and and $or. */
export function checkPartialFilter(filter: Doc): void {
  compileFilter(filter, plainOperation(0));
  checkBranch(filter);
}

function checkBranch(filter: Doc): void {
  for (const [name, value] of filter) {
    if (LOGICAL.has(name)) for (const branch of value as Doc[]) checkBranch(branch);
    else if (name.startsWith('$')) throw unsupported(name);
    else checkCondition(value);
  }
}

function checkCondition(value: Value): void {
  if (!isDoc(value)) return;
  for (const [operator, argument] of value) {
    if (!operator.startsWith('$')) return;
    if (!COMPARISONS.has(operator) || (operator === '$exists' && !truthy(argument))) throw unsupported(operator);
  }
}

function unsupported(operator: string): CommandError {
  return new CommandError(ErrorCode.CannotCreateIndex, `Expression not supported in partial index: ${operator}`);
}
