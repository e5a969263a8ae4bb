import { formatValue } from '../../bson/js';
import { isNumeric, toDouble } from '../../bson/numeric';
import type { Maybe, Value } from '../../bson/values';
import { isArray, isNullish, typeNameOf } from '../../bson/values';
import type { Operation } from '../../operation';
import { binary, compileArity, fail, ranged, unary } from '../arguments';
import { doubleText, integer32 } from '../coerce';
import { loopStep } from '../growth';
import { compareOperands, ValueSet } from '../order';
import type { Compiler, Expression, OperatorTable } from '../scope';
import { constantOf } from '../scope';

function elementAt(name: string, which: string, array: Maybe, index: number): Maybe {
  if (!isArray(array)) return fail(28689, `${name}'s ${which} must be an array, but is ${typeNameOf(array)}`);
  return array.at(index);
}

function arrayElemAt(array: Maybe, position: Maybe): Maybe {
  if (isNullish(array) || isNullish(position)) return null;
  if (!isArray(array)) elementAt('$arrayElemAt', 'first argument', array, 0);
  if (!isNumeric(position)) {
    fail(28690, `$arrayElemAt's second argument must be a numeric value, but is ${typeNameOf(position)}`);
  }
  const index =
    integer32(position) ??
    fail(
      28691,
      `$arrayElemAt's second argument must be representable as a 32-bit integer: ${doubleText(toDouble(position))}`,
    );
  return elementAt('$arrayElemAt', 'first argument', array, index);
}

/** Checks the second or third argument of `$slice`. */
function sliceNumber(value: Value, which: string, typeCode: number, rangeCode: number): number {
  if (!isNumeric(value)) {
    const verb = which === 'Third' ? 'must be numeric, but is' : 'must be a numeric value, but is';
    fail(typeCode, `${which} argument to $slice ${verb} of type: ${typeNameOf(value)}`);
  }
  return (
    integer32(value) ??
    fail(
      rangeCode,
      `${which} argument to $slice can't be represented as a 32-bit integer: ${doubleText(toDouble(value))}`,
    )
  );
}

function slice(values: Maybe[]): Maybe {
  const [array, second, third] = values;
  if (isNullish(array) || isNullish(second)) return null;
  if (!isArray(array)) {
    return fail(28724, `First argument to $slice must be an array, but is of type: ${typeNameOf(array)}`);
  }
  const number = sliceNumber(second, 'Second', 28725, 28726);
  if (values.length === 2) return number >= 0 ? array.slice(0, number) : array.slice(number);
  if (isNullish(third)) return null;
  const count = sliceNumber(third, 'Third', 28727, 28728);
  if (count <= 0) fail(28729, `Third argument to $slice must be positive: ${count}`);
  const start = number < 0 ? Math.max(0, array.length + number) : Math.min(array.length, number);
  return array.slice(start, start + count);
}

/** An index argument of the `$indexOf` operators. */
export function searchIndex(name: string, which: 'starting index' | 'ending index', value: Maybe): number {
  const index = integer32(value);
  if (index === undefined) {
    fail(
      40096,
      `${name} requires an integral ${which}, found a value of type: ${typeNameOf(value)}, with value: ${formatValue(value ?? null)}`,
    );
  }
  if (index < 0) fail(40097, `${name} requires a nonnegative ${which}, found: ${index}`);
  return index;
}

function indexOfArray(values: Maybe[], operation: Operation): Maybe {
  const [array, wanted, from, to] = values;
  if (isNullish(array)) return null;
  if (!isArray(array)) {
    return fail(40090, `$indexOfArray requires an array as a first argument, found: ${typeNameOf(array)}`);
  }
  const start = values.length > 2 ? searchIndex('$indexOfArray', 'starting index', from) : 0;
  const end = values.length > 3 ? searchIndex('$indexOfArray', 'ending index', to) : array.length;
  for (let i = start; i < Math.min(end, array.length); i++) {
    loopStep(operation);
    if (compareOperands(array[i], wanted, operation) === 0) return i;
  }
  return -1;
}

function includes(value: Maybe, array: Maybe, operation: Operation): boolean {
  if (!isArray(array)) return fail(40081, `$in requires an array as a second argument, found: ${typeNameOf(array)}`);
  for (const item of array) {
    loopStep(operation);
    if (compareOperands(value, item, operation) === 0) return true;
  }
  return false;
}

/** Constant arrays at least this long are searched by key. */
const WORTH_A_SET = 8;

function inArray(argument: Value, compiler: Compiler): Expression {
  const [wanted, list] = compileArity('$in', argument, compiler, 2) as [Expression, Expression];
  const { operation } = compiler;
  const members = constantOf(list)?.value;
  if (isArray(members) && members.length >= WORTH_A_SET && !operation.collator) {
    const set = new ValueSet(operation, members);
    return (env) => {
      const value = wanted(env);
      return isNullish(value) ? includes(value, members, operation) : set.has(value);
    };
  }
  return (env) => includes(wanted(env), list(env), operation);
}

function first(name: '$first' | '$last', index: number) {
  return unary(name, (array) => (isNullish(array) ? null : elementAt(name, 'argument', array, index)));
}

function size(array: Maybe): number {
  if (isArray(array)) return array.length;
  return fail(17124, `The argument to $size must be an array, but was of type: ${typeNameOf(array)}`);
}

/** Operators that look at elements of an array by position or value. */
export const ARRAY_ELEMENTS: OperatorTable = {
  $arrayElemAt: binary('$arrayElemAt', arrayElemAt),
  $first: first('$first', 0),
  $last: first('$last', -1),
  $slice: ranged('$slice', 2, 3, slice),
  $indexOfArray: ranged('$indexOfArray', 2, 4, indexOfArray),
  $in: inArray,
  $size: unary('$size', size),
  $isArray: unary('$isArray', isArray),
};
