import type { Doc } from '../bson/values';

/** Circumstances of one application of an update. */
export interface ApplyContext {
  /** Array position that the query matched, for the positional `$`. */
  readonly position?: number;
  /** True when an upsert makes a new document. */
  readonly isInsert: boolean;
}

/** An update, checked and ready to be applied to any number of documents. */
export interface CompiledUpdate {
  readonly kind: 'replacement' | 'operators' | 'pipeline';
  /** True when some path has the positional `$`, so that the filter must say which element matched. */
  readonly needsPosition: boolean;
  /** The updated document, or `doc` itself when nothing changed. `doc` is left as it is; unchanged parts are shared. */
  apply(doc: Doc, context: ApplyContext): Doc;
}
