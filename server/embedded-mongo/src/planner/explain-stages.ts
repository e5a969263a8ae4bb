import { fromCount } from '../bson/numeric';
import { type Doc, docOf, type Value } from '../bson/values';
import type { Access, IndexScan, Plan, Query } from './types';

/** A stage of a plan as explain names it. */
export interface ExplainedStage {
  readonly name: string;
  readonly details: readonly [string, Value][];
  readonly inputs: readonly ExplainedStage[];
  readonly readsDocuments: boolean;
}

/** The stages of a plan, the last one first. Without a plan the collection does not exist. */
export function stageTree(plan: Plan | undefined, query: Query & { readonly projection?: Doc }): ExplainedStage {
  let stage = plan ? accessStage(plan, query) : stageOf('EOF');
  const { sort, skip, limit, projection } = query;
  if (plan && !plan.sorted && sort && sort.size > 0) {
    const total = limit ? limit + (skip ?? 0) : 0;
    stage = stageOf(
      'SORT',
      { sortPattern: sort, memLimit: 104857600, ...(total > 0 && { limitAmount: fromCount(total) }), type: 'simple' },
      stage,
    );
  }
  if (skip) stage = stageOf('SKIP', { skipAmount: fromCount(skip) }, stage);
  if (limit) stage = stageOf('LIMIT', { limitAmount: fromCount(limit) }, stage);
  if (projection && projection.size > 0) {
    const simple = [...projection].every(([path, value]) => !path.includes('.') && typeof value !== 'object');
    stage = stageOf(simple ? 'PROJECTION_SIMPLE' : 'PROJECTION_DEFAULT', { transformBy: projection }, stage);
  }
  return stage;
}

function stageOf(name: string, details: Record<string, Value> = {}, ...inputs: ExplainedStage[]): ExplainedStage {
  return { name, details: [...docOf(details)], inputs, readsDocuments: name === 'FETCH' || name === 'COLLSCAN' };
}

function accessStage({ access, exact }: Plan, query: Query): ExplainedStage {
  const filter: Record<string, Value> = exact || query.filter.size === 0 ? {} : { filter: query.filter };
  switch (access.kind) {
    case 'empty':
      return stageOf('EOF');
    case 'collection':
      return stageOf('COLLSCAN', { ...filter, direction: access.reverse ? 'backward' : 'forward' });
    case 'union':
      return stageOf('FETCH', filter, stageOf('OR', {}, ...access.branches.map(scanStage)));
    case 'index':
      if (isIdLookup(access) && exact) return { ...stageOf('IDHACK'), readsDocuments: true };
      return stageOf('FETCH', filter, indexStage(access));
  }
}

function isIdLookup({ index, points }: IndexScan): boolean {
  return index.name === '_id_' && points?.length === 1;
}

function scanStage(access: Access): ExplainedStage {
  if (access.kind === 'index') return indexStage(access);
  return access.kind === 'union' ? stageOf('OR', {}, ...access.branches.map(scanStage)) : stageOf('EOF');
}

function indexStage(scan: IndexScan): ExplainedStage {
  const { index, reverse } = scan;
  const multiKeyPaths = docOf(
    Object.fromEntries(
      index.fields.map(({ path }, i): [string, Value] => {
        const components = path.split('.');
        return [path, index.multikeyPaths[i]!.map((position) => components.slice(0, position + 1).join('.'))];
      }),
    ),
  );
  return stageOf('IXSCAN', {
    keyPattern: index.spec.get('key')!,
    indexName: index.name,
    isMultiKey: index.multikey,
    multiKeyPaths,
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: index.partialFilter !== undefined,
    indexVersion: 2,
    direction: reverse ? 'backward' : 'forward',
    indexBounds: scan.bounds(),
  });
}
