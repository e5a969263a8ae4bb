import { truthy } from './expression';
import { matchingElement } from './filter';
import { type Doc, isArray, isDoc, type Maybe, type Value } from './values';

type Mode = 'include' | 'exclude';

function keep(value: Value, paths: readonly (readonly string[])[], mode: Mode): Maybe {
  if (isArray(value))
    return value.map((element) => keep(element, paths, mode)).filter((kept) => kept !== undefined) as Value[];
  if (!isDoc(value)) return mode === 'include' ? undefined : value;
  const doc: Doc = new Map();
  for (const [name, inner] of value) {
    const below = paths.filter(([first]) => first === name).map((path) => path.slice(1));
    const isNamed = below.some((path) => path.length === 0);
    if (below.length === 0 || isNamed) {
      if (isNamed === (mode === 'include')) doc.set(name, inner);
      continue;
    }
    const kept = keep(inner, below, mode);
    if (kept !== undefined) doc.set(name, kept);
  }
  return doc;
}

/** A document without these paths, as `$unset` of a pipeline leaves it. */
export function exclude(doc: Doc, paths: readonly string[]): Doc {
  return keep(
    doc,
    paths.map((path) => path.split('.')),
    'exclude',
  ) as Doc;
}

/** What find's projection shows of a document. `$slice` and `$elemMatch` stand at fields of the top level. */
export function project(doc: Doc, projection: Doc): Doc {
  const plain = [...projection].filter(([, value]) => !isDoc(value));
  const special = [...projection].filter((entry): entry is [string, Doc] => isDoc(entry[1]));
  const others = plain.filter(([name]) => name !== '_id');
  const hasElemMatch = special.some(([, value]) => value.has('$elemMatch'));
  const includes =
    others.length > 0
      ? truthy(others[0]![1])
      : hasElemMatch || (special.length === 0 && plain.some(([, value]) => truthy(value)));
  const id = plain.find(([name]) => name === '_id')?.[1];
  const sliced = special.filter(([, value]) => value.has('$slice'));
  const paths = others.map(([name]) => name);
  if (includes) paths.push(...sliced.map(([name]) => name));
  if (id === undefined ? includes : truthy(id) === includes) paths.push('_id');
  const shown = keep(
    doc,
    paths.map((path) => path.split('.')),
    includes ? 'include' : 'exclude',
  ) as Doc;
  for (const [name, value] of special) apply(doc, shown, name, value);
  return shown;
}

function apply(doc: Doc, shown: Doc, name: string, value: Doc): void {
  const slice = value.get('$slice');
  const array = doc.get(name);
  if (slice !== undefined) {
    if (isArray(array)) shown.set(name, sliceOf(array, slice));
    return;
  }
  const place = isArray(array) ? matchingElement(array, value.get('$elemMatch') as Doc) : -1;
  if (isArray(array) && place >= 0) shown.set(name, [array[place]!]);
}

function sliceOf(array: Value[], slice: Value): Value[] {
  if (!isArray(slice)) {
    const count = Number(slice);
    return count >= 0 ? array.slice(0, count) : array.slice(count);
  }
  const [skip, count] = slice.map(Number) as [number, number];
  const start = skip < 0 ? Math.max(0, array.length + skip) : skip;
  return array.slice(start, start + count);
}
