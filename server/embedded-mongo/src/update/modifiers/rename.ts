import type { Doc, Maybe, Value } from '../../bson/values';
import { isArray, isDoc } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { elementText, idText } from '../element-text';
import type { Modifier, Site } from '../modifier';
import { UNCHANGED } from '../modifier';
import { arrayIndex, childOf, isArrayUpdate } from '../path';

/** The half of a `$rename` that takes the field away from its old place. */
export const RENAME_SOURCE: Modifier = { change: () => undefined, ignoresBlockedPath: true };

/** New name of a `$rename`; throws where it is not a string. */
export function renameTarget(field: string, target: Value): string {
  if (typeof target === 'string') return target;
  throw badRename(`The 'to' field for $rename must be a string: ${elementText(field, target)}`);
}

/**
 * The half of a `$rename` that puts the field at its new place. It reads the document before the update: no other
 * operator can have changed the field, that would be a conflict.
 */
export function renameModifier(from: readonly string[], to: readonly string[]): Modifier {
  checkRename(from, to);
  const moved = (site: Site) => {
    const value = sourceValue(site.root, from);
    if (value === undefined) return UNCHANGED;
    refuseArrays(site.root, from, 'source');
    refuseArrays(site.root, to, 'destination');
    return value;
  };
  return { change: (_current, site) => moved(site), create: moved };
}

function checkRename(from: readonly string[], to: readonly string[]): void {
  const source = from.join('.');
  const target = to.join('.');
  if (target.includes('\0')) throw badRename("The 'to' field for $rename cannot contain an embedded null byte");
  if (source === target) {
    throw badRename(`The source and target field for $rename must differ: ${elementText(source, target)}`);
  }
  if (target.startsWith(`${source}.`) || source.startsWith(`${target}.`)) {
    const message = 'The source and target field for $rename must not be on the same path';
    throw badRename(`${message}: ${elementText(source, target)}`);
  }
  if (from.some(isDynamic)) throw badRename(`The source field for $rename may not be dynamic: ${source}`);
  if (to.some(isDynamic)) throw badRename(`The destination field for $rename may not be dynamic: ${target}`);
}

function isDynamic(part: string): boolean {
  return part === '$' || isArrayUpdate(part);
}

/** Value at the path; undefined where it is missing. Throws where the path leads through a value that has no fields. */
function sourceValue(root: Doc, path: readonly string[]): Maybe {
  let value: Maybe = root;
  for (const [index, part] of path.entries()) {
    if (value === undefined) return undefined;
    const blocked = isArray(value) ? arrayIndex(part) === undefined : !isDoc(value);
    if (blocked) {
      const previous = path[index - 1]!;
      const where = `cannot use the part (${previous} of ${path.join('.')}) to traverse the element`;
      throw new CommandError(ErrorCode.PathNotViable, `${where} ({${elementText(previous, value)}})`);
    }
    value = childOf(value, part);
  }
  return value;
}

function refuseArrays(root: Doc, path: readonly string[], role: 'source' | 'destination'): void {
  let innermost: string | undefined;
  let value: Maybe = root;
  for (const part of path.slice(0, -1)) {
    value = childOf(value, part);
    if (isArray(value)) innermost = part;
  }
  if (innermost === undefined) return;
  throw badRename(
    `The ${role} field cannot be an array element, '${path.join('.')}' in doc with ${idText(root)}` +
      ` has an array field called '${innermost}'`,
  );
}

function badRename(message: string): CommandError {
  return new CommandError(ErrorCode.BadValue, message);
}
