import type { Doc, Value } from '../bson/values';
import type { Operation, Stream, Tick } from '../operation';
import type { Collection, IndexInfo, KeyRange, RecordId, View } from '../storage/types';

/** A read of one collection. */
export interface Query {
  readonly filter: Doc;
  readonly sort?: Doc;
  readonly skip?: number;
  /** 0 and undefined are "no limit". */
  readonly limit?: number;
  /** Index name, key pattern or { $natural: 1 | -1 }. Throws BadValue (2) when there is no such index. */
  readonly hint?: Value;
  /** Index bounds by value, inclusive; needs a hint. */
  readonly min?: Doc;
  /** Index bounds by value, exclusive; needs a hint. */
  readonly max?: Doc;
  readonly operation: Operation;
}

/** A document that answers a query. */
export interface Candidate {
  readonly recordId: RecordId;
  /** BSON bytes as stored. */
  readonly raw: Buffer;
  /** The decoded document; decoded once, on the first call. Do not change it. */
  doc(): Doc;
}

/** Reads documents in natural order. */
export interface CollectionScan {
  readonly kind: 'collection';
  readonly reverse: boolean;
}

/** Looks documents up by whole keys of a unique index without a decoded range scan (`_id` equality and the like). */
export interface IndexScan {
  readonly kind: 'index';
  readonly index: IndexInfo;
  /** Sorted ascending by bytes, not overlapping. */
  readonly ranges: readonly KeyRange[];
  /** Whole keys: set instead of `ranges` where the index is unique and every field has an equality. */
  readonly points?: readonly Buffer[];
  readonly reverse: boolean;
  /**
   * Set when the ranges are to be read side by side, in the order of the key bytes that follow the bytes of the
   * single values they begin with (`$in` before a sort): the number of those bytes, per range.
   */
  readonly mergePrefixes?: readonly number[];
  /** Bounds in MongoDB's words, per field, for explain. */
  readonly bounds: () => Doc;
}

/** Several scans whose results are united, each document once. */
export interface UnionScan {
  readonly kind: 'union';
  readonly branches: readonly Access[];
}

/** Nothing can match (contradictory bounds, missing collection). */
export interface EmptyScan {
  readonly kind: 'empty';
}

export type Access = CollectionScan | IndexScan | UnionScan | EmptyScan;

/** How a query is going to run. */
export interface Plan {
  readonly access: Access;
  /** True when the access alone decides the match: no filter is needed and documents need not be decoded. */
  readonly exact: boolean;
  /** True when the access gives the wanted order. */
  readonly sorted: boolean;
}

/**
 * planner/plan.ts: chooses the access path. Throws for a bad hint, min or max. With a view, indexes that look equally
 * good are compared by the entries they would read.
 */
export type PlanQuery = (collection: Collection, query: Query, view?: View) => Plan;

/** planner/run.ts: matching documents in the wanted order, skip and limit applied. `collection` undefined answers nothing (but still validates the query). */
export type RunQuery = (view: View, collection: Collection | undefined, query: Query) => Stream<Candidate>;

/** planner/run.ts: number of matching documents, after skip and limit; on the index alone where that is exact. Drive it with `yield*` or a loop. */
export type CountQuery = (view: View, collection: Collection | undefined, query: Query) => Generator<Tick, number>;

/** planner/explain.ts: MongoDB's explain document: queryPlanner, and executionStats unless `verbosity` is queryPlanner. */
export type ExplainQuery = (
  view: View,
  collection: Collection | undefined,
  namespace: string,
  query: Query & { readonly projection?: Doc },
  verbosity: 'queryPlanner' | 'executionStats' | 'allPlansExecution',
) => Generator<Tick, Doc>;
