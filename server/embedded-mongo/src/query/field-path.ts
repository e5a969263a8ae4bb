import { CommandError } from '../errors';
import { splitPath } from './path';

/** Splits a path where MongoDB wants a well-formed field path (projections, sorts): no empty or `$`-prefixed part. */
export function splitFieldPath(path: string): readonly string[] {
  if (path === '') throw new CommandError(40352, 'FieldPath cannot be constructed with empty string');
  if (path.endsWith('.')) throw new CommandError(40353, "FieldPath must not end with a '.'.");
  const parts = splitPath(path);
  for (const part of parts) {
    if (part === '') throw new CommandError(15998, 'FieldPath field names may not be empty strings.');
    if (part.startsWith('$')) {
      throw new CommandError(
        16410,
        "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
      );
    }
    if (part.includes('\0')) throw new CommandError(16411, "FieldPath field names may not contain '\0'.");
  }
  return parts;
}
