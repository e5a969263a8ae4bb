import { compareValues } from '../../bson/compare';
import { addDecimals } from '../../bson/decimal-arithmetic';
import { isNumeric, type Numeric, toDecimal } from '../../bson/numeric';
import { type Maybe, typeNameOf, UtcDate, type Value } from '../../bson/values';
import { CommandError } from '../../errors';
import { advanced } from '../time-values';
import type { Bound, Bounds } from './bounds';
import type { Partition } from './partition';

/** The window of the current document as a range of positions; both ends only ever move forward. */
export interface Frame {
  /** First position inside. */
  low: number;
  /** First position after; equal to `low` for an empty window. */
  high: number;
  /** Makes the document at this position the current one; positions must ascend. */
  moveTo(index: number): void;
}

/** The frame of bounds over a partition. */
export function frameOf(bounds: Bounds, partition: Partition): Frame {
  return bounds.kind === 'documents' ? documentFrame(bounds, partition.docs.length) : new RangeFrame(bounds, partition);
}

function documentFrame({ lower, upper }: Bounds, count: number): Frame {
  const below = lower === 'unbounded' ? Number.NEGATIVE_INFINITY : offsetOf(lower);
  const above = upper === 'unbounded' ? Number.POSITIVE_INFINITY : offsetOf(upper) + 1;
  return {
    low: 0,
    high: 0,
    moveTo(index) {
      this.low = Math.min(count, Math.max(0, index + below));
      this.high = Math.min(count, Math.max(0, index + above));
    },
  };
}

function offsetOf(bound: Exclude<Bound, 'unbounded'>): number {
  return bound === 'current' ? 0 : Number(bound);
}

class RangeFrame implements Frame {
  low = 0;
  high = 0;
  private readonly values: readonly Maybe[];
  /** Where the values of the sort's type (numbers or dates) begin and end; all others sort before or after them. */
  private readonly begin: number;
  private readonly end: number;

  constructor(
    private readonly bounds: Bounds,
    private readonly partition: Partition,
  ) {
    this.values = partition.sortValues();
    const first = this.values.findIndex((value) => this.isExpected(value));
    this.begin = first < 0 ? this.values.length : first;
    let end = this.begin;
    while (end < this.values.length && this.isExpected(this.values[end])) end++;
    this.end = end;
  }

  moveTo(index: number): void {
    const base = this.checkedBase(index);
    this.low = this.lowFor(base, index);
    this.high = Math.max(this.low, this.high, this.begin);
    this.high = this.highFor(base, index);
  }

  private lowFor(base: Value, index: number): number {
    const { lower } = this.bounds;
    if (lower === 'current') return index;
    if (lower === 'unbounded') return this.begin;
    const threshold = this.threshold(base, lower);
    let low = Math.max(this.low, this.begin);
    while (low < this.end && this.compare(this.values[low], threshold) < 0) low++;
    return low;
  }

  private highFor(base: Value, index: number): number {
    const { upper } = this.bounds;
    if (upper === 'current') return Math.max(index + 1, this.low);
    if (upper === 'unbounded') return Math.max(this.end, this.low);
    const threshold = this.threshold(base, upper);
    let { high } = this;
    while (high < this.end && this.compare(this.values[high], threshold) <= 0) high++;
    return high;
  }

  private compare(a: Maybe, b: Maybe): number {
    return compareValues(a, b, this.partition.operation.collator);
  }

  private isExpected(value: Maybe): boolean {
    return this.bounds.unit ? value instanceof UtcDate : isNumeric(value);
  }

  /** Sums are decimals, as nobody sees their type: 0.1 + 0.2 includes 0.3. */
  private threshold(base: Value, delta: Numeric): Value {
    if (this.bounds.unit) return advanced(base, delta, this.bounds.unit);
    if (typeof base === 'number' && typeof delta === 'number') return advanced(base, delta, undefined);
    return addDecimals(toDecimal(base as Numeric), toDecimal(delta));
  }

  private checkedBase(index: number): Value {
    const base = this.values[index];
    if (this.bounds.unit) {
      if (base instanceof UtcDate) return base;
      throw new CommandError(
        5429513,
        `Invalid range: Expected the sortBy field to be a Date, but it was ${typeNameOf(base)}`,
      );
    }
    if (base instanceof UtcDate) {
      throw new CommandError(
        5429413,
        'Invalid range: For windows that involve date or time ranges, a unit must be provided.',
      );
    }
    if (isNumeric(base)) return base;
    throw new CommandError(
      5429414,
      `Invalid range: Expected the sortBy field to be a number, but it was ${typeNameOf(base)}`,
    );
  }
}
