import type { Maybe, Value } from '../../bson/values';
import type { Env, ExpressionScope } from '../../expression/expression';
import type { MemoryBudget } from '../memory';

/** Gathers the values of one group. */
export interface Accumulator {
  add(value: Maybe): void;
  /** What the values so far come to. An array may be the accumulator's own and must not be changed or kept while values follow. */
  result(): Maybe;
}

/** An accumulator as written in a stage. */
export interface AccumulatorDefinition {
  /** The value that a document contributes. */
  read(env: Env): Maybe;
  /** Begins a group. `key` is the group's `_id`, on which arguments such as `n` may depend. */
  start(key: Maybe, budget: MemoryBudget): Accumulator;
}

/** Builds a definition from the argument of an accumulator operator. */
export type AccumulatorFactory = (argument: Value, scope: ExpressionScope) => AccumulatorDefinition;
