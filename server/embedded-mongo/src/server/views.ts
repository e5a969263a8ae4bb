import { type Doc, isDoc, type Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Collection, View } from '../storage/types';

const DEPTH_LIMIT = 20;

/** What a namespace reads from: a collection, and the stages of the views in front of it. */
export interface ResolvedSource {
  readonly namespace: string;
  readonly collection: Collection | undefined;
  /** Empty for a collection. */
  readonly pipeline: readonly Value[];
  readonly isView: boolean;
}

/** True for a read-only view (`create` with viewOn). */
export function isView(collection: Collection | undefined): boolean {
  return collection?.options.has('viewOn') === true;
}

/** Follows views down to their collection. */
export function resolveSource(view: View, namespace: string): ResolvedSource {
  const database = namespace.slice(0, namespace.indexOf('.'));
  let current = namespace;
  let pipeline: readonly Value[] = [];
  for (let depth = 0; depth <= DEPTH_LIMIT; depth++) {
    const collection = view.collection(current);
    if (!collection || !isView(collection)) return { namespace: current, collection, pipeline, isView: depth > 0 };
    pipeline = [...viewPipeline(collection.options), ...pipeline];
    current = `${database}.${String(collection.options.get('viewOn'))}`;
  }
  throw new CommandError(165, `View depth limit exceeded; maximum depth is ${DEPTH_LIMIT}`);
}

function viewPipeline(options: Doc): readonly Value[] {
  const pipeline = options.get('pipeline');
  return Array.isArray(pipeline) ? pipeline.filter(isDoc) : [];
}

/** Refuses a view where a command needs a collection. */
export function refuseView(collection: Collection | undefined, what: string): void {
  if (!isView(collection)) return;
  throw new CommandError(
    ErrorCode.CommandNotSupportedOnView,
    `Namespace ${collection?.namespace} is a view, not a collection: ${what} is not supported on it`,
  );
}
