import type { Doc, Value } from '../../bson/values';
import type { Operation } from '../../operation';
import type { Collection, WriteView } from '../../storage/types';
import type { CompiledUpdate } from '../../update/compile';
import { upsertDocument } from '../../update/upsert';
import { validateDocument } from '../validation';
import { refuseView } from '../views';
import { insertDocument, newDocument } from './new-document';
import type { Target } from './targets';

/** What an update did to one document. */
export interface UpdateEffect {
  readonly before?: Doc;
  readonly after: Doc;
  readonly modified: boolean;
  /** Set when the document was made by an upsert. */
  readonly upsertedId?: Value;
}

/** Changes one stored document. */
export function updateTarget(
  view: WriteView,
  collection: Collection,
  target: Target,
  compiled: CompiledUpdate,
  bypassValidation: boolean,
): UpdateEffect {
  refuseView(collection, 'update');
  const before = target.doc;
  const after = compiled.apply(before, { position: target.position, isInsert: false });
  if (after === before) return { before, after, modified: false };
  if (!bypassValidation) validateDocument(collection, after, before);
  view.replace(collection, target.recordId, before, after);
  return { before, after, modified: true };
}

/** Inserts what an upsert makes of its query and its update. */
export function upsertInto(
  view: WriteView,
  namespace: string,
  filter: Doc,
  compiled: CompiledUpdate,
  operation: Operation,
  bypassValidation: boolean,
): UpdateEffect {
  const document = newDocument(upsertDocument(filter, compiled, operation), operation.now);
  insertDocument(view, namespace, document, bypassValidation);
  return { after: document.doc, modified: false, upsertedId: document.doc.get('_id') ?? null };
}
