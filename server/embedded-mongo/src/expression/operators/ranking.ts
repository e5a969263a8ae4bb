import { formatValue } from '../../bson/js';
import { isNumeric, toBigIntExact, toDouble } from '../../bson/numeric';
import type { Doc, Maybe, Value } from '../../bson/values';
import { Double, isArray, isNullish, typeNameOf } from '../../bson/values';
import { ErrorCode } from '../../errors';
import type { Operation } from '../../operation';
import { fail, namedArguments, required } from '../arguments';
import { loopStep } from '../growth';
import { compareOperands } from '../order';
import type { Compiler, Expression, OperatorFactory, OperatorTable } from '../scope';
import { constantOf } from '../scope';

type Pick = (values: readonly Value[], n: number, operation: Operation) => Value[];

function several(name: string, shapeCode: number, pick: Pick): OperatorFactory {
  return (argument, compiler) => {
    const fields = namedArguments(argument, {
      names: ['n', 'input'],
      notObject: () => fail(shapeCode, `specification must be an object; found ${name}: ${formatValue(argument)}`),
      unknown: (field) => fail(5787901, `Unknown argument for 'n' operator: ${field}`),
    });
    const n = required(fields, 'n', compiler, 5787906, `Missing value for 'n'`);
    const input = required(fields, 'input', compiler, 5787907, `Missing value for 'input'`);
    const { operation } = compiler;
    return (env) => {
      const count = countOf(n(env));
      const values = input(env);
      return isArray(values) ? pick(values, count, operation) : fail(5788200, 'Input must be an array');
    };
  };
}

function countOf(value: Maybe): number {
  if (!isNumeric(value)) fail(5787902, `Value for 'n' must be of integral type, but found ${formatValue(value)}`);
  const n = toBigIntExact(value);
  if (n === undefined) fail(5787903, `Value for 'n' must be of integral type, but found ${formatValue(value)}`);
  if (n <= 0n) fail(5787908, `'n' must be greater than 0, found ${n}`);
  return Number(n);
}

function extremes(sign: 1 | -1): Pick {
  return (values, n, operation) =>
    values
      .filter((value) => !isNullish(value))
      .sort((a, b) => {
        loopStep(operation);
        return sign * compareOperands(a, b, operation);
      })
      .slice(0, n);
}

/** Refuses what the specification of `$median` or `$percentile` must not have, or lacks. */
function quantileFields(name: string, code: number, argument: Value, names: readonly string[]): Doc {
  const fields = namedArguments(argument, {
    names,
    notObject: () => fail(code, `specification must be an object; found ${name}: ${formatValue(argument)}`),
    unknown: (field) => fail(40415, `BSON field '${name}.${field}' is an unknown field.`),
  });
  for (const field of names) {
    if (!fields.has(field)) fail(40414, `BSON field '${name}.${field}' is missing but a required field`);
  }
  const method = fields.get('method')!;
  if (typeof method !== 'string') {
    const types = `is the wrong type '${typeNameOf(method)}', expected type 'string'`;
    fail(ErrorCode.TypeMismatch, `BSON field '${name}.method' ${types}`);
  }
  if (method !== 'approximate') {
    fail(ErrorCode.BadValue, `Currently only 'approximate' can be used as percentile 'method'.`);
  }
  return fields;
}

function percentile(argument: Value, compiler: Compiler): Expression {
  const fields = quantileFields('$percentile', 7436200, argument, ['input', 'p', 'method']);
  const input = compiler.compile(fields.get('input')!);
  const fractions = compileFractions(fields.get('p')!, compiler);
  return (env) => {
    const sorted = samples(input(env));
    return fractions.map((p) => quantile(sorted, p));
  };
}

function compileFractions(source: Value, compiler: Compiler): number[] {
  const constant = constantOf(compiler.compile(source));
  if (!constant) {
    const rule = `The $percentile 'p' field must be an array of constant values, but found value`;
    return fail(7750300, `${rule}: ${formatValue(source)}.`);
  }
  const rule = `The $percentile 'p' field must be an array of numbers from [0.0, 1.0], but found`;
  const { value } = constant;
  if (!isArray(value) || value.length === 0) return fail(7750301, `${rule}: ${formatValue(value)}`);
  return value.map((item) => {
    if (!isNumeric(item)) return fail(7750302, `${rule}: ${formatValue(item)}`);
    const p = toDouble(item);
    return p >= 0 && p <= 1 ? p : fail(7750303, `${rule}: ${p}`);
  });
}

function median(argument: Value, compiler: Compiler): Expression {
  const fields = quantileFields('$median', 7436201, argument, ['input', 'method']);
  const input = compiler.compile(fields.get('input')!);
  return (env) => quantile(samples(input(env)), 0.5);
}

/** The numbers of an array, or one number, in ascending order with NaN first. */
function samples(value: Maybe): number[] {
  const values = isArray(value) ? value : [value];
  return values
    .filter(isNumeric)
    .map(toDouble)
    .sort((a, b) => (Number.isNaN(a) ? -1 : Number.isNaN(b) ? 1 : a - b));
}

function quantile(sorted: readonly number[], p: number): Value {
  if (sorted.length === 0) return null;
  return new Double(sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)]!);
}

/** Operators that pick some of an array's values by position or order. */
export const RANKING: OperatorTable = {
  $firstN: several('$firstN', 5787801, (values, n) => values.slice(0, n)),
  $lastN: several('$lastN', 5787801, (values, n) => values.slice(-n)),
  $minN: several('$minN', 5787900, extremes(1)),
  $maxN: several('$maxN', 5787900, extremes(-1)),
  $percentile: percentile,
  $median: median,
};
