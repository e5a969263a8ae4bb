import type { Doc } from '../bson/values';
import { isArray, isDoc } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';

const SPECIAL = new Set(['$expr', '$where', '$text', '$jsonSchema']);
const LOGICAL = new Set(['$and', '$or', '$nor']);

/** Refuses the query features that conditions on array elements (`$pull`, `arrayFilters`) may not use. */
export function refuseSpecialFeatures(filter: Doc): void {
  const found = findTopLevel(filter, SPECIAL);
  if (found === undefined) return;
  throw new CommandError(ErrorCode.QueryFeatureNotAllowed, `${found} is not allowed in this context`);
}

/** Refuses `$expr` in the query of an upsert: it does not say which fields the new document has. */
export function refuseExprForUpsert(filter: Doc): void {
  if (findTopLevel(filter, new Set(['$expr'])) === undefined) return;
  const message = '$expr is not allowed in the query predicate for an upsert';
  throw new CommandError(ErrorCode.QueryFeatureNotAllowed, message);
}

function findTopLevel(filter: Doc, names: ReadonlySet<string>): string | undefined {
  for (const [name, value] of filter) {
    if (names.has(name)) return name;
    if (!LOGICAL.has(name) || !isArray(value)) continue;
    for (const branch of value) {
      const found = isDoc(branch) ? findTopLevel(branch, names) : undefined;
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
