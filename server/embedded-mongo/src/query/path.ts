import type { Doc, Maybe, Value } from '../bson/values';
import { CommandError } from '../errors';

/** Sees one value that a path leads to (undefined where the field is missing) and the index of the array element it came by, or -1. */
export type PathVisitor = (value: Maybe, offset: number) => boolean;

const MAX_PARTS = 200;
const CACHED_PATHS = 5000;
const splitPaths = new Map<string, readonly string[]>();

/** Components of a dotted path. The answer is shared: do not change it. */
export function splitPath(path: string): readonly string[] {
  const known = splitPaths.get(path);
  if (known) return known;
  const parts = path.split('.');
  if (parts.length > MAX_PARTS) throw new CommandError(5729100, 'FieldPath is too long');
  if (splitPaths.size >= CACHED_PATHS) splitPaths.clear();
  splitPaths.set(path, parts);
  return parts;
}

/** Array index that a path component stands for ("0", "17", not "01"), or -1. */
export function arrayIndex(component: string): number {
  const first = component.charCodeAt(0);
  if (!(first >= 0x30 && first <= 0x39)) return -1;
  if (first === 0x30) return component.length === 1 ? 0 : -1;
  if (component.length > 10) return -1;
  for (let i = 1; i < component.length; i++) {
    const code = component.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return -1;
  }
  return Number(component);
}

/**
 * Visits what a dotted path leads to, as MongoDB's matcher does, until the visitor answers true:
 * - arrays along the way are gone through; elements that are documents are searched for the rest of the path, others are skipped;
 * - a numeric component also stands for that index of an array, and what it leads to is not expanded further;
 * - an array at the end is visited element by element and then as a whole (only as a whole with `expandLeaf` false).
 *
 * `{a: [{b: 1}, {b: [2, 3]}]}` by `a.b`: 1, 2, 3, [2, 3]. `{a: [7]}` by `a.b`: nothing. `{a: 7}` by `a.b`: undefined.
 */
export function visitPath(
  value: Maybe,
  path: readonly string[],
  from: number,
  visitor: PathVisitor,
  expandLeaf = true,
): boolean {
  if (from === path.length)
    return Array.isArray(value) ? visitArray(value, path, from, visitor, expandLeaf, -1) : visitor(value, -1);
  if (value instanceof Map) return visitDocument(value, path, from, visitor, expandLeaf, -1);
  if (Array.isArray(value)) return visitArray(value, path, from, visitor, expandLeaf, -1);
  return visitor(undefined, -1);
}

function visitDocument(
  doc: Doc,
  path: readonly string[],
  from: number,
  visitor: PathVisitor,
  expandLeaf: boolean,
  offset: number,
): boolean {
  let value: Maybe = doc.get(path[from]!);
  for (let next = from + 1; ; next++) {
    if (Array.isArray(value)) return visitArray(value, path, next, visitor, expandLeaf, offset);
    if (next === path.length) return visitor(value, offset);
    if (!(value instanceof Map)) return visitor(undefined, offset);
    value = value.get(path[next]!);
  }
}

function visitArray(
  array: Value[],
  path: readonly string[],
  next: number,
  visitor: PathVisitor,
  expandLeaf: boolean,
  offset: number,
): boolean {
  if (next === path.length) {
    if (!expandLeaf) return visitor(array, offset);
    for (let i = 0; i < array.length; i++) if (visitor(array[i], offset >= 0 ? offset : i)) return true;
    return visitor(array, offset);
  }
  const index = arrayIndex(path[next]!);
  for (let i = 0; i < array.length; i++) {
    const element = array[i];
    if (element instanceof Map) {
      if (visitDocument(element, path, next, visitor, expandLeaf, offset >= 0 ? offset : i)) return true;
    }
    if (i === index && visitElement(element, path, next + 1, visitor, expandLeaf, offset)) return true;
  }
  return false;
}

/** The element that a numeric component names. */
function visitElement(
  element: Maybe,
  path: readonly string[],
  next: number,
  visitor: PathVisitor,
  expandLeaf: boolean,
  offset: number,
): boolean {
  if (next === path.length) return visitor(element, offset);
  if (element instanceof Map) return visitDocument(element, path, next, visitor, expandLeaf, offset);
  return Array.isArray(element) && visitArray(element, path, next, visitor, expandLeaf, offset);
}

/** The value at a dotted path through documents only; undefined where it is missing or an array is in the way. */
export function getPath(doc: Doc, path: string): Maybe {
  const parts = splitPath(path);
  let value: Maybe = doc;
  for (const part of parts) {
    if (!(value instanceof Map)) return undefined;
    value = value.get(part);
  }
  return value;
}
