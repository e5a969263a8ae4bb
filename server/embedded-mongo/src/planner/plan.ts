import { encodeKey } from '../bson/keys';
import { BsonUndefined, type Doc, isArray, isDoc, Regex, type Value } from '../bson/values';
import { CommandError } from '../errors';
import { compileSort, type SortField } from '../query/sort';
import { KEPT_KEY_BYTES } from '../storage/index-keys';
import type { Collection, IndexInfo, View } from '../storage/types';
import { dependsOnCollation } from './bounds';
import { boundText } from './bounds-doc';
import { planMinMax, requireHint, resolveHint } from './hint';
import { type PlanningInput, planIndex, type RatedPlan } from './index-plan';
import { type Conjunction, conjunctionOf } from './predicates';
import type { Access, Plan, Query } from './types';

const FORWARD: Access = { kind: 'collection', reverse: false };
const BACKWARD: Access = { kind: 'collection', reverse: true };
/** `$or` within `$or`, and so on. */
const MAX_NESTED_UNIONS = 4;
/** An index serving a condition scores at least this; one that only gives the order, less. */
const SERVES_CONDITION = 4.9;
/** A plan of single keys of a unique index scores more than this. */
const POINT_LOOKUP = 100;
/** How far indexes are looked into to compare them. */
const COUNTED_RANGES = 8;
const COUNTED_ENTRIES = 1000;
/** Under so many entries the best rated index is taken as it is. */
const FEW_ENTRIES = 5;

/** Chooses how to read a collection for a query. Throws for a bad hint, min, max or sort. */
export function planQuery(collection: Collection, query: Query, view?: View): Plan {
  return planById(collection, query) ?? planGeneral(collection, query, view);
}

/** The shortest way for the most frequent query: `{_id: value}`. */
function planById(collection: Collection, query: Query): Plan | undefined {
  const { filter, operation } = query;
  if (filter.size !== 1 || query.hint !== undefined || query.min || query.max || query.sort) return undefined;
  const id = filter.get('_id');
  if (id === undefined || !isPlainId(id)) return undefined;
  if (operation.collator && dependsOnCollation(id)) return undefined;
  const key = encodeKey(id);
  const index = collection.indexes[0]!;
  if (key.length > KEPT_KEY_BYTES) return undefined;
  const bounds = (): Doc => new Map([['_id', [`[${boundText(id)}, ${boundText(id)}]`]]]);
  const access: Access = { kind: 'index', index, ranges: [], points: [key], reverse: false, bounds };
  return { access, exact: true, sorted: true };
}

function isPlainId(id: Value): boolean {
  if (typeof id !== 'object') return true;
  return id !== null && !isDoc(id) && !isArray(id) && !(id instanceof Regex) && !(id instanceof BsonUndefined);
}

function planGeneral(collection: Collection, query: Query, view: View | undefined): Plan {
  const hint = resolveHint(collection, query);
  if ((query.min || query.max) && !(hint && 'index' in hint)) throw requireHint();
  if (hint && 'natural' in hint) {
    const sorted = query.sort === undefined || query.sort.has('$natural');
    return collectionScan(query, hint.natural < 0, sorted);
  }
  if (hint && (query.min || query.max)) return planMinMax(hint.index, query);
  const input: PlanningInput = {
    conjunction: conjunctionOf(query.filter, query.operation.variables),
    sort: sortFields(query),
    operation: query.operation,
    view,
  };
  if (hint) return planHinted(hint.index, input, collection);
  return best(collection, input) ?? collectionScan(query, false, input.sort === undefined);
}

function sortFields(query: Query): readonly SortField[] | undefined {
  if (!query.sort || query.sort.size === 0) return undefined;
  return compileSort(query.sort, query.operation).fields;
}

function collectionScan(query: Query, reverse: boolean, sorted: boolean): Plan {
  return { access: reverse ? BACKWARD : FORWARD, exact: query.filter.size === 0, sorted };
}

function planHinted(index: IndexInfo, input: PlanningInput, collection: Collection): Plan {
  const plan = planIndex(index, input, true);
  if (plan) return plan;
  throw new CommandError(
    291,
    `error processing query: ns=${collection.namespace} planner returned error :: caused by :: No query solutions`,
  );
}

/** The index, or union of indexes, that serves best; undefined when none does. */
function best(collection: Collection, input: PlanningInput): RatedPlan | undefined {
  const chosen = bestIndex(collection, input);
  if (chosen && chosen.score >= SERVES_CONDITION) return chosen;
  return planUnion(collection, input, 0) ?? chosen;
}

function bestIndex(collection: Collection, input: PlanningInput): RatedPlan | undefined {
  const plans: RatedPlan[] = [];
  let chosen: RatedPlan | undefined;
  for (const index of collection.indexes) {
    if (index.hidden) continue;
    const plan = planIndex(index, input);
    if (!plan) continue;
    plans.push(plan);
    if (!chosen || plan.score > chosen.score) chosen = plan;
  }
  if (!chosen || plans.length < 2 || !input.view || chosen.score >= POINT_LOOKUP) return chosen;
  return fewestEntries(input.view, plans, chosen);
}

/**
 * Among those that serve a condition, another one is taken when it reads less than half as many entries as the best
 * rated. Where that reads hardly any, counting costs more than any other could spare.
 */
function fewestEntries(view: View, plans: readonly RatedPlan[], rated: RatedPlan): RatedPlan {
  let chosen = rated;
  let fewest = entriesOf(view, rated, COUNTED_ENTRIES) / 2;
  for (const plan of plans) {
    if (fewest < FEW_ENTRIES) break;
    if (plan === rated || plan.score < SERVES_CONDITION) continue;
    const entries = entriesOf(view, plan, Math.ceil(fewest));
    if (entries >= fewest) continue;
    chosen = plan;
    fewest = entries;
  }
  return chosen;
}

/** Entries that a plan reads, counted up to a limit in each of the first of its ranges. */
function entriesOf(view: View, { access }: RatedPlan, limit: number): number {
  if (access.kind !== 'index') return 0;
  const counted = access.ranges.slice(0, COUNTED_RANGES);
  let entries = 0;
  for (const range of counted) entries += view.countEntries(access.index, range, limit).count;
  return counted.length === 0 ? 0 : (entries * access.ranges.length) / counted.length;
}

/** Serves an `$or` by serving each of its branches. */
function planUnion(collection: Collection, input: PlanningInput, nesting: number): RatedPlan | undefined {
  if (nesting === MAX_NESTED_UNIONS) return undefined;
  for (const branches of input.conjunction.alternatives) {
    const plans = planBranches(collection, input, branches, nesting);
    if (!plans) continue;
    const accesses = plans.map((plan) => plan.access).filter((access) => access.kind !== 'empty');
    const access: Access = accesses.length === 0 ? { kind: 'empty' } : { kind: 'union', branches: accesses };
    return { access, exact: false, sorted: input.sort === undefined, score: SERVES_CONDITION };
  }
  return undefined;
}

function planBranches(
  collection: Collection,
  input: PlanningInput,
  branches: readonly Doc[],
  nesting: number,
): RatedPlan[] | undefined {
  const plans: RatedPlan[] = [];
  for (const branch of branches) {
    const alone = conjunctionOf(branch, input.operation.variables);
    const conjunction = joined(alone, input.conjunction);
    const branchInput = { conjunction, sort: undefined, operation: input.operation, view: input.view };
    const single = bestIndex(collection, branchInput);
    const own = { ...branchInput, conjunction: alone };
    const plan = single && single.score >= 0.9 ? single : planUnion(collection, own, nesting + 1);
    if (!plan) return undefined;
    plans.push(plan);
  }
  return plans;
}

/** Both conjunctions at once. */
function joined(a: Conjunction, b: Conjunction): Conjunction {
  if (b.byPath.size === 0) return a;
  const byPath = new Map(a.byPath);
  for (const [path, predicates] of b.byPath) byPath.set(path, [...(byPath.get(path) ?? []), ...predicates]);
  return { byPath, size: a.size + b.size, complete: false, alternatives: a.alternatives };
}
