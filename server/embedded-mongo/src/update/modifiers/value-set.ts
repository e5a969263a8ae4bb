import { compareValues } from '../../bson/compare';
import type { Value } from '../../bson/values';
import type { Collator } from '../../operation';

/** Values by equality, found in logarithmic time: arrays of a million elements are compared with each other. */
export class ValueSet {
  private readonly sorted: Value[];

  constructor(
    values: readonly Value[],
    private readonly collator: Collator | undefined,
  ) {
    this.sorted = [...values].sort((a, b) => compareValues(a, b, collator));
  }

  /** Position of an equal value, the same for all equal ones; -1 for none. */
  indexOf(value: Value): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareValues(this.sorted[middle], value, this.collator) < 0) low = middle + 1;
      else high = middle;
    }
    return low < this.sorted.length && compareValues(this.sorted[low], value, this.collator) === 0 ? low : -1;
  }

  has(value: Value): boolean {
    return this.indexOf(value) >= 0;
  }
}
