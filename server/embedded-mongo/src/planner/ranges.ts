import { KEPT_KEY_BYTES, MAX_KEY_BYTES, truncate } from '../storage/index-keys';
import type { IndexInfo, KeyRange } from '../storage/types';
import type { FieldBounds } from './index-bounds';
import { directedBytes, type Interval, inverted, nextPrefix } from './intervals';

/** More ranges than this are not made out of several lists of values; the fields after the first are then filtered. */
const MAX_RANGES = 4000;

/** Where an index is to be read. */
export interface Ranges {
  readonly ranges: readonly KeyRange[];
  /** Whole keys, when the bounds are single values of every field of a unique index. */
  readonly points: readonly Buffer[] | undefined;
  /** Fields whose bounds the ranges express; those after them are not looked at. */
  readonly used: number;
  /** Leading fields with single values only. */
  readonly fixed: number;
  /** Length of the bytes of the fixed fields, per range. */
  readonly prefixLengths: readonly number[];
  /** Some bound is too long to be kept whole: the ranges may take in more than they should. */
  readonly approximate: boolean;
}

/** Turns the bounds of the fields into ranges of keys, sorted and without overlaps. */
export function rangesOf(index: IndexInfo, fields: readonly FieldBounds[]): Ranges {
  const { prefixes, fixed } = fixedPrefixes(index, fields);
  if (fixed === fields.length && index.unique) {
    const points = prefixes.map((key) => (key.length > MAX_KEY_BYTES ? truncate(key, 0) : key));
    const prefixLengths = points.map((key) => key.length);
    return { ranges: points.map(wholeKey), points, used: fixed, fixed, prefixLengths, approximate: false };
  }
  const next = fields[fixed];
  const tooMany = next !== undefined && prefixes.length * next.intervals.length > MAX_RANGES;
  if (!next?.bounded || (tooMany && fixed > 0)) {
    const ranges = prefixes.map(wholeKey);
    const prefixLengths = prefixes.map((prefix) => prefix.length);
    return { ranges, points: undefined, used: fixed, fixed, prefixLengths, approximate: prefixes.some(isLong) };
  }
  const { descending } = index.fields[fixed]!;
  const ends = inOrder(next.intervals, descending).map((interval) => directedBytes(interval, descending));
  const ranges: KeyRange[] = [];
  const prefixLengths: number[] = [];
  let approximate = false;
  for (const prefix of prefixes) {
    for (const end of ends) {
      const [low, high] = [joined(prefix, end.low), joined(prefix, end.high)];
      if (isLong(low) || isLong(high)) approximate = true;
      ranges.push({ low: startAt(low), high: endAt(high) });
      prefixLengths.push(prefix.length);
    }
  }
  return { ranges, points: undefined, used: fixed + 1, fixed, prefixLengths, approximate };
}

/** Byte strings of the leading fields with single values: every combination, in order. */
function fixedPrefixes(index: IndexInfo, fields: readonly FieldBounds[]): { prefixes: Buffer[]; fixed: number } {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  let fixed = 0;
  for (; fixed < fields.length; fixed++) {
    const { intervals, bounded } = fields[fixed]!;
    if (!bounded || !intervals.every((interval) => interval.point)) break;
    if (fixed > 0 && prefixes.length * intervals.length > MAX_RANGES) break;
    const { descending } = index.fields[fixed]!;
    const keys = inOrder(intervals, descending).map(({ low }) => (descending ? inverted(low.key) : low.key));
    prefixes = fixed === 0 ? keys : prefixes.flatMap((prefix) => keys.map((key) => joined(prefix, key)));
  }
  return { prefixes, fixed };
}

function inOrder(intervals: readonly Interval[], descending: boolean): readonly Interval[] {
  return descending ? [...intervals].reverse() : intervals;
}

/** All keys that begin with a whole value. */
function wholeKey(prefix: Buffer): KeyRange {
  if (prefix.length === 0) return { low: prefix, high: Buffer.of(0xff) };
  if (prefix.length > KEPT_KEY_BYTES) return { low: startAt(prefix), high: endAt(prefix) };
  const high = Buffer.allocUnsafe(prefix.length + 1);
  high.set(prefix);
  high[prefix.length] = 0xff;
  return { low: prefix, high };
}

function isLong(key: Buffer): boolean {
  return key.length > KEPT_KEY_BYTES;
}

/** Long keys are kept in part only: the range then takes in all that begin alike. */
function startAt(low: Buffer): Buffer {
  return low.length > KEPT_KEY_BYTES ? low.subarray(0, KEPT_KEY_BYTES) : low;
}

function endAt(high: Buffer): Buffer {
  return high.length > KEPT_KEY_BYTES ? nextPrefix(high.subarray(0, KEPT_KEY_BYTES)) : high;
}

function joined(prefix: Buffer, rest: Buffer): Buffer {
  return prefix.length === 0 ? rest : Buffer.concat([prefix, rest]);
}
