import { formatValue } from '../../bson/js';
import { truthy } from '../../bson/numeric';
import type { Maybe, Value } from '../../bson/values';
import { isArray, isNullish, typeNameOf } from '../../bson/values';
import { fail, namedArguments, optional, required } from '../arguments';
import { integer32 } from '../coerce';
import { boundGrowth, boundValue, loopStep } from '../growth';
import type { Compiler, Env, Expression, OperatorTable } from '../scope';
import { InnerEnv, validateVariableName } from '../variables';

/** Name of the variable that stands for each element: `as`, or "this". */
function elementName(source: Value | undefined): string {
  if (source === undefined) return 'this';
  const name = typeof source === 'string' ? source : '';
  validateVariableName(name);
  return name;
}

function map(argument: Value, compiler: Compiler): Expression {
  const fields = namedArguments(argument, {
    names: ['input', 'as', 'in'],
    notObject: () => fail(16878, '$map only supports an object as its argument'),
    unknown: (name) => fail(16879, `Unrecognized parameter to $map: ${name}`),
  });
  const input = required(fields, 'input', compiler, 16880, `Missing 'input' parameter to $map`);
  const body = fields.get('in') ?? fail(16882, `Missing 'in' parameter to $map`);
  const name = elementName(fields.get('as'));
  const each = compiler.withVariables([name]).compile(body);
  const { operation } = compiler;
  return (env) => {
    const items = input(env);
    if (isNullish(items)) return null;
    if (!isArray(items)) return fail(16883, `input to $map must be an array not ${typeNameOf(items)}`);
    const inner = new InnerEnv(env);
    const result: Value[] = new Array(items.length);
    for (let i = 0; i < items.length; i++) {
      loopStep(operation);
      inner.set(name, items[i]);
      result[i] = each(inner) ?? null;
    }
    return boundGrowth(result);
  };
}

function filter(argument: Value, compiler: Compiler): Expression {
  const fields = namedArguments(argument, {
    names: ['input', 'as', 'cond', 'limit'],
    notObject: () => fail(28646, '$filter only supports an object as its argument'),
    unknown: (name) => fail(28647, `Unrecognized parameter to $filter: ${name}`),
  });
  const input = required(fields, 'input', compiler, 28648, `Missing 'input' parameter to $filter`);
  const test = fields.get('cond') ?? fail(28650, `Missing 'cond' parameter to $filter`);
  const name = elementName(fields.get('as'));
  const condition = compiler.withVariables([name]).compile(test);
  const limit = optional(fields, 'limit', compiler);
  const { operation } = compiler;
  return (env) => {
    const items = input(env);
    if (isNullish(items)) return null;
    if (!isArray(items)) return fail(28651, `input to $filter must be an array not ${typeNameOf(items)}`);
    if (items.length === 0) return items;
    const most = limit ? filterLimit(limit(env)) : Number.POSITIVE_INFINITY;
    const inner = new InnerEnv(env);
    const result: Value[] = [];
    for (const item of items) {
      loopStep(operation);
      inner.set(name, item);
      if (truthy(condition(inner)) && result.push(item) >= most) break;
    }
    return result;
  };
}

function filterLimit(value: Maybe): number {
  if (isNullish(value)) return Number.POSITIVE_INFINITY;
  const limit = integer32(value);
  if (limit === undefined) {
    return fail(327391, `$filter: limit must be represented as a 32-bit integral value: ${formatValue(value)}`);
  }
  return limit > 0 ? limit : fail(327392, `$filter: limit must be greater than 0: ${formatValue(value)}`);
}

function reduce(argument: Value, compiler: Compiler): Expression {
  const fields = namedArguments(argument, {
    names: ['input', 'initialValue', 'in'],
    notObject: () => fail(40075, `$reduce requires an object as an argument, found: ${typeNameOf(argument)}`),
    unknown: (name) => fail(40076, `$reduce found an unknown argument: ${name}`),
  });
  const input = required(fields, 'input', compiler, 40077, `$reduce requires 'input' to be specified`);
  const initial = required(fields, 'initialValue', compiler, 40078, `$reduce requires 'initialValue' to be specified`);
  const step = required(
    fields,
    'in',
    compiler.withVariables(['this', 'value']),
    40079,
    `$reduce requires 'in' to be specified`,
  );
  const { operation } = compiler;
  return (env: Env) => {
    const items = input(env);
    if (isNullish(items)) return null;
    if (!isArray(items)) return fail(40080, `$reduce requires that 'input' be an array, found: ${formatValue(items)}`);
    const inner = new InnerEnv(env);
    let value = initial(env);
    for (const item of items) {
      loopStep(operation);
      inner.set('this', item);
      inner.set('value', value);
      value = boundValue(step(inner));
    }
    return value;
  };
}

/** Operators that evaluate an expression for each element of an array. */
export const ITERATION: OperatorTable = { $map: map, $filter: filter, $reduce: reduce };
