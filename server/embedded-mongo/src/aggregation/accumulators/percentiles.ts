import { isNumeric, toDouble } from '../../bson/numeric';
import { Double, type Maybe, type Value } from '../../bson/values';
import type { MemoryBudget } from '../memory';
import type { Accumulator } from './accumulator';

/** Position, among `count` sorted values, of the percentile `p` (0 to 1): the first value that at least that share does not exceed. */
export function percentileRank(count: number, p: number): number {
  return p >= 1 ? count - 1 : Math.max(0, Math.ceil(count * p) - 1);
}

/** `$percentile` and `$median`: exact, where MongoDB may answer a value close by. */
export class Percentiles implements Accumulator {
  private readonly values: number[] = [];

  constructor(
    private readonly ps: readonly number[],
    private readonly budget: MemoryBudget,
    private readonly present: (percentiles: Value[]) => Value,
  ) {}

  add(value: Maybe): void {
    if (!isNumeric(value)) return;
    const number = toDouble(value);
    if (Number.isNaN(number)) return;
    this.budget.take(8);
    this.values.push(number);
  }

  result(): Value {
    const sorted = Float64Array.from(this.values).sort();
    return this.present(
      this.ps.map((p) => (sorted.length === 0 ? null : new Double(sorted[percentileRank(sorted.length, p)]!))),
    );
  }
}
