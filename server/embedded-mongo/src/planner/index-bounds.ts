import type { Operation } from '../operation';
import type { IndexInfo } from '../storage/types';
import { boundsOf, type PredicateBounds } from './bounds';
import { ALL_VALUES, type Interval, intersect } from './intervals';
import type { Conjunction, ElementGroup, Predicate } from './predicates';

/** How one field of an index is bounded. */
export interface FieldBounds {
  readonly intervals: readonly Interval[];
  /** Number of predicates that these bounds say in full. */
  readonly covered: number;
  /** Some predicate bounds it. */
  readonly bounded: boolean;
  readonly weight: number;
}

/** Bounds of all fields of an index for a query. */
export interface IndexBounds {
  readonly fields: readonly FieldBounds[];
  /** A predicate that bounds it does not match documents without the field. */
  readonly excludesMissing: boolean;
}

interface Chosen {
  readonly predicate: Predicate;
  readonly bounds: PredicateBounds;
}

const UNBOUNDED: FieldBounds = { intervals: ALL_VALUES, covered: 0, bounded: false, weight: 0 };

/** Works out the bounds of each field; undefined when nothing in the query bounds the index. */
export function boundIndex(index: IndexInfo, query: Conjunction, operation: Operation): IndexBounds | undefined {
  const fields: FieldBounds[] = [];
  const before: { position: number; chosen: readonly Chosen[] }[] = [];
  let any = false;
  let excludesMissing = false;
  for (let position = 0; position < index.fields.length; position++) {
    const predicates = query.byPath.get(index.fields[position]!.path);
    const chosen = predicates ? choose(index, position, predicates, before, operation) : [];
    if (chosen.length === 0) {
      fields.push(UNBOUNDED);
      continue;
    }
    any = true;
    before.push({ position, chosen });
    if (chosen.some(({ bounds }) => !bounds.matchesMissing)) excludesMissing = true;
    fields.push(combine(chosen));
  }
  return any ? { fields, excludesMissing } : undefined;
}

/** The predicates on one field whose bounds may be used together, the most selective first. */
function choose(
  index: IndexInfo,
  position: number,
  predicates: readonly Predicate[],
  before: readonly { position: number; chosen: readonly Chosen[] }[],
  operation: Operation,
): Chosen[] {
  const arrays = index.multikeyPaths[position]!;
  const usable: Chosen[] = [];
  for (const predicate of predicates) {
    const bounds = boundsOf(predicate, operation);
    if (!bounds || (bounds.needsScalar && arrays.length > 0)) continue;
    // "a.0" is missing in an element of the array a, too, which the key of the first element says nothing about.
    if (bounds.matchesMissing && hasNumericComponent(predicate.path)) continue;
    if (before.every((other) => mayCompound(index, other, position, predicate))) usable.push({ predicate, bounds });
  }
  if (usable.length < 2) return usable;
  usable.sort((a, b) => b.bounds.weight - a.bounds.weight);
  const first = usable[0]!;
  return usable.filter((other) => other === first || mayIntersect(arrays, first.predicate, other.predicate));
}

/** Two conditions on an array are met by different elements, unless one `$elemMatch` holds them together. */
function mayIntersect(arrays: readonly number[], a: Predicate, b: Predicate): boolean {
  return arrays.every((component) => withinOneElement(component, a.element, b.element));
}

function withinOneElement(component: number, a: ElementGroup | undefined, b: ElementGroup | undefined): boolean {
  return a !== undefined && a === b && component < a.depth;
}

/** The same for two fields that lead through one array ("a.b" and "a.c"). */
function mayCompound(
  index: IndexInfo,
  other: { position: number; chosen: readonly Chosen[] },
  position: number,
  predicate: Predicate,
): boolean {
  const shared = sharedComponents(index.fields[other.position]!.path, index.fields[position]!.path);
  if (shared === 0) return true;
  return index.multikeyPaths[position]!.every(
    (component) =>
      component >= shared ||
      other.chosen.every((chosen) => withinOneElement(component, chosen.predicate.element, predicate.element)),
  );
}

/** Number of leading components that two paths have in common. */
export function sharedComponents(a: string, b: string): number {
  const [first, second] = [a.split('.'), b.split('.')];
  let shared = 0;
  while (shared < first.length && first[shared] === second[shared]) shared++;
  return shared;
}

function combine(chosen: readonly Chosen[]): FieldBounds {
  let intervals = chosen[0]!.bounds.intervals;
  let weight = chosen[0]!.bounds.weight;
  let covered = 0;
  for (const { predicate, bounds } of chosen) {
    if (bounds !== chosen[0]!.bounds) {
      intervals = intersect(intervals, bounds.intervals);
      if (bounds.weight === 5 && weight === 5) weight = 6;
    }
    if (bounds.exact && !predicate.element && !hasNumericComponent(predicate.path)) covered++;
  }
  return { intervals, covered, bounded: true, weight };
}

/** A number in a path may name an element of an array as well as a field. */
function hasNumericComponent(path: string): boolean {
  return /(^|\.)\d+(\.|$)/.test(path);
}
