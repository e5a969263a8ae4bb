import { formatValue } from '../../bson/js';
import { isNumeric, toBigIntExact, toDouble } from '../../bson/numeric';
import { type Doc, isArray, isDoc, type Maybe, type Value } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import {
  compileExpression,
  constantValueOf,
  type Expression,
  type ExpressionScope,
  rootEnv,
} from '../../expression/expression';
import { compileSort, type Sorter } from '../../query/sort';
import { rejectUnknownFields, requiredField } from '../arguments';

/** Arguments of `$firstN`, `$minN` and their kin. */
export interface NArguments {
  readonly input: Expression;
  /** Number of values wanted by the group with this `_id`. */
  countFor(key: Maybe): number;
}

/** Reads `{ input, n }`. */
export function nArguments(argument: Value, scope: ExpressionScope, notObject: number): NArguments {
  if (!isDoc(argument)) {
    throw new CommandError(notObject, `specification must be an object; found ${formatValue(argument)}`);
  }
  for (const name of argument.keys()) {
    if (name !== 'n' && name !== 'input') {
      throw new CommandError(5787901, `Unknown argument for 'n' operator: ${name}`);
    }
  }
  const n = argument.get('n');
  const input = argument.get('input');
  if (n === undefined) throw new CommandError(5787906, "Missing value for 'n'");
  if (input === undefined) throw new CommandError(5787907, "Missing value for 'input'");
  return { input: compileExpression(input, scope), countFor: countReader(n, scope) };
}

/** Arguments of `$top`, `$bottom`, `$topN` and `$bottomN`. */
export interface TopArguments {
  readonly output: Expression;
  readonly sorter: Sorter;
  countFor(key: Maybe): number;
}

/** Reads `{ output, sortBy, n }`, without `n` where only a single value is wanted. */
export function topArguments(name: string, argument: Value, scope: ExpressionScope): TopArguments {
  const single = !name.endsWith('N');
  if (!isDoc(argument)) {
    throw new CommandError(5788001, `specification must be an object; found ${name}: ${formatValue(argument)}`);
  }
  for (const field of argument.keys()) {
    if (field === 'output' || field === 'sortBy' || (field === 'n' && !single)) continue;
    throw new CommandError(5788002, `Unknown argument to ${name} '${field}'`);
  }
  const n = single ? 1 : argument.get('n');
  if (n === undefined) throw new CommandError(5788003, "Missing value for 'n'");
  const output = argument.get('output');
  if (output === undefined) throw new CommandError(5788004, "Missing value for 'output'");
  const sortBy = argument.get('sortBy');
  if (sortBy === undefined) throw new CommandError(5788005, "Missing value for 'sortBy'");
  if (!isDoc(sortBy)) throw new CommandError(10065, 'invalid parameter: expected an object (sortBy)');
  return {
    output: compileExpression(output, scope),
    sorter: compileSort(sortBy, scope.operation),
    countFor: countReader(n, scope),
  };
}

function countReader(source: Value, scope: ExpressionScope): (key: Maybe) => number {
  const n = compileExpression(source, scope);
  return (key) => wholeCount(n(rootEnv(isDoc(key) ? key : new Map(), scope.operation)));
}

function wholeCount(value: Maybe): number {
  const text = `Value for 'n' must be of integral type, but found ${formatValue(value)}`;
  if (!isNumeric(value)) throw new CommandError(5787902, text);
  const exact = toBigIntExact(value);
  if (exact === undefined) throw new CommandError(5787903, text);
  if (exact <= 0n) throw new CommandError(5787908, `'n' must be greater than 0, found ${exact}`);
  return Number(exact);
}

/** Arguments of `$percentile` and `$median`. */
export interface PercentileArguments {
  readonly input: Expression;
  /** Shares from 0 to 1. */
  readonly ps: readonly number[];
}

/** Reads `{ input, p, method }`; `$median` has no `p`. */
export function percentileArguments(name: string, argument: Value, scope: ExpressionScope): PercentileArguments {
  const median = name === '$median';
  if (!isDoc(argument)) {
    const code = median ? 7436201 : 7429703;
    throw new CommandError(code, `specification must be an object; found ${name}: ${formatValue(argument)}`);
  }
  rejectUnknownFields(argument, name, median ? ['input', 'method'] : ['input', 'p', 'method']);
  const input = compileExpression(requiredField(argument, name, 'input'), scope);
  const ps = median ? [0.5] : shares(argument, scope);
  if (requiredField(argument, name, 'method') !== 'approximate') {
    throw new CommandError(ErrorCode.BadValue, "Currently only 'approximate' can be used as percentile 'method'.");
  }
  return { input, ps };
}

function shares(argument: Doc, scope: ExpressionScope): number[] {
  const source = requiredField(argument, '$percentile', 'p');
  const constant = constantValueOf(compileExpression(source, scope));
  if (!constant) {
    throw new CommandError(
      7750300,
      `The $percentile 'p' field must be an array of constant values, but found value: ${formatValue(source)}.`,
    );
  }
  const { value } = constant;
  const message = "The $percentile 'p' field must be an array of numbers from [0.0, 1.0], but found: ";
  if (!isArray(value) || value.length === 0) throw new CommandError(7750301, message + formatValue(value));
  return value.map((item) => {
    if (!isNumeric(item)) throw new CommandError(7750302, message + formatValue(item));
    const share = toDouble(item);
    if (!(share >= 0 && share <= 1)) throw new CommandError(7750303, message + formatValue(item));
    return share;
  });
}
