import type { IndexEntry, View } from '../storage/types';
import type { IndexScan } from './types';

interface Head {
  readonly rest: Iterator<IndexEntry>;
  readonly prefix: number;
  /** Place of its range, which decides between equal keys. */
  readonly place: number;
  entry: IndexEntry;
}

/** Reads several ranges side by side, in the order of the key bytes that follow each range's first `prefixes` bytes. */
export function* mergedEntries(view: View, scan: IndexScan, prefixes: readonly number[]): Generator<IndexEntry> {
  const { index, ranges, reverse } = scan;
  const sign = reverse ? -1 : 1;
  const precedes = (a: Head, b: Head): boolean => {
    const order = compareRest(a, b) || a.entry.recordId - b.entry.recordId || a.place - b.place;
    return order * sign < 0;
  };
  const heap: Head[] = [];
  for (let place = 0; place < ranges.length; place++) {
    const rest = view.scanIndex(index, ranges[place]!, reverse)[Symbol.iterator]();
    const first = rest.next();
    if (first.done) continue;
    heap.push({ rest, prefix: prefixes[place]!, place, entry: first.value });
    rise(heap, heap.length - 1, precedes);
  }
  while (heap.length > 0) {
    const head = heap[0]!;
    yield head.entry;
    const next = head.rest.next();
    if (!next.done) {
      head.entry = next.value;
    } else {
      const last = heap.pop()!;
      if (heap.length === 0) return;
      heap[0] = last;
    }
    sink(heap, precedes);
  }
}

function compareRest(a: Head, b: Head): number {
  const [first, second] = [a.entry.key, b.entry.key];
  return first.compare(second, b.prefix, second.length, a.prefix, first.length);
}

type Precedes = (a: Head, b: Head) => boolean;

function rise(heap: Head[], from: number, precedes: Precedes): void {
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!precedes(heap[at]!, heap[parent]!)) return;
    [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
    at = parent;
  }
}

function sink(heap: Head[], precedes: Precedes): void {
  let at = 0;
  for (;;) {
    let first = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < heap.length && precedes(heap[child]!, heap[first]!)) first = child;
    }
    if (first === at) return;
    [heap[at], heap[first]] = [heap[first]!, heap[at]!];
    at = first;
  }
}
