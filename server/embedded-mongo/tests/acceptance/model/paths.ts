import { type Doc, isArray, isDoc, type Maybe, type Value } from './values';

/** Whether a condition also looks at the elements of an array at the end of its path. */
export type AtLeaf = 'elements' | 'whole';

/**
 * What a query's path leads to. Arrays on the way are entered; a number in the path is a field of documents in the array
 * and a place in it. `undefined` is a missing field; an array without documents leads nowhere.
 */
export function reached(doc: Doc, path: readonly string[], leaf: AtLeaf): Maybe[] {
  let value: Maybe = doc;
  for (const [i, name] of path.entries()) {
    if (isArray(value)) return inArray(value, path.slice(i), leaf);
    value = isDoc(value) ? value.get(name) : undefined;
    if (value === undefined) return [undefined];
  }
  return isArray(value) ? inArray(value, [], leaf) : [value];
}

function inArray(values: Value[], rest: readonly string[], leaf: AtLeaf): Maybe[] {
  if (rest.length === 0) return leaf === 'elements' ? [...values, values] : [values];
  const found: Maybe[] = [];
  for (const [i, value] of values.entries()) {
    if (isDoc(value)) found.push(...reached(value, rest, leaf));
    if (rest[0] !== String(i)) continue;
    if (rest.length === 1) found.push(value);
    else if (isDoc(value)) found.push(...reached(value, rest.slice(1), leaf));
    else if (isArray(value)) found.push(...inArray(value, rest.slice(1), leaf));
  }
  return found;
}
