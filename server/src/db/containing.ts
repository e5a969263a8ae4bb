/** Matches texts that contain what a person typed, letter by letter: nothing in it is a pattern. */
export function containing(text: string): RegExp {
  // A pattern ends at a NUL for the database; no name holds one.
  return new RegExp(text.replaceAll('\0', '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
}
