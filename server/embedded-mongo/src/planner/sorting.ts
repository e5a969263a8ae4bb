import type { Maybe } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import { checkInterrupt, type Operation, type Stream, TICK, type Tick } from '../operation';
import type { Sorter } from '../query/sort';
import { StoredCandidate } from './candidate';

/** Most that a sort holds in memory. */
export const SORT_MEMORY_BYTES = 100 * 1024 * 1024;
/** What an entry takes beside its document's bytes. */
const ENTRY_BYTES = 100;
/** With a limit, the entries beyond it are dropped whenever twice as many have come together. */
const SLACK = 1000;
/** Entries merged between two pauses. */
const MERGE_STEPS = 4096;

interface Entry {
  readonly key: readonly Maybe[];
  readonly candidate: StoredCandidate;
  /** Order of arrival, which decides between equal keys. */
  readonly order: number;
}

/** Sorts candidates; with a limit only the first ones are kept. Throws past 100 MB. */
export function* sorted(
  input: Stream<StoredCandidate>,
  sorter: Sorter,
  limit: number,
  operation: Operation,
): Generator<StoredCandidate | Tick> {
  const precedence = (a: Entry, b: Entry) => sorter.compare(a.key, b.key) || a.order - b.order;
  let entries: Entry[] = [];
  let bytes = 0;
  let order = 0;
  for (const candidate of input) {
    if (candidate === TICK) {
      yield TICK;
      continue;
    }
    const key = sorter.keyOf(candidate.doc());
    // Without the decoded document: it is cheaper to decode it again than to keep it.
    entries.push({ key, candidate: new StoredCandidate(candidate.recordId, candidate.raw), order: order++ });
    bytes += candidate.raw.length + ENTRY_BYTES;
    const crowded = entries.length >= 2 * limit + SLACK || (bytes > SORT_MEMORY_BYTES && entries.length > limit);
    if (limit > 0 && crowded) {
      entries = entries.sort(precedence).slice(0, limit);
      bytes = entries.reduce((sum, entry) => sum + entry.candidate.raw.length + ENTRY_BYTES, 0);
    }
    if (bytes > SORT_MEMORY_BYTES) throw tooMuch();
  }
  yield* inOrder(entries, precedence, operation);
}

/** A merge sort that pauses: sorting a million entries at once would hold the event loop for seconds. */
function* inOrder(
  entries: Entry[],
  precedence: (a: Entry, b: Entry) => number,
  operation: Operation,
): Generator<StoredCandidate | Tick> {
  let source = entries;
  let width = MERGE_STEPS;
  const runs: Entry[] = [];
  for (let start = 0; start < source.length; start += width) {
    runs.push(...source.slice(start, start + width).sort(precedence));
    if (source.length > width) yield TICK;
  }
  source = runs;
  for (; width < source.length; width *= 2) {
    const target: Entry[] = [];
    for (let start = 0; start < source.length; start += 2 * width) {
      yield* mergeRuns(source, start, width, precedence, target);
    }
    source = target;
    checkInterrupt(operation);
  }
  for (const { candidate } of source) yield candidate;
}

function* mergeRuns(
  source: readonly Entry[],
  start: number,
  width: number,
  precedence: (a: Entry, b: Entry) => number,
  target: Entry[],
): Generator<Tick> {
  const middle = Math.min(start + width, source.length);
  const end = Math.min(start + 2 * width, source.length);
  let [left, right] = [start, middle];
  while (left < middle || right < end) {
    const takeLeft = right >= end || (left < middle && precedence(source[left]!, source[right]!) <= 0);
    target.push(source[takeLeft ? left++ : right++]!);
    if (target.length % MERGE_STEPS === 0) yield TICK;
  }
}

function tooMuch(): CommandError {
  return new CommandError(
    ErrorCode.QueryExceededMemoryLimitNoDiskUseAllowed,
    `Executor error during find command :: caused by :: Sort exceeded memory limit of ${SORT_MEMORY_BYTES} bytes, but did not opt in to external sorting.`,
  );
}
