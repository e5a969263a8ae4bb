import { compareValues } from '../../bson/compare';
import { isNumeric, toDouble } from '../../bson/numeric';
import { Double, isNullish, type Maybe, type Value } from '../../bson/values';
import type { Collator } from '../../operation';
import type { Accumulator } from '../accumulators/accumulator';
import { NumberTotal } from '../accumulators/number-total';
import { ValueKeys } from '../value-keys';
import type { Frame } from './frame';
import type { Column } from './partition';

/** What is known of a window whose positions enter at its end and leave at its beginning. */
export interface Sliding {
  add(index: number): void;
  remove(index: number): void;
  result(): Maybe;
}

/** Moves a window over the partition: each position enters once and leaves once. */
export function slide(frame: Frame, state: Sliding): Column {
  let from = 0;
  let to = 0;
  return (index) => {
    frame.moveTo(index);
    while (from < frame.low && from < to) state.remove(from++);
    if (from < frame.low) {
      from = frame.low;
      to = frame.low;
    }
    while (to < frame.high) state.add(to++);
    return state.result();
  };
}

/** A window that begins with the partition, so that nothing ever leaves it: an ordinary accumulator will do. */
export function growing(values: readonly Maybe[], accumulator: Accumulator): Sliding {
  return {
    add: (index) => accumulator.add(values[index]),
    remove: () => undefined,
    result: () => {
      const result = accumulator.result();
      return Array.isArray(result) ? [...result] : result;
    },
  };
}

/** `$sum` and `$avg` of a sliding window. */
export function slidingTotal(values: readonly Maybe[], present: (total: NumberTotal) => Value): Sliding {
  const total = new NumberTotal();
  const count = (index: number, sign: 1 | -1): void => {
    const value = values[index];
    if (isNumeric(value)) total.add(value, sign);
  };
  return { add: (index) => count(index, 1), remove: (index) => count(index, -1), result: () => present(total) };
}

/** `$min` (sense 1) and `$max` (sense -1): a queue of the values that may yet become the extreme. */
export function slidingExtreme(values: readonly Maybe[], sense: 1 | -1, collator: Collator | undefined): Sliding {
  const queue: number[] = [];
  let head = 0;
  return {
    add(index) {
      const value = values[index];
      if (isNullish(value)) return;
      while (queue.length > head && compareValues(values[queue.at(-1)!], value, collator) * sense > 0) queue.pop();
      queue.push(index);
    },
    remove(index) {
      if (head < queue.length && queue[head] === index) head++;
    },
    result: () => (head < queue.length ? (values[queue[head]!] as Value) : null),
  };
}

/** `$addToSet` of a sliding window. */
export function slidingSet(values: readonly Maybe[], collator: Collator | undefined): Sliding {
  const keys = new ValueKeys(collator);
  const set = new Map<string, { readonly value: Value; count: number }>();
  return {
    add(index) {
      const value = values[index];
      if (value === undefined) return;
      const key = keys.keyOf(value);
      const entry = set.get(key);
      if (entry) entry.count++;
      else set.set(key, { value, count: 1 });
    },
    remove(index) {
      const value = values[index];
      if (value === undefined) return;
      const key = keys.keyOf(value);
      const entry = set.get(key);
      if (entry && --entry.count === 0) set.delete(key);
    },
    result: () => Array.from(set.values(), (entry) => entry.value),
  };
}

/** `$stdDevPop` and `$stdDevSamp`: the squares are kept up to date by the formula of Youngs and Cramer. */
export function slidingDeviation(values: readonly Maybe[], sample: boolean): Sliding {
  let count = 0;
  let sum = new NumberTotal();
  let squares = new NumberTotal();
  let unbounded = 0;
  const change = (index: number, sign: 1 | -1): void => {
    const value = values[index];
    if (!isNumeric(value)) return;
    const number = toDouble(value);
    if (!Number.isFinite(number)) {
      unbounded += sign;
      return;
    }
    if (sign === -1) {
      count--;
      sum.add(new Double(number), -1);
    }
    if (count === 0) {
      squares = new NumberTotal();
      sum = new NumberTotal();
    } else {
      const distance = number * count - toDouble(sum.value());
      squares.add(new Double((distance * distance) / (count * (count + 1))), sign);
    }
    if (sign === 1) {
      count++;
      sum.add(new Double(number));
    }
  };
  return {
    add: (index) => change(index, 1),
    remove: (index) => change(index, -1),
    result() {
      if (unbounded > 0) return new Double(Number.NaN);
      const divisor = sample ? count - 1 : count;
      // What rounding leaves below zero is none.
      return divisor <= 0 ? null : new Double(Math.sqrt(Math.max(0, toDouble(squares.value())) / divisor));
    },
  };
}
