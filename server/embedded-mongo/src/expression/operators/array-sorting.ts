import { compareValues } from '../../bson/compare';
import { isNumeric, toDouble } from '../../bson/numeric';
import type { Doc, Maybe, Value } from '../../bson/values';
import { isArray, isDoc, isNullish, typeNameOf } from '../../bson/values';
import type { Collator, Operation } from '../../operation';
import { fail, namedArguments, required } from '../arguments';
import { loopStep } from '../growth';
import type { Compiler, Expression } from '../scope';

type Order = (a: Value, b: Value) => number;

/** `$sortArray`. */
export function sortArray(argument: Value, compiler: Compiler): Expression {
  const fields = namedArguments(argument, {
    names: ['input', 'sortBy'],
    notObject: () => fail(2942500, `$sortArray requires an object as an argument, found: ${typeNameOf(argument)}`),
    unknown: (name) => fail(2942501, `$sortArray found an unknown argument: ${name}`),
  });
  const input = required(fields, 'input', compiler, 2942502, `$sortArray requires 'input' to be specified`);
  const sortBy = fields.get('sortBy') ?? fail(2942503, `$sortArray requires 'sortBy' to be specified`);
  const order = compileOrder(sortBy, compiler.operation);
  return (env) => {
    const array = input(env);
    if (isNullish(array)) return null;
    if (isArray(array)) return array.length < 2 ? array : [...array].sort(order);
    return fail(2942504, `The input argument to $sortArray must be an array, but was of type: ${typeNameOf(array)}`);
  };
}

function compileOrder(sortBy: Value, operation: Operation): Order {
  if (isDoc(sortBy)) return orderOfFields(sortBy, operation);
  if (!isNumeric(sortBy)) {
    fail(2942507, 'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields');
  }
  const direction = directionOf(sortBy) ?? fail(2942506, 'The $sort element value must be either 1 or -1');
  return (a, b) => {
    loopStep(operation);
    return direction * compareValues(a, b, operation.collator);
  };
}

function orderOfFields(sortBy: Doc, operation: Operation): Order {
  if (sortBy.size === 0) fail(2942505, 'BadValue: The $sort pattern is empty when it should be a set of fields.');
  const fields: { path: string[]; direction: 1 | -1 }[] = [];
  for (const [name, value] of sortBy) {
    const direction = directionOf(value) ?? fail(2942505, 'BadValue: The $sort element value must be either 1 or -1');
    const path = name.split('.');
    if (path.includes('')) fail(2942505, 'BadValue: FieldPath field names may not be empty strings.');
    if (name.startsWith('$')) fail(2942505, `BadValue: FieldPath field names may not start with '$'.`);
    fields.push({ path, direction });
  }
  return (a, b) => {
    loopStep(operation);
    for (const { path, direction } of fields) {
      const left = sortKey(a, path, direction, operation.collator);
      const right = sortKey(b, path, direction, operation.collator);
      const order = compareValues(left, right, operation.collator);
      if (order !== 0) return direction * order;
    }
    return 0;
  };
}

/** The lowest (or, descending, the highest) of the values that a path leads to through arrays. */
function sortKey(value: Maybe, path: readonly string[], direction: 1 | -1, collator: Collator | undefined): Maybe {
  let current = value;
  for (let i = 0; i < path.length; i++) {
    if (isArray(current)) {
      const rest = path.slice(i);
      return extreme(
        current.map((item) => (isDoc(item) ? sortKey(item, rest, direction, collator) : undefined)),
        direction,
        collator,
      );
    }
    if (!isDoc(current)) return undefined;
    current = current.get(path[i]!);
  }
  return isArray(current) && path.length > 0 ? extreme(current, direction, collator) : current;
}

function extreme(values: readonly Maybe[], direction: 1 | -1, collator: Collator | undefined): Maybe {
  let best = values[0];
  for (const value of values) if (direction * compareValues(value, best, collator) < 0) best = value;
  return best;
}

function directionOf(value: Value): 1 | -1 | undefined {
  if (!isNumeric(value)) return undefined;
  const number = toDouble(value);
  return number === 1 || number === -1 ? number : undefined;
}
