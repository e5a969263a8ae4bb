import { compareValues } from '../../bson/compare';
import { formatValue } from '../../bson/js';
import { divideNumbers, isNumeric, type Numeric, toBigIntExact, toDecimal, toDouble } from '../../bson/numeric';
import { type Decimal128, type Doc, isDoc, type Maybe, typeNameOf, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import { compileExpression, constantValueOf, type Expression, type ExpressionScope } from '../../expression/expression';
import type { Sorter } from '../../query/sort';
import { malformed } from '../arguments';
import { unitOfTime } from '../time-values';
import { type Bounds, readBounds, WHOLE_PARTITION } from './bounds';

/** A window function's place: its operator, argument and window as written, and the sort of the stage. */
export interface WindowSpec {
  readonly operator: string;
  readonly argument: Value;
  readonly window: Value | undefined;
  readonly sorter: Sorter | undefined;
  readonly scope: ExpressionScope;
}

/** The window that a function was given, or the whole partition. */
export function boundsOf({ window, sorter, scope }: WindowSpec): Bounds {
  return window === undefined ? WHOLE_PARTITION : readBounds(window, sorter, scope);
}

/** Throws where a function that has no window was given one. */
export function rejectWindow({ operator, window }: WindowSpec): void {
  if (window !== undefined) throw malformed(`'window' field is not allowed in ${operator}`);
}

const UNIT_MS = { week: 604_800_000, day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1000, millisecond: 1 };

/** Arguments of `$derivative` and `$integral`. */
export function slopeArguments(spec: WindowSpec): { input: Expression; unitMs: number | undefined } {
  const { operator, argument, sorter, scope } = spec;
  if (!sorter) throw malformed(`${operator} requires a sortBy`);
  if (sorter.fields.length !== 1) throw malformed(`${operator} requires a non-compound sortBy`);
  if (!isDoc(argument)) {
    throw malformed(
      `${operator} expects an object, but got a ${typeNameOf(argument)}: ${operator}: ${formatValue(argument)}`,
    );
  }
  for (const name of argument.keys()) {
    if (name !== 'input' && name !== 'unit') throw malformed(`${operator} got unexpected argument: ${name}`);
  }
  const input = argument.get('input');
  if (input === undefined) throw malformed(`${operator} requires an 'input' expression`);
  return { input: compileExpression(input, scope), unitMs: unitMsOf(argument.get('unit')) };
}

function unitMsOf(unit: Maybe): number | undefined {
  if (unit === undefined) return undefined;
  if (typeof unit !== 'string') throw malformed(`unit' must be a string, but got ${typeNameOf(unit)}`);
  const known = unitOfTime(unit);
  if (known in UNIT_MS) return UNIT_MS[known as keyof typeof UNIT_MS];
  throw new CommandError(5490710, "unit must be 'week' or smaller");
}

/** Arguments of `$shift`. */
export function shiftArguments({ operator, argument, window, sorter, scope }: WindowSpec): {
  output: Expression;
  by: number;
  otherwise: Value;
} {
  if (window !== undefined) throw malformed("$shift does not accept a 'window' field");
  if (!isDoc(argument)) throw malformed('Argument to $shift must be an object');
  for (const name of argument.keys()) {
    if (name !== 'output' && name !== 'by' && name !== 'default') throw malformed(`Unknown argument in ${operator}`);
  }
  const output = argument.get('output');
  const by = argument.get('by');
  const offset = by === undefined ? undefined : toBigIntExact(by);
  if (by !== undefined && (offset === undefined || Number(offset) !== (Number(offset) | 0))) {
    throw malformed(`'$shift:by' field must be an integer, but found  by: ${formatValue(by)}`);
  }
  if (output === undefined) throw malformed("$shift requires an 'output' expression.");
  if (offset === undefined) throw malformed("$shift requires 'by' as an integer value.");
  const otherwise = constantValueOf(compileExpression(argument.get('default') ?? null, scope));
  if (!otherwise) throw malformed("'$shift:default' expression must yield a constant value.");
  if (!sorter) throw malformed("'$shift' requires a sortBy");
  return { output: compileExpression(output, scope), by: Number(offset), otherwise: otherwise.value ?? null };
}

/** Arguments of `$expMovingAvg`. */
export function movingAverageArguments(spec: WindowSpec): { input: Expression; alpha: Decimal128 } {
  const { argument, window, sorter, scope } = spec;
  if (!isDoc(argument) || window !== undefined) {
    throw malformed('$expMovingAvg must have exactly one argument that is an object');
  }
  const input = argument.get('input');
  const form =
    "$expMovingAvg sub object must have exactly two fields: An 'input' field, and either an 'N' field or an 'alpha' field";
  if (argument.size !== 2 || input === undefined) throw malformed(form);
  if (!sorter) throw malformed("$expMovingAvg requires an explicit 'sortBy'");
  const alpha = argument.has('N') ? alphaOfCount(argument) : alphaOf(argument, form);
  return { input: compileExpression(input, scope), alpha };
}

function alphaOfCount(argument: Doc): Decimal128 {
  const n = argument.get('N');
  if (!isNumeric(n)) throw malformed(`'N' field must be an integer, but found type ${typeNameOf(n)}`);
  const exact = toBigIntExact(n);
  if (exact === undefined) {
    throw malformed(
      `'N' field must be an integer, but found  N: ${formatValue(n)}. To use a non-integer, use the 'alpha' argument instead`,
    );
  }
  if (exact <= 0n) throw malformed(`'N' must be greater than zero. Got ${exact}`);
  return divideNumbers(toDecimal(2), exact + 1n) as Decimal128;
}

function alphaOf(argument: Doc, form: string): Decimal128 {
  const alpha = argument.get('alpha');
  if (alpha === undefined) throw malformed(`Got unrecognized field in $expMovingAvg${form}`);
  if (!isNumeric(alpha)) throw malformed("'alpha' must be a number");
  const isShare = compareValues(alpha, 0) > 0 && compareValues(alpha, 1) < 0 && !Number.isNaN(toDouble(alpha));
  if (isShare) return toDecimal(alpha as Numeric);
  throw malformed(`'alpha' must be between 0 and 1 (exclusive), found alpha: ${formatValue(alpha)}`);
}
