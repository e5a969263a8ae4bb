import { compareValues } from '../../bson/compare';
import { isNumeric, toDouble } from '../../bson/numeric';
import type { Doc, Maybe, Value } from '../../bson/values';
import { isArray, isDoc } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import type { Collator } from '../../operation';

type Order = (a: Value, b: Value) => number;

/** Comparison for the `$sort` of a `$push`: by whole element (1 or -1) or by fields of the elements. */
export function pushOrder(sort: Value, collator: Collator | undefined): Order {
  if (isNumeric(sort)) {
    const direction = directionOf(sort);
    return (a, b) => direction * compareValues(a, b, collator);
  }
  if (!isDoc(sort)) {
    throw badSort('The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields');
  }
  return fieldOrder(sort, collator);
}

function fieldOrder(sort: Doc, collator: Collator | undefined): Order {
  if (sort.size === 0) throw badSort('The $sort pattern is empty when it should be a set of fields.');
  const fields = [...sort].map(([path, direction]) => ({ path, direction: directionOf(direction) }));
  for (const { path } of fields) {
    if (path === '') throw badSort('The $sort field cannot be empty');
    if (path.split('.').includes('')) {
      throw badSort(`The $sort field is a dotted field but has an empty part: ${path}`);
    }
  }
  return (a, b) => {
    for (const { path, direction } of fields) {
      const order = compareValues(sortKey(a, path), sortKey(b, path), collator);
      if (order !== 0) return direction * order;
    }
    return 0;
  };
}

function directionOf(value: Value): 1 | -1 {
  const direction = isNumeric(value) ? toDouble(value) : 0;
  if (direction !== 1 && direction !== -1) throw badSort('The $sort element value must be either 1 or -1');
  return direction;
}

/** Value that an element is sorted by: arrays on the way are entered by position only. Missing sorts as null. */
function sortKey(element: Value, path: string): Value {
  return isDoc(element) ? (valueAt(element, path) ?? null) : null;
}

function valueAt(container: Doc | Value[], path: string): Maybe {
  const whole = fieldOf(container, path);
  if (whole !== undefined) return whole;
  const dot = path.indexOf('.');
  if (dot < 0) return undefined;
  const child = fieldOf(container, path.slice(0, dot));
  return isDoc(child) || isArray(child) ? valueAt(child, path.slice(dot + 1)) : undefined;
}

function fieldOf(container: Doc | Value[], name: string): Maybe {
  if (isDoc(container)) return container.get(name);
  return /^(0|[1-9][0-9]*)$/.test(name) ? container[Number(name)] : undefined;
}

function badSort(message: string): CommandError {
  return new CommandError(ErrorCode.BadValue, message);
}
