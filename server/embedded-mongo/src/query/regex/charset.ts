/** Code points as flat, sorted, disjoint pairs: `[low, high, low, high, ...]`, both inclusive. */
export type CharSet = readonly number[];

const LAST = 0x10ffff;

export const NOTHING: CharSet = [];
export const EVERYTHING: CharSet = [0, LAST];
export const DIGITS: CharSet = [0x30, 0x39];
export const WORD: CharSet = [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a];
export const SPACE: CharSet = [0x09, 0x0d, 0x20, 0x20];
export const HORIZONTAL: CharSet = [
  0x09, 0x09, 0x20, 0x20, 0xa0, 0xa0, 0x1680, 0x1680, 0x180e, 0x180e, 0x2000, 0x200a, 0x202f, 0x202f, 0x205f, 0x205f,
  0x3000, 0x3000,
];
export const VERTICAL: CharSet = [0x0a, 0x0d, 0x85, 0x85, 0x2028, 0x2029];
export const NEWLINE: CharSet = [0x0a, 0x0a];

/** Sorts and merges pairs given in any order. */
export function charSetOf(pairs: readonly number[]): CharSet {
  const sorted: [number, number][] = [];
  for (let i = 0; i < pairs.length; i += 2) sorted.push([pairs[i]!, pairs[i + 1]!]);
  sorted.sort((a, b) => a[0] - b[0]);
  const merged: number[] = [];
  for (const [low, high] of sorted) {
    const end = merged[merged.length - 1];
    if (end !== undefined && low <= end + 1) merged[merged.length - 1] = Math.max(end, high);
    else merged.push(low, high);
  }
  return merged;
}

/** All code points of either set. */
export function union(a: CharSet, b: CharSet): CharSet {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return charSetOf([...a, ...b]);
}

/** All code points that are not in the set. */
export function complement(set: CharSet): CharSet {
  const rest: number[] = [];
  let next = 0;
  for (let i = 0; i < set.length; i += 2) {
    if (set[i]! > next) rest.push(next, set[i]! - 1);
    next = set[i + 1]! + 1;
  }
  if (next <= LAST) rest.push(next, LAST);
  return rest;
}

/** True when some code point is in both sets. */
export function intersects(a: CharSet, b: CharSet): boolean {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i + 1]! < b[j]!) i += 2;
    else if (b[j + 1]! < a[i]!) j += 2;
    else return true;
  }
  return false;
}

/** The set together with the other case of its letters. Wide ranges outside ASCII become everything. */
export function withBothCases(set: CharSet): CharSet {
  const pairs = [...set];
  for (let i = 0; i < set.length; i += 2) {
    const low = set[i]!;
    const high = set[i + 1]!;
    if (high > 0x7f && high - Math.max(low, 0x80) > 512) return EVERYTHING;
    for (let code = low; code <= high; code++) addCases(code, pairs);
  }
  return charSetOf(pairs);
}

function addCases(code: number, pairs: number[]): void {
  const text = String.fromCodePoint(code);
  for (const other of [text.toLowerCase(), text.toUpperCase()]) {
    const otherCode = other.codePointAt(0)!;
    if (otherCode !== code && other.length === String.fromCodePoint(otherCode).length) pairs.push(otherCode, otherCode);
  }
  if (code === 0x6b || code === 0x4b) pairs.push(0x212a, 0x212a);
  if (code === 0x73 || code === 0x53) pairs.push(0x17f, 0x17f);
}
