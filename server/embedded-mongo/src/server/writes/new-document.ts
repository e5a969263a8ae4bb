import type { Doc } from '../../bson/values';
import type { WriteView } from '../../storage/types';
import { withTimestamps } from '../../update/cluster-time';
import { newObjectId } from '../../update/object-id';
import { withIdFirst } from '../../update/replacement';
import { checkStorableId } from '../../update/storable';
import { validateDocument } from '../validation';
import { refuseView } from '../views';

/** A document as it is going to be stored. */
export interface NewDocument {
  readonly doc: Doc;
  /** Its bytes, where they can be stored as they were received. */
  readonly raw?: Buffer;
}

/** Gives a document an `_id` where it has none, moves it to the front, and fills in empty timestamps. */
export function newDocument(doc: Doc, now: number, raw?: Buffer): NewDocument {
  let id = doc.get('_id');
  if (id === undefined) id = newObjectId(now);
  else checkStorableId(id);
  const stored = withTimestamps(withIdFirst(doc, id), now);
  return { doc: stored, raw: stored === doc ? raw : undefined };
}

/** Stores a document; its collection is made when it is missing. */
export function insertDocument(
  view: WriteView,
  namespace: string,
  document: NewDocument,
  bypassValidation: boolean,
): void {
  const collection = view.ensureCollection(namespace);
  if (collection.options.size > 0) {
    refuseView(collection, 'insert');
    if (!bypassValidation) validateDocument(collection, document.doc);
  }
  view.insert(collection, document.doc, document.raw);
}
