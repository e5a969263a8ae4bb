/** True where a text has only characters of one UTF-16 unit, so that units and code points are the same. */
function isFlat(text: string): boolean {
  return !/[\ud800-\udbff]/.test(text);
}

/** True where a text has only characters of one byte. */
export function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are ASCII too
  return /^[\x00-\x7f]*$/.test(text);
}

/** Number of code points of a text, or of its part up to a UTF-16 offset. */
export function countCodePoints(text: string, end = text.length): number {
  if (isFlat(text)) return end;
  let count = 0;
  for (let i = 0; i < end; i += unitsAt(text, i)) count++;
  return count;
}

/** UTF-16 offset of a code point by its number, at most the length of the text. */
export function offsetOfCodePoint(text: string, number: number, from = 0): number {
  if (isFlat(text)) return Math.min(text.length, from + number);
  let offset = from;
  for (let i = 0; i < number && offset < text.length; i++) offset += unitsAt(text, offset);
  return offset;
}

/** UTF-16 units of the code point at an offset. */
export function unitsAt(text: string, offset: number): number {
  return (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
}
