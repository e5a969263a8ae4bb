import type { Doc } from '../bson/values';
import { Timestamp } from '../bson/values';

let latest = 0n;

/** A timestamp for `now` (milliseconds since 1970), later than all that were given out before. */
export function nextTimestamp(now: number): Timestamp {
  const wall = (BigInt(Math.floor(now / 1000)) << 32n) | 1n;
  latest = wall > latest ? wall : latest + 1n;
  return new Timestamp(latest);
}

/** Fills in the zero timestamps at the top level of a document to be stored; `_id` is left alone. */
export function withTimestamps(doc: Doc, now: number): Doc {
  let result = doc;
  for (const [name, value] of doc) {
    if (name === '_id' || !(value instanceof Timestamp) || value.value !== 0n) continue;
    if (result === doc) result = new Map(doc);
    result.set(name, nextTimestamp(now));
  }
  return result;
}
