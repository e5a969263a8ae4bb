import { isNumeric, toDouble } from '../../bson/numeric';
import { type Doc, Double, isDoc, type Maybe, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import { compileExpression, type Env, type ExpressionScope, rootEnv } from '../../expression/expression';
import type { Sorter } from '../../query/sort';
import type { AccumulatorDefinition } from '../accumulators/accumulator';
import { nArguments, percentileArguments } from '../accumulators/n-arguments';
import { percentileRank } from '../accumulators/percentiles';
import { accumulator, extremeOrder, presentValue, topRanking } from '../accumulators/table';
import { malformed } from '../arguments';
import {
  boundsOf,
  movingAverageArguments,
  rejectWindow,
  shiftArguments,
  slopeArguments,
  type WindowSpec,
} from './arguments';
import type { Bounds } from './bounds';
import { covariance, derivative, integral } from './calculus';
import { frameOf } from './frame';
import type { Partition, WindowFunction } from './partition';
import { RankedWindow } from './ranked';
import { edge, excerpt, lastObserved, linearFill, movingAverage, ranking, shifted } from './sequential';
import { growing, type Sliding, slide, slidingDeviation, slidingExtreme, slidingSet, slidingTotal } from './sliding';

type Factory = (spec: WindowSpec) => WindowFunction;

/** What slides over the values of a partition. */
type OpenSliding = (values: readonly Maybe[], partition: Partition) => Sliding;

const FUNCTIONS: ReadonlyMap<string, Factory> = new Map<string, Factory>([
  ['$sum', (spec) => accumulated(spec, (values) => slidingTotal(values, (total) => total.value(true)))],
  ['$count', (spec) => accumulated(spec, (values) => slidingTotal(values, (total) => total.value(true)))],
  ['$avg', (spec) => accumulated(spec, (values) => slidingTotal(values, (total) => total.mean()))],
  ['$min', (spec) => accumulated(spec, (values, { operation }) => slidingExtreme(values, 1, operation.collator))],
  ['$max', (spec) => accumulated(spec, (values, { operation }) => slidingExtreme(values, -1, operation.collator))],
  ['$stdDevPop', (spec) => accumulated(spec, (values) => slidingDeviation(values, false))],
  ['$stdDevSamp', (spec) => accumulated(spec, (values) => slidingDeviation(values, true))],
  ['$addToSet', (spec) => accumulated(spec, (values, { operation }) => slidingSet(values, operation.collator))],
  ['$covariancePop', (spec) => covariances(spec, false)],
  ['$covarianceSamp', (spec) => covariances(spec, true)],
  ['$push', pushed],
  ['$first', (spec) => edgeOf(spec, false)],
  ['$last', (spec) => edgeOf(spec, true)],
  ['$firstN', (spec) => excerptOf(spec, (low, high, n) => [low, Math.min(high, low + n)])],
  ['$lastN', (spec) => excerptOf(spec, (low, high, n) => [Math.max(low, high - n), high])],
  ['$minN', (spec) => extremes(spec, 1)],
  ['$maxN', (spec) => extremes(spec, -1)],
  ['$top', tops],
  ['$topN', tops],
  ['$bottom', tops],
  ['$bottomN', tops],
  ['$percentile', percentiles],
  ['$median', percentiles],
  ['$rank', (spec) => rankingOf(spec, '$rank')],
  ['$denseRank', (spec) => rankingOf(spec, '$denseRank')],
  ['$documentNumber', (spec) => rankingOf(spec, '$documentNumber')],
  ['$shift', shift],
  ['$derivative', derivativeOf],
  ['$integral', integralOf],
  ['$expMovingAvg', expMovingAvg],
  ['$linearFill', linearFillOf],
  ['$locf', locf],
]);

/** Reads `field: { $function: argument, window: {...} }`. */
export function windowFunction(
  field: string,
  source: Value,
  sorter: Sorter | undefined,
  scope: ExpressionScope,
): WindowFunction {
  if (!isDoc(source)) throw malformed(`The field '${field}' must be an object`);
  const operator = [...source.keys()].find((name) => name.startsWith('$'));
  if (operator === undefined) {
    const first = source.keys().next().value;
    throw malformed(`Expected a $-prefixed window function${first ? `, ${first}` : ''}`);
  }
  const factory = FUNCTIONS.get(operator);
  if (!factory) throw malformed(`Unrecognized window function, ${operator}`);
  checkFields(source, operator);
  const window = source.get('window');
  return factory({ operator, argument: source.get(operator)!, window, sorter, scope });
}

function checkFields(source: Doc, operator: string): void {
  const ranks = operator === '$rank' || operator === '$denseRank' || operator === '$documentNumber';
  if (ranks && source.size !== 1) {
    throw new CommandError(5371601, 'Rank style window functions take no other arguments');
  }
  for (const name of source.keys()) {
    if (name === operator || name === 'window') continue;
    if (FUNCTIONS.has(name)) throw malformed('Cannot specify two functions in window function spec');
    throw malformed(`Window function found an unknown argument: ${name}`);
  }
}

function readAll(read: (env: Env) => Maybe, { docs, operation }: Partition): Maybe[] {
  return docs.map((doc) => read(rootEnv(doc, operation)));
}

function sliding(bounds: Bounds, read: (env: Env) => Maybe, open: OpenSliding): WindowFunction {
  return (partition) => slide(frameOf(bounds, partition), open(readAll(read, partition), partition));
}

/** An accumulator as a window function: as it is where nothing leaves the window, else its sliding form. */
function accumulated(spec: WindowSpec, open: OpenSliding): WindowFunction {
  const bounds = boundsOf(spec);
  const definition: AccumulatorDefinition = Array.isArray(spec.argument)
    ? { ...accumulator(spec.operator, null, spec.scope), read: compileExpression(spec.argument, spec.scope) }
    : accumulator(spec.operator, spec.argument, spec.scope);
  if (bounds.lower !== 'unbounded') return sliding(bounds, definition.read, open);
  return sliding(bounds, definition.read, (values, { budget }) => growing(values, definition.start(null, budget)));
}

function covariances(spec: WindowSpec, sample: boolean): WindowFunction {
  return sliding(boundsOf(spec), compileExpression(spec.argument, spec.scope), (values) => covariance(values, sample));
}

function pushed(spec: WindowSpec): WindowFunction {
  const bounds = boundsOf(spec);
  const read = compileExpression(spec.argument, spec.scope);
  return (partition) => {
    const values = readAll(read, partition);
    return excerpt(frameOf(bounds, partition), (low, high) =>
      values.slice(low, high).filter((value): value is Value => value !== undefined),
    );
  };
}

function edgeOf(spec: WindowSpec, last: boolean): WindowFunction {
  const bounds = boundsOf(spec);
  const read = compileExpression(spec.argument, spec.scope);
  return (partition) => edge(readAll(read, partition), frameOf(bounds, partition), last);
}

function excerptOf(
  spec: WindowSpec,
  places: (low: number, high: number, n: number) => [from: number, to: number],
): WindowFunction {
  const bounds = boundsOf(spec);
  const { input, countFor } = nArguments(spec.argument, spec.scope, 5787801);
  return (partition) => {
    const n = countFor(null);
    const values = readAll(input, partition);
    return excerpt(frameOf(bounds, partition), (low, high) =>
      values.slice(...places(low, high, n)).map((value) => value ?? null),
    );
  };
}

function extremes(spec: WindowSpec, sense: 1 | -1): WindowFunction {
  const { input, countFor } = nArguments(spec.argument, spec.scope, 5787900);
  const order = extremeOrder(sense, spec.scope.operation.collator);
  return sliding(
    boundsOf(spec),
    (env) => presentValue(input(env)),
    (values) => {
      const n = countFor(null);
      return new RankedWindow(values, order, (window) => window.first(n));
    },
  );
}

function tops(spec: WindowSpec): WindowFunction {
  const { read, order, countFor, present } = topRanking(spec.operator, spec.argument, spec.scope);
  return sliding(boundsOf(spec), read, (values) => {
    const n = countFor(null);
    return new RankedWindow(values, order, (window) => present(window.first(n)));
  });
}

function percentiles(spec: WindowSpec): WindowFunction {
  const { input, ps } = percentileArguments(spec.operator, spec.argument, spec.scope);
  const read = (env: Env): Maybe => {
    const value = input(env);
    return isNumeric(value) && !Number.isNaN(toDouble(value)) ? new Double(toDouble(value)) : undefined;
  };
  const order = (a: Value, b: Value): number => toDouble(a) - toDouble(b) || 0;
  return sliding(boundsOf(spec), read, (values) => {
    return new RankedWindow(values, order, (window) => {
      const found = ps.map((p) => (window.count === 0 ? null : window.at(percentileRank(window.count, p))));
      return spec.operator === '$median' ? found[0] : found;
    });
  });
}

function rankingOf(spec: WindowSpec, kind: '$rank' | '$denseRank' | '$documentNumber'): WindowFunction {
  if (!isDoc(spec.argument) || spec.argument.size > 0) {
    throw new CommandError(5371603, `${kind} must be specified with '{}' as the value`);
  }
  if (spec.sorter?.fields.length !== 1) {
    throw new CommandError(
      5371602,
      `${kind} must be specified with a top level sortBy expression with exactly one element`,
    );
  }
  return (partition) => ranking(kind, partition);
}

function shift(spec: WindowSpec): WindowFunction {
  const { output, by, otherwise } = shiftArguments(spec);
  return (partition) => shifted(readAll(output, partition), by, otherwise);
}

function derivativeOf(spec: WindowSpec): WindowFunction {
  const { input, unitMs } = slopeArguments(spec);
  if (spec.window === undefined) throw malformed('$derivative requires explicit window bounds');
  const bounds = boundsOf(spec);
  return (partition) => derivative(readAll(input, partition), frameOf(bounds, partition), partition, unitMs);
}

function integralOf(spec: WindowSpec): WindowFunction {
  const { input, unitMs } = slopeArguments(spec);
  return sliding(boundsOf(spec), input, (values, partition) => integral(values, partition, unitMs));
}

function expMovingAvg(spec: WindowSpec): WindowFunction {
  const { input, alpha } = movingAverageArguments(spec);
  return (partition) => movingAverage(readAll(input, partition), alpha);
}

function linearFillOf(spec: WindowSpec): WindowFunction {
  const read = compileExpression(spec.argument, spec.scope);
  rejectWindow(spec);
  if (spec.sorter?.fields.length !== 1) {
    throw new CommandError(
      605001,
      `${spec.operator} must be specified with a top level sortBy expression with exactly one element`,
    );
  }
  return (partition) => linearFill(readAll(read, partition), partition);
}

function locf(spec: WindowSpec): WindowFunction {
  const read = compileExpression(spec.argument, spec.scope);
  rejectWindow(spec);
  return (partition) => lastObserved(readAll(read, partition));
}
