import { checkInterrupt, type Operation, Pauses, TICK, type Tick } from '../operation';
import type { Collection, IndexEntry, IndexInfo, RecordId, View } from '../storage/types';
import { StoredCandidate } from './candidate';
import { mergedEntries } from './merge';
import type { Access, IndexScan } from './types';

/** How much was read; a pause is due now and then. */
export class Meter {
  keys = 0;
  documents = 0;
  private readonly pauses = new Pauses();

  constructor(private readonly operation: Operation) {}

  /** Counts one step; true when it is time for a pause. */
  step(): boolean {
    if (!this.pauses.due()) return false;
    checkInterrupt(this.operation);
    return true;
  }
}

/** What an access path reads from. */
export interface Reading {
  readonly view: View;
  readonly collection: Collection;
  readonly meter: Meter;
}

/** Documents that an access path leads to, each once, in its order. */
export function* documentsOf(reading: Reading, access: Access): Generator<StoredCandidate | Tick> {
  const { view, collection, meter } = reading;
  if (access.kind === 'empty') return;
  if (access.kind === 'collection') {
    for (const { recordId, raw } of view.scanDocuments(collection, access.reverse)) {
      meter.documents++;
      yield new StoredCandidate(recordId, raw);
      if (meter.step()) yield TICK;
    }
    return;
  }
  for (const recordId of recordsOf(reading, access)) {
    if (recordId === TICK) {
      yield TICK;
      continue;
    }
    const raw = view.document(collection, recordId);
    if (!raw) continue;
    meter.documents++;
    yield new StoredCandidate(recordId, raw);
  }
}

/** Record ids that an access path through indexes leads to, each once. */
export function* recordsOf(reading: Reading, access: Access): Generator<RecordId | Tick> {
  if (access.kind === 'union') {
    const seen = new Set<RecordId>();
    for (const branch of access.branches) {
      for (const recordId of recordsOf(reading, branch)) {
        if (recordId !== TICK && seen.has(recordId)) continue;
        if (recordId !== TICK) seen.add(recordId);
        yield recordId;
      }
    }
  } else if (access.kind === 'index') {
    if (access.points) yield* pointRecords(reading, access, access.points);
    else yield* rangeRecords(reading, access);
  }
}

/** The document under one whole key of a unique index. */
export function documentAt({ view, collection, meter }: Reading, index: IndexInfo, key: Buffer) {
  const recordId = view.lookup(index, key);
  if (recordId === undefined) return undefined;
  meter.keys++;
  const raw = view.document(collection, recordId);
  if (!raw) return undefined;
  meter.documents++;
  return new StoredCandidate(recordId, raw);
}

function* pointRecords(
  { view, meter }: Reading,
  { index, reverse }: IndexScan,
  points: readonly Buffer[],
): Generator<RecordId | Tick> {
  const seen = index.multikey && points.length > 1 ? new Set<RecordId>() : undefined;
  for (let i = 0; i < points.length; i++) {
    const recordId = view.lookup(index, points[reverse ? points.length - 1 - i : i]!);
    if (recordId !== undefined && !seen?.has(recordId)) {
      meter.keys++;
      seen?.add(recordId);
      yield recordId;
    }
    if (meter.step()) yield TICK;
  }
}

function* rangeRecords(reading: Reading, scan: IndexScan): Generator<RecordId | Tick> {
  const { meter } = reading;
  const seen = scan.index.multikey ? new Set<RecordId>() : undefined;
  for (const { recordId } of entriesOf(reading, scan)) {
    meter.keys++;
    if (!seen?.has(recordId)) {
      seen?.add(recordId);
      yield recordId;
    }
    if (meter.step()) yield TICK;
  }
}

/** Entries of an index in the order of the scan. */
function* entriesOf({ view }: Reading, scan: IndexScan): Generator<IndexEntry> {
  const { index, ranges, reverse, mergePrefixes } = scan;
  if (mergePrefixes && ranges.length > 1) {
    yield* mergedEntries(view, scan, mergePrefixes);
    return;
  }
  for (let i = 0; i < ranges.length; i++) {
    yield* view.scanIndex(index, ranges[reverse ? ranges.length - 1 - i : i]!, reverse);
  }
}
