import { decodeDocument } from '../../bson/decode';
import type { Doc } from '../../bson/values';
import { planQuery } from '../../planner/plan';
import { runQuery } from '../../planner/run';
import type { Access, Candidate, Query } from '../../planner/types';
import { compileFilter, type Filter } from '../../query/filter';
import type { Collection, RecordId, View } from '../../storage/types';
import type { CommandContext } from '../command';
import { eachInTurns, firstOf } from '../time-slice';

/** A document to be changed. `position` is the array element its query matched. */
export interface Target {
  readonly recordId: RecordId;
  readonly doc: Doc;
  readonly position?: number;
}

/** Finds the document within the write that changes it. */
export type FindTarget = (view: View, collection: Collection | undefined) => Target | undefined;

/** The document found beforehand no longer answers the query: it has to be looked for again. */
class TargetChanged extends Error {}

/** Below this many documents even a whole scan is short. */
const SMALL_COLLECTION = 2000;
const ATTEMPTS = 50;
const COMPETED = 32;

/** A query for documents to change, with its filter compiled once. */
export interface TargetQuery {
  readonly namespace: string;
  readonly query: Query;
  /** The compiled filter of the query. */
  filter(): Filter;
  /** The update needs to know which array element matched. */
  readonly needsPosition: boolean;
}

/** A query for documents of a collection to change; its filter is compiled when it is needed. */
export function targetQuery(namespace: string, query: Query, needsPosition = false): TargetQuery {
  let compiled: Filter | undefined;
  const filter = () => {
    compiled ??= compileFilter(query.filter, query.operation);
    return compiled;
  };
  return { namespace, query, filter, needsPosition };
}

function isPointed(access: Access): boolean {
  return access.kind === 'empty' || (access.kind === 'index' && access.points !== undefined);
}

/** True when the document can be found within a write without holding up others. */
export function isQuickToFind(view: View, target: TargetQuery): boolean {
  const collection = view.collection(target.namespace);
  if (!collection) return true;
  const plan = planQuery(collection, target.query);
  if (isPointed(plan.access)) return true;
  const isOrdered = plan.sorted || target.query.sort === undefined;
  return (plan.exact && isOrdered && plan.access.kind === 'index') || view.count(collection) <= SMALL_COLLECTION;
}

/** Finds by running the query inside the write. */
export function findInWrite(target: TargetQuery): FindTarget {
  const query = { ...target.query, limit: 1 };
  return (view, collection) => {
    const candidate = firstOf(runQuery(view, collection, query), query.operation);
    return candidate && asTarget(candidate, target);
  };
}

function asTarget(candidate: Candidate, target: TargetQuery): Target {
  const doc = candidate.doc();
  return { recordId: candidate.recordId, doc, position: positionIn(doc, target) };
}

function positionIn(doc: Doc, { filter, needsPosition }: TargetQuery): number | undefined {
  if (!needsPosition) return undefined;
  const details: { position?: number } = {};
  filter().matches(doc, details);
  return details.position;
}

/** A document by its number when it still answers the query. */
export function recheck(
  view: View,
  collection: Collection | undefined,
  found: { collectionId: number; recordId: RecordId },
  { filter }: TargetQuery,
): Target | undefined {
  if (!collection || collection.id !== found.collectionId) return undefined;
  const raw = view.document(collection, found.recordId);
  if (!raw) return undefined;
  const doc = decodeDocument(raw);
  const details: { position?: number } = {};
  return filter().matches(doc, details) ? { recordId: found.recordId, doc, position: details.position } : undefined;
}

/** Record ids that answer a query, collected in turns with other work on data as it is now. */
export async function collectTargets(
  context: CommandContext,
  target: TargetQuery,
  limit?: number,
): Promise<{ collectionId: number; recordIds: RecordId[] }> {
  const { transaction, services } = context;
  const snapshot = transaction ? undefined : services.storage.snapshot();
  const view = transaction?.view ?? snapshot!;
  try {
    const collection = view.collection(target.namespace);
    const recordIds: RecordId[] = [];
    await eachInTurns(runQuery(view, collection, { ...target.query, limit }), target.query.operation, (candidate) => {
      recordIds.push(candidate.recordId);
    });
    return { collectionId: collection?.id ?? -1, recordIds };
  } finally {
    snapshot?.close();
  }
}

/**
 * Looks for the first document in turns with other work, then lets `work` change it in a write that checks it again.
 * When it has changed meanwhile, all begins anew.
 */
export async function withLocatedTarget<T>(
  context: CommandContext,
  target: TargetQuery,
  work: (find: FindTarget) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // Where others compete for the same documents, the next ones in line are looked up along with the first.
    const { collectionId, recordIds } = await collectTargets(context, target, attempt === 0 ? 1 : COMPETED);
    try {
      return await work((view, collection) => {
        if (recordIds.length === 0) return undefined;
        for (const recordId of recordIds) {
          const found = recheck(view, collection, { collectionId, recordId }, target);
          if (found) return found;
        }
        throw new TargetChanged('the document has changed');
      });
    } catch (error) {
      if (!(error instanceof TargetChanged)) throw error;
    }
  }
  return work(findInWrite(target));
}
