import { type Doc, isDoc, type Maybe, type Value } from '../bson/values';
import { CommandError } from '../errors';
import { arrayIndex } from './path';

/** Stands for `[]` at the end of a path: it has a key of its own, before null. */
export const EMPTY_ARRAY = Symbol('empty array');

/** A component of an index key or a sort key; `undefined` is a missing field. */
export type KeyPart = Maybe | typeof EMPTY_ARRAY;

/** What an expansion tells while it runs. */
export interface KeyEvents {
  /** The error for fields whose arrays lie side by side instead of in one another. */
  parallel(field: number, other: number): Error;
  /** An array was expanded at this component of the field's path. */
  expanded?(field: number, component: number): void;
}

/** An element that a number in a path names, and what lies behind it on the path. */
interface Placed {
  readonly element: Value;
  readonly value: Maybe;
  /** Components of the path up to `value`. */
  readonly at: number;
}

/** Where a field stands on its way through the document. */
interface Walk {
  /** Components already behind. */
  readonly at: number;
  /** The key's part once the walk is final, else the array it stands at. */
  readonly value: KeyPart;
  readonly final: boolean;
  readonly placed?: Placed;
  /** A number in the path has named an element on the way. */
  readonly named?: boolean;
  /** The element it has named is an array: it counts as a whole. */
  readonly nested?: boolean;
}

const NO_FIELDS: Doc = new Map();

/**
 * The keys of a document in a compound index, or under a compound sort: arrays on the paths are expanded, and fields that
 * lead through one array take their parts from the same element of it.
 */
export function keyTuples(doc: Doc, paths: readonly (readonly string[])[], events: KeyEvents): KeyPart[][] {
  const tuples: KeyPart[][] = [];
  const expand = (from: Doc, before: readonly Walk[]): void => {
    const walks = before.map((walk, field) => (walk.final ? walk : advance(from, walk, paths[field]!)));
    const array = sharedArray(walks, paths, events);
    if (!array) {
      tuples.push(walks.map((walk) => walk.value));
      return;
    }
    const nested = walks.some((walk) => !walk.final && walk.nested);
    const entered = walks.map(
      (walk, field): Walk => (walk.final ? walk : place(array, walk, field, paths[field]!, events)),
    );
    const step = (element: Value | typeof EMPTY_ARRAY): void => {
      const end: KeyPart = nested && element !== EMPTY_ARRAY ? array : element;
      const inner = entered.map(
        (walk, field): Walk =>
          !walk.final && walk.at === paths[field]!.length ? { at: walk.at, value: end, final: true } : walk,
      );
      expand(element !== EMPTY_ARRAY && isDoc(element) ? element : NO_FIELDS, inner);
    };
    if (array.length === 0) step(EMPTY_ARRAY);
    else for (const element of array) step(element);
  };
  expand(
    doc,
    paths.map(() => ({ at: 0, value: undefined, final: false })),
  );
  return tuples;
}

/** Walks on to the end of the path, or to an array on it or at its end. */
function advance(doc: Doc, { at, placed }: Walk, path: readonly string[]): Walk {
  const name = path[at]!;
  if (placed) {
    if (doc.has(name)) throw ambiguous(name);
    return stop(placed, true, Array.isArray(placed.element));
  }
  return stop(follow(doc, path, at), false, false);
}

function follow(from: Maybe, path: readonly string[], start: number): { value: Maybe; at: number } {
  let value = from;
  let at = start;
  while (at < path.length && isDoc(value)) value = value.get(path[at++]!);
  if (at < path.length && !Array.isArray(value)) return { value: undefined, at: path.length };
  return { value, at };
}

function stop({ value, at }: { value: Maybe; at: number }, named: boolean, nested: boolean): Walk {
  return Array.isArray(value) ? { at, value, final: false, named, nested } : { at, value, final: true };
}

/** A number in the path names an element of the array, and what is behind it is found once for all elements. */
function place(array: Value[], walk: Walk, field: number, path: readonly string[], events: KeyEvents): Walk {
  const name = path[walk.at];
  const position = name === undefined ? -1 : arrayIndex(name);
  if (position < 0 || position >= array.length) {
    events.expanded?.(field, walk.at - 1);
    return { at: walk.at, value: undefined, final: false };
  }
  const element = array[position]!;
  const { value, at } = follow(element, path, walk.at + 1);
  return { at: walk.at, value: undefined, final: false, placed: { element, value, at } };
}

/** The one array at which fields stand; undefined where all are final. */
function sharedArray(
  walks: readonly Walk[],
  paths: readonly (readonly string[])[],
  events: KeyEvents,
): Value[] | undefined {
  let shared: Value[] | undefined;
  let owner = 0;
  for (let field = 0; field < walks.length; field++) {
    const { final, value } = walks[field]!;
    if (final) continue;
    if (shared !== undefined && !(shared === value && samePlace(walks, paths, field, owner))) {
      throw events.parallel(field, owner);
    }
    shared = value as Value[];
    owner = field;
  }
  return shared;
}

/** False where a computed document holds one array under two names. */
function samePlace(walks: readonly Walk[], paths: readonly (readonly string[])[], a: number, b: number): boolean {
  const [walk, other] = [walks[a]!, walks[b]!];
  if (walk.named || other.named) return true;
  return walk.at === other.at && paths[a]!.slice(0, walk.at).every((name, i) => name === paths[b]![i]);
}

function ambiguous(name: string): CommandError {
  return new CommandError(
    16746,
    `Ambiguous field name found in array (do not use numeric field names in embedded elements in an array), field: '${name}'`,
  );
}
