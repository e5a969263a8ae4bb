import { type Doc, docOf, isArray, isDoc, isNullish, type Maybe, type Value } from '../bson/values';
import { compileExpression, type Expression, rootEnv } from '../expression/expression';
import type { Operation } from '../operation';
import { expressionScope } from './stages/group';

/** Deepest `$and` that is looked into. */
const MAX_DEPTH = 8;

/**
 * Adds to a filter what an index can serve of its `$expr`: `{$expr: {$eq: ['$path', '$$variable']}}` implies
 * `{path: {$eq: value}}`. The `$expr` itself stays, so that the filter matches exactly what it did.
 */
export function withIndexableEqualities(filter: Doc, operation: Operation): Doc {
  const found = equalitiesOf(filter, operation, 0);
  return found.length === 0 ? filter : docOf({ $and: [...found, filter] });
}

function equalitiesOf(filter: Doc, operation: Operation, depth: number): Doc[] {
  if (depth > MAX_DEPTH) return [];
  const found: Doc[] = [];
  const expression = filter.get('$expr');
  if (expression !== undefined) found.push(...equalitiesIn(expression, operation, depth));
  const all = filter.get('$and');
  if (isArray(all)) {
    for (const part of all) if (isDoc(part)) found.push(...equalitiesOf(part, operation, depth + 1));
  }
  return found;
}

function equalitiesIn(expression: Value, operation: Operation, depth: number): Doc[] {
  if (!isDoc(expression) || expression.size !== 1 || depth > MAX_DEPTH) return [];
  const all = expression.get('$and');
  if (isArray(all)) return all.flatMap((part) => equalitiesIn(part, operation, depth + 1));
  const sides = expression.get('$eq');
  if (!isArray(sides) || sides.length !== 2) return [];
  const [left, right] = sides as [Value, Value];
  return equality(left, right, operation) ?? equality(right, left, operation) ?? [];
}

function equality(side: Value, other: Value, operation: Operation): Doc[] | undefined {
  if (typeof side !== 'string' || !/^\$[^$]/.test(side)) return undefined;
  const value = valueWithoutDocument(other, operation);
  // An array equals the path's values only as a whole, which an index on them does not show.
  if (isNullish(value) || isArray(value)) return undefined;
  return [docOf({ [side.slice(1)]: docOf({ $eq: value }) })];
}

/** Value of a literal or of a variable of the command (`$$name.path`); undefined for all else. */
function valueWithoutDocument(source: Value, operation: Operation): Maybe {
  if (typeof source === 'string' && source.startsWith('$')) {
    const name = /^\$\$([^.]+)/.exec(source)?.[1];
    if (name === undefined || !operation.variables.has(name)) return undefined;
    return compiled(source, operation)(rootEnv(new Map(), operation));
  }
  return isDoc(source) || isArray(source) ? undefined : source;
}

function compiled(source: Value, operation: Operation): Expression {
  return compileExpression(source, expressionScope(operation));
}
