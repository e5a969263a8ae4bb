/** Matches texts that contain what a person typed, letter by letter: nothing in it is a pattern. */
export function containing(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
}
