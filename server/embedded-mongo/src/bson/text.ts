import { isUtf8 } from 'node:buffer';
import type { FastBuffer } from './scratch';

const NAME_SLOTS = 4096;
const LONGEST_CACHED_NAME = 32;
/** Names seen, by a hash of their bytes. Only ASCII ones, whose bytes are their char codes. */
const names: string[] = new Array(NAME_SLOTS).fill('');
const LONGEST_SHORT_TEXT = 20;
/** One array per length, filled anew for each text. */
const CODES: number[][] = Array.from({ length: LONGEST_SHORT_TEXT + 1 }, (_, length) => new Array(length).fill(0));

/** Order of the UTF-8 bytes of two strings, which is the order of their code points. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return codeUnitRank(x) < codeUnitRank(y) ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

/** Surrogates stand for code points above all others, though their code units are not the highest. */
function codeUnitRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Length of the string at `start` up to the NUL byte before `end`, or -1 where there is none. */
export function cstringLength(bytes: Uint8Array, start: number, end: number): number {
  const nul = bytes.indexOf(0, start);
  return nul < 0 || nul >= end ? -1 : nul - start;
}

/** The UTF-8 text of a range of bytes, or undefined where they are not valid UTF-8. */
export function readText(bytes: FastBuffer, start: number, end: number): string | undefined {
  const short = end - start <= LONGEST_SHORT_TEXT ? readShortAscii(bytes, start, end) : undefined;
  if (short !== undefined) return short;
  const text = bytes.utf8Slice(start, end);
  // What cannot be decoded becomes U+FFFD, so only a text that contains one needs a closer look.
  if (text.includes('\ufffd') && !isUtf8(bytes.subarray(start, end))) return undefined;
  return text;
}

/** Quicker than a call of native code for a few bytes. */
function readShortAscii(bytes: FastBuffer, start: number, end: number): string | undefined {
  const codes = CODES[end - start]!;
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte >= 0x80) return undefined;
    codes[i - start] = byte;
  }
  return String.fromCharCode.apply(undefined, codes);
}

/** Where the NUL byte of the field name at `start` is; `end` where there is none before it. */
export function nameEnd(bytes: FastBuffer, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== 0) at++;
  return at;
}

/**
 * The field name at `start` that ends before the NUL byte at `end`, or undefined for invalid UTF-8.
 * Documents repeat few names, so short ASCII ones are kept: no new string, and its hash is known.
 */
export function readName(bytes: FastBuffer, start: number, end: number): string | undefined {
  const length = end - start;
  if (length > LONGEST_CACHED_NAME) return readText(bytes, start, end);
  let hash = length;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + bytes[i]!) | 0;
  const slot = (hash ^ (hash >>> 12)) & (NAME_SLOTS - 1);
  const known = names[slot]!;
  if (known.length === length && holds(bytes, start, known)) return known;
  const name = readText(bytes, start, end);
  if (name?.length === length) names[slot] = name;
  return name;
}

function holds(bytes: Uint8Array, start: number, ascii: string): boolean {
  for (let i = 0; i < ascii.length; i++) if (bytes[start + i] !== ascii.charCodeAt(i)) return false;
  return true;
}
