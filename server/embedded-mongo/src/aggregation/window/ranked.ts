import type { Maybe, Value } from '../../bson/values';
import type { Order } from '../accumulators/ordered';
import type { Sliding } from './sliding';

/**
 * A window whose values are wanted in an order (`$minN`, `$topN`, `$percentile`, ...). All values of the partition
 * are known, so each has a rank, and a Fenwick tree over the ranks finds the k-th value inside in O(log n).
 */
export class RankedWindow implements Sliding {
  private readonly byRank: readonly Value[];
  private readonly rankOf: Int32Array;
  private readonly tree: Int32Array;
  private readonly top: number;
  private size = 0;

  /** `values` that are undefined never enter the window. */
  constructor(
    values: readonly Maybe[],
    order: Order,
    private readonly present: (window: RankedWindow) => Maybe,
  ) {
    const positions = values.flatMap((value, index) => (value === undefined ? [] : [index]));
    positions.sort((a, b) => order(values[a]!, values[b]!) || a - b);
    this.byRank = positions.map((index) => values[index]!);
    this.rankOf = new Int32Array(values.length).fill(-1);
    for (let rank = 0; rank < positions.length; rank++) this.rankOf[positions[rank]!] = rank;
    this.tree = new Int32Array(positions.length + 1);
    this.top = positions.length === 0 ? 0 : 2 ** Math.floor(Math.log2(positions.length));
  }

  /** Number of values inside. */
  get count(): number {
    return this.size;
  }

  add(index: number): void {
    this.change(index, 1);
  }

  remove(index: number): void {
    this.change(index, -1);
  }

  result(): Maybe {
    return this.present(this);
  }

  /** The value that has `k` values inside before it. */
  at(k: number): Value {
    let position = 0;
    let left = k;
    for (let step = this.top; step > 0; step >>= 1) {
      const next = position + step;
      if (next < this.tree.length && this.tree[next]! <= left) {
        position = next;
        left -= this.tree[next]!;
      }
    }
    return this.byRank[position]!;
  }

  /** Up to `n` values from the beginning of the order. */
  first(n: number): Value[] {
    return Array.from({ length: Math.min(n, this.size) }, (_, k) => this.at(k));
  }

  private change(index: number, by: 1 | -1): void {
    const rank = this.rankOf[index]!;
    if (rank < 0) return;
    this.size += by;
    for (let i = rank + 1; i < this.tree.length; i += i & -i) this.tree[i]! += by;
  }
}
