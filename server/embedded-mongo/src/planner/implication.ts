import { valuesEqual } from '../bson/compare';
import { truthy } from '../bson/numeric';
import { type Doc, isArray, isDoc, type Value } from '../bson/values';
import type { Operation } from '../operation';
import { isOperatorDocument } from '../query/operator-document';
import { boundsOf, dependsOnCollation } from './bounds';
import { highBytes, type Interval, intersect, lowBytes } from './intervals';
import type { Conjunction, Predicate } from './predicates';

/** Whether every document that meets the query also meets a partial index's filter. May say no although it does. */
export function implies(query: Conjunction, filter: Doc, operation: Operation): boolean {
  for (const [name, value] of filter) {
    if (name === '$and') {
      if (!(value as Doc[]).every((branch) => implies(query, branch, operation))) return false;
    } else if (name === '$or') {
      if (!(value as Doc[]).some((branch) => implies(query, branch, operation))) return false;
    } else if (isOperatorDocument(value)) {
      for (const [operator, argument] of value) {
        if (!impliesCondition(query, { path: name, operator, argument }, operation)) return false;
      }
    } else if (!impliesCondition(query, { path: name, operator: '$eq', argument: value }, operation)) {
      return false;
    }
  }
  return true;
}

function impliesCondition(query: Conjunction, wanted: Predicate, operation: Operation): boolean {
  return (query.byPath.get(wanted.path) ?? []).some((given) => follows(given, wanted, operation));
}

function follows(given: Predicate, wanted: Predicate, operation: Operation): boolean {
  if (operation.collator && dependsOnCollation(given.argument)) return false;
  if (given.operator === wanted.operator && sameArgument(given.argument, wanted.argument)) return !given.element;
  const bounds = boundsOf(given, operation);
  if (!bounds || bounds.needsScalar) return false;
  if (wanted.operator === '$exists') return truthy(wanted.argument) && !bounds.matchesMissing;
  if (given.operator === '$exists') return false;
  // A filter is about stored values: the command's collation has no say in it.
  const target = boundsOf(wanted, { ...operation, collator: undefined });
  if (!target?.exact && wanted.operator !== '$eq' && wanted.operator !== '$in') return false;
  if (!target || holdsArray(given.argument) || holdsArray(wanted.argument)) return false;
  return bounds.intervals.every((interval) => isWithin(interval, target.intervals));
}

function holdsArray(value: Value): boolean {
  return isArray(value) && value.some((item) => isArray(item));
}

function sameArgument(a: Value, b: Value): boolean {
  return isDoc(a) === isDoc(b) && valuesEqual(a, b);
}

function isWithin(interval: Interval, targets: readonly Interval[]): boolean {
  return intersect([interval], targets).some(
    (part) =>
      lowBytes(part.low).equals(lowBytes(interval.low)) && highBytes(part.high).equals(highBytes(interval.high)),
  );
}
