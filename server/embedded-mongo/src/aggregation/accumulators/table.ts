import { compareValues } from '../../bson/compare';
import { type Doc, isDoc, isNullish, type Maybe, type Value } from '../../bson/values';
import { CommandError, ErrorCode, notSupported } from '../../errors';
import { compileExpression, type Env, type ExpressionScope } from '../../expression/expression';
import type { Collator } from '../../operation';
import type { MemoryBudget } from '../memory';
import { ValueKeys } from '../value-keys';
import type { Accumulator, AccumulatorDefinition, AccumulatorFactory } from './accumulator';
import { FirstValues, LastValues, Pushed, ValueSet } from './collections';
import { nArguments, percentileArguments, topArguments } from './n-arguments';
import { Average, StandardDeviation, Sum } from './numbers';
import { type Order, Smallest } from './ordered';
import { Percentiles } from './percentiles';
import { Extreme, First, Last, MergedObject } from './single-values';

/** The accumulators of `$group`, `$bucket` and `$bucketAuto` by name. */
const ACCUMULATORS: ReadonlyMap<string, AccumulatorFactory> = new Map<string, AccumulatorFactory>([
  ['$sum', unary('$sum', () => new Sum())],
  ['$avg', unary('$avg', () => new Average())],
  ['$stdDevPop', unary('$stdDevPop', () => new StandardDeviation(false))],
  ['$stdDevSamp', unary('$stdDevSamp', () => new StandardDeviation(true))],
  ['$min', unary('$min', (_, collator) => new Extreme(1, collator))],
  ['$max', unary('$max', (_, collator) => new Extreme(-1, collator))],
  ['$first', unary('$first', () => new First())],
  ['$last', unary('$last', () => new Last())],
  ['$push', unary('$push', (budget) => new Pushed(budget))],
  ['$addToSet', unary('$addToSet', (budget, collator) => new ValueSet(budget, new ValueKeys(collator)))],
  ['$mergeObjects', unary('$mergeObjects', (budget) => new MergedObject(budget))],
  ['$count', countOfDocuments],
  ['$firstN', (argument, scope) => severalOf(argument, scope, (n, budget) => new FirstValues(n, budget))],
  ['$lastN', (argument, scope) => severalOf(argument, scope, (n, budget) => new LastValues(n, budget))],
  ['$minN', (argument, scope) => extremesOf(argument, scope, 1)],
  ['$maxN', (argument, scope) => extremesOf(argument, scope, -1)],
  ['$top', (argument, scope) => topOf('$top', argument, scope)],
  ['$topN', (argument, scope) => topOf('$topN', argument, scope)],
  ['$bottom', (argument, scope) => topOf('$bottom', argument, scope)],
  ['$bottomN', (argument, scope) => topOf('$bottomN', argument, scope)],
  ['$percentile', (argument, scope) => percentilesOf('$percentile', argument, scope)],
  ['$median', (argument, scope) => percentilesOf('$median', argument, scope)],
]);

/** An output field of a group and how it is gathered. */
export interface AccumulatedField {
  readonly name: string;
  readonly definition: AccumulatorDefinition;
}

/** Reads `field: { $operator: argument }`. */
export function accumulatedField(name: string, source: Value, scope: ExpressionScope): AccumulatedField {
  const operator = isDoc(source) ? source.keys().next().value : undefined;
  if (!isDoc(source) || !operator?.startsWith('$')) {
    throw new CommandError(40234, `The field '${name}' must be an accumulator object`);
  }
  if (name.includes('.')) throw new CommandError(40235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$')) throw new CommandError(40236, `The field name '${name}' cannot be an operator name`);
  if (source.size !== 1) throw new CommandError(40238, `The field '${name}' must specify one accumulator`);
  return { name, definition: accumulator(operator, source.get(operator)!, scope) };
}

/** An accumulator by its operator. */
export function accumulator(operator: string, argument: Value, scope: ExpressionScope): AccumulatorDefinition {
  if (operator === '$accumulator') throw notSupported('the accumulator $accumulator');
  const factory = ACCUMULATORS.get(operator);
  if (!factory) throw new CommandError(15952, `unknown group operator '${operator}'`);
  return factory(argument, scope);
}

type Start = (budget: MemoryBudget, collator: Collator | undefined) => Accumulator;

function unary(name: string, start: Start): AccumulatorFactory {
  return (argument, scope) => {
    if (Array.isArray(argument)) throw new CommandError(40237, `The ${name} accumulator is a unary operator`);
    const { collator } = scope.operation;
    return { read: compileExpression(argument, scope), start: (_, budget) => start(budget, collator) };
  };
}

function countOfDocuments(argument: Value): AccumulatorDefinition {
  if (!isDoc(argument) || argument.size > 0) {
    throw new CommandError(ErrorCode.TypeMismatch, '$count takes no arguments, i.e. $count:{}');
  }
  return { read: () => 1, start: () => new Sum() };
}

function severalOf(
  argument: Value,
  scope: ExpressionScope,
  start: (n: number, budget: MemoryBudget) => Accumulator,
): AccumulatorDefinition {
  const { input, countFor } = nArguments(argument, scope, 5787801);
  return { read: input, start: (key, budget) => start(countFor(key), budget) };
}

function extremesOf(argument: Value, scope: ExpressionScope, sense: 1 | -1): AccumulatorDefinition {
  const { input, countFor } = nArguments(argument, scope, 5787900);
  const order = extremeOrder(sense, scope.operation.collator);
  return {
    read: (env) => presentValue(input(env)),
    start: (key, budget) => new Smallest(countFor(key), order, budget, (kept) => [...kept]),
  };
}

/** The order of `$minN` (sense 1) and `$maxN` (sense -1). */
export function extremeOrder(sense: 1 | -1, collator: Collator | undefined): Order {
  return (a, b) => compareValues(a, b, collator) * sense;
}

/** A value as `$minN` and `$maxN` take it: nothing for null. */
export function presentValue(value: Maybe): Maybe {
  return isNullish(value) ? undefined : value;
}

function topOf(name: string, argument: Value, scope: ExpressionScope): AccumulatorDefinition {
  const ranking = topRanking(name, argument, scope);
  return {
    read: ranking.read,
    start: (key, budget) => new Smallest(ranking.countFor(key), ranking.order, budget, ranking.present),
  };
}

/** How `$top`, `$bottom`, `$topN` and `$bottomN` rank: values are pairs of sort key and output. */
export interface Ranking {
  read(env: Env): Value;
  readonly order: Order;
  countFor(key: Maybe): number;
  present(kept: readonly Value[]): Value;
}

/** Reads the arguments of `$top`, `$bottom`, `$topN` or `$bottomN`. */
export function topRanking(name: string, argument: Value, scope: ExpressionScope): Ranking {
  const { output, sorter, countFor } = topArguments(name, argument, scope);
  const bottom = name.startsWith('$bottom');
  const sense = bottom ? -1 : 1;
  const keyOf = (pair: Value): Value[] => (pair as [Value[], Value])[0];
  const outputOf = (pair: Value): Value => (pair as [Value[], Value])[1];
  return {
    read: (env) => [sorter.keyOf(env.root as Doc).map((part) => part ?? null), output(env) ?? null],
    order: (a, b) => sorter.compare(keyOf(a), keyOf(b)) * sense,
    countFor,
    present: (kept) => {
      // Sorted again because of equal keys: those are answered in the order they came, from the bottom too.
      const ordered = bottom ? [...kept].sort((a, b) => sorter.compare(keyOf(a), keyOf(b))) : kept;
      return name.endsWith('N') ? ordered.map(outputOf) : ordered[0] === undefined ? null : outputOf(ordered[0]);
    },
  };
}

function percentilesOf(name: string, argument: Value, scope: ExpressionScope): AccumulatorDefinition {
  const { input, ps } = percentileArguments(name, argument, scope);
  const present = (values: Value[]): Value => (name === '$median' ? values[0]! : values);
  return { read: input, start: (_, budget) => new Percentiles(ps, budget, present) };
}
