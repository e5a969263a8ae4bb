import { formatValue } from '../../bson/js';
import { isNumeric } from '../../bson/numeric';
import type { Maybe, Value } from '../../bson/values';
import { isArray, isNullish, typeNameOf } from '../../bson/values';
import type { Operation } from '../../operation';
import { fail, lazy, namedArguments, ranged, unary } from '../arguments';
import { integer32 } from '../coerce';
import { boundGrowth, boundLength, loopStep } from '../growth';
import type { Compiler, Env, Expression, OperatorTable } from '../scope';
import { sortArray } from './array-sorting';

function concatArrays(operands: readonly Expression[], operation: Operation): Expression {
  return (env) => {
    const result: Value[] = [];
    for (const operand of operands) {
      const array = operand(env);
      if (isNullish(array)) return null;
      if (!isArray(array)) return fail(28664, `$concatArrays only supports arrays, not ${typeNameOf(array)}`);
      boundLength(result.length + array.length, '$concatArrays');
      for (const item of array) {
        loopStep(operation);
        result.push(item);
      }
    }
    return result;
  };
}

const RANGE_LIMIT_BYTES = 100 * 1024 * 1024;
/** Size that MongoDB assumes for an element of a range. */
const RANGE_ELEMENT_BYTES = 16;

/** An argument of `$range`, which must be an int32 of whatever numeric type. */
function rangeNumber(value: Maybe, what: string, typeCode: number): number {
  if (!isNumeric(value)) {
    const colon = what === 'step' ? ':' : ': ';
    fail(typeCode, `$range requires a numeric ${what} value, found value of type${colon}${typeNameOf(value)}`);
  }
  const article = what === 'ending' ? 'an' : 'a';
  return (
    integer32(value) ??
    fail(
      typeCode + 1,
      `$range requires ${article} ${what} value that can be represented as a 32-bit integer, found value: ${formatValue(value)}`,
    )
  );
}

function range(values: Maybe[], operation: Operation): Maybe {
  const start = rangeNumber(values[0], 'starting', 34443);
  const end = rangeNumber(values[1], 'ending', 34445);
  const step = values.length > 2 ? rangeNumber(values[2], 'step', 34447) : 1;
  if (step === 0) fail(34449, '$range requires a non-zero step value');
  const length = Math.max(0, Math.ceil((end - start) / step));
  const bytes = length * RANGE_ELEMENT_BYTES;
  if (bytes >= RANGE_LIMIT_BYTES) {
    fail(
      146,
      `$range would use too much memory (${bytes} bytes) and cannot spill to disk. Memory limit: ${RANGE_LIMIT_BYTES} bytes`,
    );
  }
  const result: number[] = new Array(length);
  for (let i = 0; i < length; i++) {
    loopStep(operation);
    result[i] = start + i * step;
  }
  return result;
}

function reverseArray(array: Maybe): Maybe {
  if (isNullish(array)) return null;
  if (isArray(array)) return [...array].reverse();
  return fail(34435, `The argument to $reverseArray must be an array, but was of type: ${typeNameOf(array)}`);
}

function zip(argument: Value, compiler: Compiler): Expression {
  const fields = namedArguments(argument, {
    names: ['inputs', 'defaults', 'useLongestLength'],
    notObject: () => fail(34460, `$zip only supports an object as an argument, found ${typeNameOf(argument)}`),
    unknown: (name) => fail(34464, `$zip found an unknown argument: ${name}`),
  });
  const inputs = expressions(fields.get('inputs'), 'inputs', 34461, compiler);
  const defaults = expressions(fields.get('defaults'), 'defaults', 34462, compiler);
  const longest = fields.get('useLongestLength') ?? false;
  if (typeof longest !== 'boolean') fail(34463, `useLongestLength must be a bool, found ${typeNameOf(longest)}`);
  if (inputs.length === 0) fail(34465, '$zip requires at least one input array');
  if (!longest && defaults.length > 0) fail(34466, 'cannot specify defaults unless useLongestLength is true');
  if (defaults.length > 0 && defaults.length !== inputs.length) {
    fail(34467, 'defaults and inputs must have the same length');
  }
  const { operation } = compiler;
  return (env) => {
    const arrays = zipInputs(inputs, env);
    return arrays && boundGrowth(zipped(arrays, defaults, longest, env, operation));
  };
}

function expressions(source: Maybe, name: string, code: number, compiler: Compiler): Expression[] {
  if (source === undefined) return [];
  if (!isArray(source)) return fail(code, `${name} must be an array of expressions, found ${typeNameOf(source)}`);
  return source.map((item) => compiler.compile(item));
}

function zipInputs(inputs: readonly Expression[], env: Env): Value[][] | null {
  const arrays: Value[][] = [];
  for (const input of inputs) {
    const array = input(env);
    if (isNullish(array)) return null;
    if (!isArray(array)) return fail(34468, `$zip found a non-array expression in input: ${formatValue(array)}`);
    arrays.push(array);
  }
  return arrays;
}

function zipped(
  arrays: readonly Value[][],
  defaults: readonly Expression[],
  longest: boolean,
  env: Env,
  operation: Operation,
): Value[] {
  const lengths = arrays.map((array) => array.length);
  const shortest = lengths.reduce((a, b) => Math.min(a, b));
  const most = lengths.reduce((a, b) => Math.max(a, b));
  const fill = most === shortest ? [] : defaults.map((expression) => expression(env) ?? null);
  const length = longest ? most : shortest;
  boundLength(length * arrays.length, '$zip');
  const rows: Value[] = new Array(length);
  for (let row = 0; row < length; row++) {
    loopStep(operation);
    rows[row] = arrays.map((array, column) => (row < array.length ? array[row]! : (fill[column] ?? null)));
  }
  return rows;
}

/** Operators that make an array. */
export const ARRAY_BUILDING: OperatorTable = {
  $concatArrays: lazy(concatArrays),
  $range: ranged('$range', 2, 3, range),
  $reverseArray: unary('$reverseArray', reverseArray),
  $sortArray: sortArray,
  $zip: zip,
};
