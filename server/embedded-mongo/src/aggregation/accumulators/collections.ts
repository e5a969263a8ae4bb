import type { Maybe, Value } from '../../bson/values';
import { type MemoryBudget, sizeOf } from '../memory';
import type { ValueKeys } from '../value-keys';
import type { Accumulator } from './accumulator';

/** `$push`: leaves missing values out. */
export class Pushed implements Accumulator {
  private readonly values: Value[] = [];

  constructor(private readonly budget: MemoryBudget) {}

  add(value: Maybe): void {
    if (value === undefined) return;
    this.budget.take(sizeOf(value));
    this.values.push(value);
  }

  result(): Value[] {
    return this.values;
  }
}

/** `$addToSet`: each value once, in the order of first sight. */
export class ValueSet implements Accumulator {
  private readonly values = new Map<string, Value>();

  constructor(
    private readonly budget: MemoryBudget,
    private readonly keys: ValueKeys,
  ) {}

  add(value: Maybe): void {
    if (value === undefined) return;
    const key = this.keys.keyOf(value);
    if (this.values.has(key)) return;
    this.budget.take(sizeOf(value));
    this.values.set(key, value);
  }

  result(): Value[] {
    return [...this.values.values()];
  }
}

/** `$firstN`: missing values count as null. */
export class FirstValues implements Accumulator {
  private readonly values: Value[] = [];

  constructor(
    private readonly n: number,
    private readonly budget: MemoryBudget,
  ) {}

  add(value: Maybe): void {
    if (this.values.length >= this.n) return;
    this.budget.take(sizeOf(value));
    this.values.push(value ?? null);
  }

  result(): Value[] {
    return this.values;
  }
}

/** `$lastN`: missing values count as null. */
export class LastValues implements Accumulator {
  private readonly ring: Value[] = [];
  private next = 0;

  constructor(
    private readonly n: number,
    private readonly budget: MemoryBudget,
  ) {}

  add(value: Maybe): void {
    this.budget.take(sizeOf(value));
    if (this.ring.length < this.n) {
      this.ring.push(value ?? null);
      return;
    }
    this.budget.release(sizeOf(this.ring[this.next]));
    this.ring[this.next] = value ?? null;
    this.next = (this.next + 1) % this.n;
  }

  result(): Value[] {
    return [...this.ring.slice(this.next), ...this.ring.slice(0, this.next)];
  }
}
