import { type Stream, TICK } from '../operation';

/** Items sorted at a time: small enough that sorting one run does not hold up the event loop. */
const RUN_LENGTH = 4096;
const PAUSE_EVERY = 128;

/** Sorts many items stably in short steps: fills runs, sorts each when it is full, and merges them while they are read. */
export class SortedRuns<T> {
  private readonly runs: T[][] = [];
  private open: T[] = [];

  constructor(private readonly compare: (a: T, b: T) => number) {}

  /** Takes an item; items that compare equal keep this order. */
  add(item: T): void {
    this.open.push(item);
    if (this.open.length === RUN_LENGTH) this.close();
  }

  /** Hands the items on in order. */
  *drain(): Generator<T | typeof TICK> & Stream<T> {
    this.close();
    if (this.runs.length === 1) yield* pausing(this.runs[0]!);
    else yield* this.merge();
  }

  private close(): void {
    if (this.open.length === 0) return;
    this.runs.push(this.open.sort(this.compare));
    this.open = [];
  }

  private *merge(): Generator<T | typeof TICK> {
    const heads = this.runs.map((run, order) => ({ run, order, at: 0 }));
    type Head = (typeof heads)[number];
    const before = (a: Head, b: Head): boolean => {
      const order = this.compare(a.run[a.at]!, b.run[b.at]!);
      return order !== 0 ? order < 0 : a.order < b.order;
    };
    for (let i = (heads.length >> 1) - 1; i >= 0; i--) sink(heads, i, before);
    let count = 0;
    while (heads.length > 0) {
      const head = heads[0]!;
      yield head.run[head.at]!;
      if (++head.at === head.run.length) {
        const last = heads.pop()!;
        if (heads.length > 0) heads[0] = last;
      }
      sink(heads, 0, before);
      if (++count % PAUSE_EVERY === 0) yield TICK;
    }
  }
}

function* pausing<T>(items: readonly T[]): Generator<T | typeof TICK> {
  for (let i = 0; i < items.length; i++) {
    yield items[i]!;
    if (i % PAUSE_EVERY === PAUSE_EVERY - 1) yield TICK;
  }
}

function sink<H>(heap: H[], start: number, before: (a: H, b: H) => boolean): void {
  let i = start;
  for (;;) {
    let first = i;
    const left = 2 * i + 1;
    if (left < heap.length && before(heap[left]!, heap[first]!)) first = left;
    if (left + 1 < heap.length && before(heap[left + 1]!, heap[first]!)) first = left + 1;
    if (first === i) return;
    const moved = heap[i]!;
    heap[i] = heap[first]!;
    heap[first] = moved;
    i = first;
  }
}
