import type { Doc } from '../bson/values';
import type { Operation } from '../operation';
import type { CompiledUpdate } from './compiled-update';
import { newObjectId } from './object-id';
import { refuseExprForUpsert } from './query-features';
import { withIdFirst } from './replacement';
import { checkStorableId } from './storable';
import { upsertIdSeed, upsertSeed } from './upsert-seed';

/**
 * The document that an upsert inserts when nothing matches: the equality conditions of the query, the update
 * applied to them, and a new ObjectId where that gives no `_id`. `_id` comes first.
 */
export function upsertDocument(filter: Doc, compiled: CompiledUpdate, operation: Operation): Doc {
  refuseExprForUpsert(filter);
  const seed = compiled.kind === 'replacement' ? upsertIdSeed(filter) : upsertSeed(filter);
  const doc = compiled.apply(seed, { isInsert: true });
  const id = doc.get('_id') ?? newObjectId(operation.now);
  checkStorableId(id);
  return withIdFirst(doc, id);
}
