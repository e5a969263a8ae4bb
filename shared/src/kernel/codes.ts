/** Crockford's base32: no I, L, O and U, so that a code can be read aloud and typed. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const BASE = CROCKFORD.length;

/** Writes `length` characters of Crockford base32, one from the low 5 bits of each byte; the bytes must be random. */
export function crockfordOf(bytes: Uint8Array, length: number): string {
  if (bytes.length < length) throw new Error(`${length} characters need ${length} bytes`);
  return Array.from(bytes.subarray(0, length), (byte) => CROCKFORD[byte % BASE]).join('');
}

/** A code as it is stored from what a person typed: capitals, no blanks or dashes, O as 0, I and L as 1. */
export function tidyCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** Luhn's check character, modulo 32: finds every single wrong character and nearly all swaps of neighbours. */
export function checkCharacterOf(code: string): string {
  let factor = 2;
  let sum = 0;
  for (const character of [...code].reverse()) {
    const addend = factor * CROCKFORD.indexOf(character);
    sum += Math.floor(addend / BASE) + (addend % BASE);
    factor = factor === 2 ? 1 : 2;
  }
  return CROCKFORD[(BASE - (sum % BASE)) % BASE] as string;
}

/** True where the last character is the check character of those before it. */
export function hasValidCheck(code: string): boolean {
  const body = code.slice(0, -1);
  return /^[0-9A-HJKMNP-TV-Z]+$/.test(code) && checkCharacterOf(body) === code.at(-1);
}
