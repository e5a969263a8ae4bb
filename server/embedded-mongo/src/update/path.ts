import type { Maybe } from '../bson/values';
import { isArray, isDoc } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';

/** Paths deeper than any document can be; refused before anything recurses along them. */
const MAX_PATH_PARTS = 200;
const DIGITS = /^[0-9]+$/;
const CANONICAL_INDEX = /^(0|[1-9][0-9]*)$/;
const SURROGATE = /[\ud800-\udfff]/;

/** Splits the path of an update and refuses empty parts. */
export function updatePath(path: string): string[] {
  if (path === '') throw new CommandError(ErrorCode.EmptyFieldName, 'An empty update path is not valid.');
  const parts = path.split('.');
  if (parts.includes('')) {
    const message = `The update path '${path}' contains an empty field name, which is not allowed.`;
    throw new CommandError(ErrorCode.EmptyFieldName, message);
  }
  refuseDeepPath(parts);
  return parts;
}

/** Throws when a path has more parts than a document may have levels. */
export function refuseDeepPath(parts: readonly string[]): void {
  if (parts.length <= MAX_PATH_PARTS) return;
  throw new CommandError(ErrorCode.Overflow, `Document exceeds maximum nesting depth of ${MAX_PATH_PARTS}`);
}

/** Array position that a path part stands for, or undefined where it is a field name only. */
export function arrayIndex(part: string): number | undefined {
  return DIGITS.test(part) ? Number(part) : undefined;
}

/** Field of a document or element of an array; undefined where there is none. */
export function childOf(container: Maybe, part: string): Maybe {
  if (isDoc(container)) return container.get(part);
  if (!isArray(container)) return undefined;
  const index = arrayIndex(part);
  return index === undefined ? undefined : container[index];
}

/** True for `$[]` and `$[name]`. */
export function isArrayUpdate(part: string): boolean {
  return part.length >= 3 && part.startsWith('$[') && part.endsWith(']');
}

/** Byte order of two names, as MongoDB's maps have it. */
export function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

/** Order in which the fields of one level are updated (and so added): numbers by size, names by bytes. */
export function comparePathParts(a: string, b: string): number {
  if (a.length !== b.length && CANONICAL_INDEX.test(a) && CANONICAL_INDEX.test(b)) return a.length - b.length;
  return compareNames(a, b);
}
