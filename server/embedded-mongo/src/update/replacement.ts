import { identical, valuesEqual } from '../bson/compare';
import type { Doc, Value } from '../bson/values';
import { isArray } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Operation } from '../operation';
import { withTimestamps } from './cluster-time';
import type { CompiledUpdate } from './compiled-update';
import { elementText } from './element-text';
import { checkDollarFields, checkStorableId } from './storable';

/** Compiles an update by a whole document, which keeps the `_id` where it has none of its own. */
export function compileReplacement(replacement: Doc, operation: Operation): CompiledUpdate {
  const stamped = withTimestamps(replacement, operation.now);
  return {
    kind: 'replacement',
    needsPosition: false,
    apply: (doc, { isInsert }) => {
      if (identical(doc, stamped)) return doc;
      if (!isInsert) checkDollarFields(stamped);
      return replacedBy(doc, stamped, isInsert);
    },
  };
}

/** `after` in the place of `before`: `_id` comes first, stays when `after` has none, and may not change. */
export function replacedBy(before: Doc, after: Doc, isInsert: boolean): Doc {
  const oldId = before.get('_id');
  const newId = after.has('_id') ? after.get('_id') : oldId;
  if (newId === undefined) return after;
  if (!isInsert) checkStorableId(newId);
  if (isArray(newId)) {
    const found = 'was found to be an array or array descendant.';
    const message = `After applying the update to the document, the (immutable) field '_id' ${found}`;
    throw new CommandError(ErrorCode.NotSingleValueField, message);
  }
  if (oldId !== undefined && !valuesEqual(oldId, newId)) {
    const altered = `was found to have been altered to ${elementText('_id', newId)}`;
    const message = `After applying the update, the (immutable) field '_id' ${altered}`;
    throw new CommandError(ErrorCode.ImmutableField, message);
  }
  return withIdFirst(after, newId);
}

/** The document with `_id` as its first field. */
export function withIdFirst(doc: Doc, id: Value): Doc {
  const [first] = doc.keys();
  if (first === '_id') return doc;
  const result: Doc = new Map([['_id', id]]);
  for (const [name, value] of doc) if (name !== '_id') result.set(name, value);
  return result;
}
