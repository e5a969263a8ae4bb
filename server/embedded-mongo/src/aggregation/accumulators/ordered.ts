import type { Maybe, Value } from '../../bson/values';
import { type MemoryBudget, sizeOf } from '../memory';
import type { Accumulator } from './accumulator';

/** Order of two values of which the smaller are kept. */
export type Order = (a: Value, b: Value) => number;

/**
 * Keeps the `n` smallest values by an order; of equal ones those that came first.
 * Under `$minN`, `$maxN`, `$top`, `$bottom` and their kin, which say what is ordered and what comes out.
 */
export class Smallest implements Accumulator {
  private kept: Value[] = [];
  private last: Value | undefined;

  constructor(
    private readonly n: number,
    private readonly order: Order,
    private readonly budget: MemoryBudget,
    private readonly present: (kept: readonly Value[]) => Value,
  ) {}

  add(value: Maybe): void {
    if (value === undefined) return;
    if (this.last !== undefined && this.order(this.last, value) <= 0) return;
    this.budget.take(sizeOf(value));
    this.kept.push(value);
    // Sorting once for every n new values keeps the cost of each at O(log n).
    if (this.kept.length >= 2 * this.n + 16) this.settle();
  }

  result(): Value {
    this.settle();
    return this.present(this.kept);
  }

  private settle(): void {
    this.kept.sort(this.order);
    for (let i = this.n; i < this.kept.length; i++) this.budget.release(sizeOf(this.kept[i]));
    this.kept = this.kept.slice(0, this.n);
    if (this.kept.length === this.n) this.last = this.kept[this.n - 1];
  }
}
