import { encodeKey, typeBracket } from '../bson/keys';
import { MAX_KEY, type Maybe, MIN_KEY } from '../bson/values';

/**
 * One end of an interval, in ascending key bytes. `whole`: the key of a value, which belongs to the interval or not.
 * Otherwise `key` is a prefix: a lower end admits it and all above, an upper end only what is below it.
 */
export interface Bound {
  readonly key: Buffer;
  readonly whole: boolean;
  readonly inclusive: boolean;
  /** What explain shows. */
  readonly label: Maybe;
}

/** An interval of the values of one field. */
export interface Interval {
  readonly low: Bound;
  readonly high: Bound;
  /** Exactly one value. */
  readonly point: boolean;
}

const LOWEST: Bound = { key: Buffer.alloc(0), whole: false, inclusive: true, label: MIN_KEY };
const HIGHEST: Bound = { key: Buffer.of(0xff), whole: false, inclusive: true, label: MAX_KEY };

/** Every value. */
export const EVERYTHING: Interval = { low: LOWEST, high: HIGHEST, point: false };
export const ALL_VALUES: readonly Interval[] = [EVERYTHING];

export function pointOf(value: Maybe): Interval {
  return pointAt(encodeKey(value), value ?? null);
}

export function pointAt(key: Buffer, label: Maybe): Interval {
  const bound = { key, whole: true, inclusive: true, label };
  return { low: bound, high: bound, point: true };
}

export function boundAt(value: Maybe, inclusive: boolean): Bound {
  return { key: encodeKey(value), whole: true, inclusive, label: value };
}

/** All values of the comparison class of `value`, with the labels explain shows for its ends. */
export function bracketOf(value: Maybe, labels: { low: Maybe; high: Maybe }): Interval {
  const { low, high } = typeBracket(value);
  return {
    low: { key: low, whole: false, inclusive: true, label: labels.low },
    high: { key: high, whole: false, inclusive: false, label: labels.high },
    point: false,
  };
}

/** First ascending byte string of the interval. */
export function lowBytes({ key, whole, inclusive }: Bound): Buffer {
  return whole && !inclusive ? past(key) : key;
}

/** First ascending byte string after the interval. */
export function highBytes({ key, whole, inclusive }: Bound): Buffer {
  return whole && inclusive ? past(key) : key;
}

/** After every key that begins with the key of a whole value: what follows a value begins with a lower byte. */
function past(key: Buffer): Buffer {
  const result = Buffer.allocUnsafe(key.length + 1);
  result.set(key);
  result[key.length] = 0xff;
  return result;
}

/** The ends of an interval in a field's direction: low inclusive, high exclusive. */
export function directedBytes({ low, high }: Interval, descending: boolean): { low: Buffer; high: Buffer } {
  if (!descending) return { low: lowBytes(low), high: highBytes(high) };
  return { low: invertedStart(high), high: invertedEnd(low) };
}

function invertedStart({ key, whole, inclusive }: Bound): Buffer {
  const bits = inverted(key);
  if (whole) return inclusive ? bits : past(bits);
  return bits.length === 1 && bits[0] === 0 ? bits : nextPrefix(bits);
}

function invertedEnd({ key, whole, inclusive }: Bound): Buffer {
  const bits = inverted(key);
  if (whole) return inclusive ? past(bits) : bits;
  return bits.length === 0 ? HIGHEST.key : nextPrefix(bits);
}

export function inverted(key: Buffer): Buffer {
  const result = Buffer.allocUnsafe(key.length);
  for (let i = 0; i < key.length; i++) result[i] = ~key[i]!;
  return result;
}

/** The first key after all that begin with `prefix`. */
export function nextPrefix(prefix: Buffer): Buffer {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length--;
  if (length === 0) return HIGHEST.key;
  const result = Buffer.from(prefix.subarray(0, length));
  result[length - 1]!++;
  return result;
}

/** Sorted, without overlaps. */
export function union(intervals: readonly Interval[]): Interval[] {
  if (intervals.length < 2) return [...intervals];
  const sorted = [...intervals].sort((a, b) => Buffer.compare(lowBytes(a.low), lowBytes(b.low)));
  const result: Interval[] = [sorted[0]!];
  for (const next of sorted.slice(1)) {
    const last = result[result.length - 1]!;
    if (Buffer.compare(lowBytes(next.low), highBytes(last.high)) >= 0) {
      result.push(next);
    } else if (Buffer.compare(highBytes(next.high), highBytes(last.high)) > 0) {
      result[result.length - 1] = { low: last.low, high: next.high, point: false };
    }
  }
  return result;
}

/** What both sorted lists have in common. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  if (b === ALL_VALUES) return [...a];
  if (a === ALL_VALUES) return [...b];
  const result: Interval[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const [first, second] = [a[i]!, b[j]!];
    const low = Buffer.compare(lowBytes(first.low), lowBytes(second.low)) >= 0 ? first.low : second.low;
    const order = Buffer.compare(highBytes(first.high), highBytes(second.high));
    const high = order <= 0 ? first.high : second.high;
    if (Buffer.compare(lowBytes(low), highBytes(high)) < 0) {
      result.push({
        low,
        high,
        point: first.point || second.point || (low.key.equals(high.key) && low.whole && high.whole),
      });
    }
    if (order <= 0) i++;
    else j++;
  }
  return result;
}

/** Everything but some single values (sorted). */
export function complement(points: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  let low = LOWEST;
  for (const point of points) {
    result.push({ low, high: { ...point.low, inclusive: false }, point: false });
    low = { ...point.high, inclusive: false };
  }
  result.push({ low, high: HIGHEST, point: false });
  return result;
}
