import type { Doc, Maybe, Value } from '../../bson/values';
import { CommandError } from '../../errors';

/** Cuts the arrays at a path as find's `$slice` does; leaves the given document as it is. */
export function sliceAt(doc: Doc, path: readonly string[], skip: number | undefined, limit: number): Doc {
  return sliceInside(doc, path, 0, skip, limit) as Doc;
}

function sliceInside(
  value: Value,
  path: readonly string[],
  at: number,
  skip: number | undefined,
  limit: number,
): Value {
  if (at === path.length) return Array.isArray(value) ? cut(value, skip, limit) : value;
  if (Array.isArray(value)) {
    return value.map((element) => (element instanceof Map ? sliceInside(element, path, at, skip, limit) : element));
  }
  if (!(value instanceof Map)) return value;
  const inner = value.get(path[at]!);
  if (inner === undefined) return value;
  return new Map(value).set(path[at]!, sliceInside(inner, path, at + 1, skip, limit));
}

/** `5` first five, `-5` last five, `[2, 5]` five from the third, `[-2, 5]` from the last but one. */
function cut(array: Value[], skip: number | undefined, limit: number): Value[] {
  if (skip === undefined) return limit < 0 ? array.slice(limit) : array.slice(0, limit);
  const start = skip < 0 ? Math.max(0, array.length + skip) : skip;
  return array.slice(start, start + limit);
}

/** Leaves of the first array along a path only the element that the query matched. */
export function positionalAtPath(doc: Doc, path: readonly string[], position: number | undefined): Doc {
  return matchedOnly(doc, path, 0, position) as Doc;
}

function matchedOnly(value: Maybe, path: readonly string[], at: number, position: number | undefined): Maybe {
  if (Array.isArray(value)) {
    if (position === undefined) {
      throw new CommandError(51246, "positional operator '.$' couldn't find a matching element in the array");
    }
    const element = value[position];
    if (element === undefined) throw new CommandError(51247, "positional operator '.$' element mismatch");
    return [element];
  }
  if (at === path.length || !(value instanceof Map) || !value.has(path[at]!)) return value;
  return new Map(value).set(path[at]!, matchedOnly(value.get(path[at]!), path, at + 1, position)!);
}
