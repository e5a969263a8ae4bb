import type { Doc, Value } from '../bson/values';
import { BsonUndefined, isArray, isDoc, Regex, typeNameOf } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';

/** Refuses values that `_id` may not have: arrays, regular expressions, undefined, documents with `$`-prefixed fields. */
export function checkStorableId(id: Value): void {
  if (isArray(id) || id instanceof Regex || id instanceof BsonUndefined) {
    throw new CommandError(ErrorCode.InvalidIdField, `The '_id' value cannot be of type ${typeNameOf(id)}`);
  }
  if (!isDoc(id)) return;
  for (const name of id.keys()) if (name.startsWith('$')) checkDollarField(id, name, `_id.${name}`);
}

/** Refuses `$`-prefixed fields at the top level of a document, except those of a DBRef. */
export function checkDollarFields(doc: Doc): void {
  for (const name of doc.keys()) if (name.startsWith('$')) checkDollarField(doc, name, name);
}

/** Refuses a `$`-prefixed field of a document unless it is `$ref`, `$id` or `$db` in its place in a DBRef. */
export function checkDollarField(doc: Doc, name: string, path: string): void {
  const names = [...doc.keys()];
  let at = names.indexOf(name);
  if (names[at] === '$db') {
    requireString(doc, '$db');
    at -= 1;
    if (names[at] !== '$id') throw invalidDbRef('Found $db field without a $id before it, which is invalid.');
  }
  if (names[at] === '$id') {
    at -= 1;
    if (names[at] !== '$ref') throw invalidDbRef('Found $id field without a $ref before it, which is invalid.');
  }
  if (names[at] === '$ref') {
    requireString(doc, '$ref');
    if (names[at + 1] !== '$id') throw invalidDbRef('The DBRef $ref field must be followed by a $id field');
    return;
  }
  throw new CommandError(
    ErrorCode.DollarPrefixedFieldName,
    `The dollar ($) prefixed field '${name}' in '${path}' is not allowed in the context of an update's replacement` +
      ' document. Consider using an aggregation pipeline with $replaceWith.',
  );
}

function requireString(doc: Doc, name: string): void {
  const value = doc.get(name);
  if (typeof value === 'string') return;
  throw invalidDbRef(`The DBRef ${name} field must be a String, not a ${typeNameOf(value)}`);
}

function invalidDbRef(message: string): CommandError {
  return new CommandError(ErrorCode.InvalidDBRef, message);
}
