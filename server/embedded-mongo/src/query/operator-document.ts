import { type Doc, isDoc, type Maybe } from '../bson/values';

/**
 * True for `{$gt: 5}`, false for `{a: 5}`, `{}` and a DBRef (`{$ref, $id}`).
 * With `partialReference`, one of `$ref`, `$id`, `$db` is enough to be taken for a DBRef.
 */
export function isOperatorDocument(value: Maybe, partialReference = false): value is Doc {
  if (!isDoc(value)) return false;
  const first = firstKey(value);
  if (first === undefined || !first.startsWith('$')) return false;
  const hasRef = value.has('$ref');
  const hasId = value.has('$id');
  return partialReference ? !(hasRef || hasId || value.has('$db')) : !(hasRef && hasId);
}

/** Name of a document's first field. */
export function firstKey(doc: Doc): string | undefined {
  for (const key of doc.keys()) return key;
  return undefined;
}
