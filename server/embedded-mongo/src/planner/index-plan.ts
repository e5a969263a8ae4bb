import type { Doc } from '../bson/values';
import type { Operation } from '../operation';
import type { SortField } from '../query/sort';
import type { IndexInfo, View } from '../storage/types';
import { boundsDoc } from './bounds-doc';
import { implies } from './implication';
import { boundIndex, type FieldBounds, sharedComponents } from './index-bounds';
import { ALL_VALUES } from './intervals';
import type { Conjunction } from './predicates';
import { type Ranges, rangesOf } from './ranges';
import type { Access, Plan } from './types';

/** At most so many ranges are merged to read `$in` in the order of a sort. */
const MAX_MERGED_RANGES = 200;

/** One way to run the query, and how good it looks. */
export interface RatedPlan extends Plan {
  readonly score: number;
}

/** What planning needs to know of a query. */
export interface PlanningInput {
  /** Lets the planner count index entries. */
  readonly view?: View;
  readonly conjunction: Conjunction;
  readonly sort: readonly SortField[] | undefined;
  readonly operation: Operation;
}

const UNBOUNDED: FieldBounds = { intervals: ALL_VALUES, covered: 0, bounded: false, weight: 0 };

/** How an index serves a query; undefined when it does not. `forced`: the caller wants it used in any case (hint). */
export function planIndex(index: IndexInfo, input: PlanningInput, forced = false): RatedPlan | undefined {
  const { conjunction, operation } = input;
  if (index.state !== 'ready') return undefined;
  if (index.partialFilter && !implies(conjunction, index.partialFilter, operation)) return undefined;
  const bounds = boundIndex(index, conjunction, operation);
  const leading = bounds?.fields[0]?.bounded === true;
  if (index.sparse && !forced && !bounds?.excludesMissing) return undefined;
  if (!leading && !forced && !input.sort) return undefined;
  const fields = bounds?.fields ?? index.fields.map(() => UNBOUNDED);
  if (fields.some((field) => field.intervals.length === 0)) {
    return { access: { kind: 'empty' }, exact: true, sorted: true, score: 1000 };
  }
  return assemble(index, input, fields, rangesOf(index, fields), leading || forced);
}

function assemble(
  index: IndexInfo,
  { conjunction, sort, operation }: PlanningInput,
  fields: readonly FieldBounds[],
  found: Ranges,
  useful: boolean,
): RatedPlan | undefined {
  const order = sort ? orderOf(index, fields, found, sort, operation) : { reverse: false, merge: false };
  if (!order && !useful) return undefined;
  let covered = 0;
  for (let i = 0; i < found.used; i++) covered += fields[i]!.covered;
  const whole = !index.truncated && !index.partialFilter && !found.approximate;
  const exact = whole && covered === conjunction.size && conjunction.complete;
  const access: Access = {
    kind: 'index',
    index,
    ranges: found.ranges,
    points: found.points,
    reverse: order?.reverse ?? false,
    mergePrefixes: order?.merge ? found.prefixLengths : undefined,
    bounds: (): Doc => boundsDoc(index, fields, order?.reverse ?? false),
  };
  return {
    access,
    exact,
    sorted: order !== undefined,
    score: scoreOf(index, fields, found, sort, order !== undefined),
  };
}

function scoreOf(
  index: IndexInfo,
  fields: readonly FieldBounds[],
  found: Ranges,
  sort: readonly SortField[] | undefined,
  sorted: boolean,
): number {
  let score = 0;
  for (let i = 0; i < found.used; i++) score += fields[i]!.weight;
  if (found.points) score += 100;
  if (sort && sorted) score += 4;
  // Of two that look alike, the one with fewer fields has fewer entries to pass over.
  return score - index.fields.length * 0.01;
}

/**
 * Whether reading the index gives the order of the sort: single values first (they do not matter), then the fields
 * of the sort in their order, all in the direction of the index or all against it. With several single values
 * (`$in`) the ranges are read side by side.
 */
function orderOf(
  index: IndexInfo,
  fields: readonly FieldBounds[],
  found: Ranges,
  sort: readonly SortField[],
  operation: Operation,
): { reverse: boolean; merge: boolean } | undefined {
  if (index.truncated || found.approximate || operation.collator) return undefined;
  for (let skipped = 0; skipped <= found.fixed; skipped++) {
    const single = fields.slice(0, skipped).every((field) => field.intervals.length === 1);
    if (!single && found.ranges.length > MAX_MERGED_RANGES) return undefined;
    const match = matchSort(index, fields, skipped, sort);
    if (match && (single || skipped === found.fixed)) return { reverse: match.reverse, merge: !single };
  }
  return undefined;
}

function matchSort(
  index: IndexInfo,
  fields: readonly FieldBounds[],
  skipped: number,
  sort: readonly SortField[],
): { reverse: boolean } | undefined {
  const isSingle = (path: string) =>
    index.fields.some((field, i) => field.path === path && isFixedScalar(index, fields, i));
  let position = skipped;
  let reverse: boolean | undefined;
  for (const { path, direction } of sort) {
    while (
      position < index.fields.length &&
      index.fields[position]!.path !== path &&
      isFixedScalar(index, fields, position)
    ) {
      position++;
    }
    const field = index.fields[position];
    if (field?.path !== path) {
      if (isSingle(path)) continue;
      return undefined;
    }
    if (!isSingle(path)) {
      if (!keepsOrder(index, fields, position)) return undefined;
      const against = direction < 0 !== field.descending;
      if (reverse !== undefined && reverse !== against) return undefined;
      reverse = against;
    }
    position++;
  }
  return { reverse: reverse ?? false };
}

/** One value only, of a field that is never an array: sorting by it changes nothing. */
function isFixedScalar(index: IndexInfo, fields: readonly FieldBounds[], position: number): boolean {
  const { intervals, bounded } = fields[position]!;
  return bounded && intervals.length === 1 && intervals[0]!.point && index.multikeyPaths[position]!.length === 0;
}

/**
 * A document with an array is sorted by its least (or greatest) element. The index gives that order when all of its entries
 * are read, and no other bounded field goes through the same array.
 */
function keepsOrder(index: IndexInfo, fields: readonly FieldBounds[], position: number): boolean {
  const arrays = index.multikeyPaths[position]!;
  if (arrays.length === 0) return true;
  if (fields[position]!.bounded) return false;
  return fields.every((field, other) => {
    if (!field.bounded) return true;
    const shared = sharedComponents(index.fields[other]!.path, index.fields[position]!.path);
    return arrays.every((component) => component >= shared);
  });
}
