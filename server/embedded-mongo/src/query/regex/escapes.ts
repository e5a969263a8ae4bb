import { type CharSet, complement, DIGITS, HORIZONTAL, SPACE, VERTICAL, WORD } from './charset';
import { codePointFrom, isHex, isLetter, isOctal, type PatternText } from './pattern-text';
import { RegexSyntaxError, RegexUnsupportedError } from './syntax';

/** A set that an escape stands for: `\d`, `\p{L}`. */
export interface EscapedSet {
  readonly ranges: CharSet;
  readonly properties: readonly string[];
}

const SHORTHANDS = new Map<string, CharSet>([
  ['d', DIGITS],
  ['D', complement(DIGITS)],
  ['w', WORD],
  ['W', complement(WORD)],
  ['s', SPACE],
  ['S', complement(SPACE)],
  ['h', HORIZONTAL],
  ['H', complement(HORIZONTAL)],
  ['v', VERTICAL],
  ['V', complement(VERTICAL)],
]);

const UNICODE_SHORTHANDS = new Map<string, string[]>([
  ['d', ['\\p{Nd}']],
  ['D', ['\\P{Nd}']],
  ['w', ['\\p{L}', '\\p{N}', '_']],
  ['s', ['\\p{Z}', '\\t-\\r', '\\u0085']],
]);

const CONTROLS = new Map<string, number>([
  ['a', 0x07],
  ['e', 0x1b],
  ['f', 0x0c],
  ['n', 0x0a],
  ['r', 0x0d],
  ['t', 0x09],
]);

/** Reads the set that the letter after a backslash names, or undefined where it names none. */
export function readEscapedSet(letter: string, text: PatternText, unicode: boolean): EscapedSet | undefined {
  if (unicode) {
    const properties = UNICODE_SHORTHANDS.get(letter);
    if (properties) return { ranges: [], properties };
  }
  const ranges = SHORTHANDS.get(letter);
  if (ranges) return { ranges, properties: [] };
  if (letter === 'p' || letter === 'P') return { ranges: [], properties: [readProperty(letter, text)] };
  return undefined;
}

function readProperty(letter: string, text: PatternText): string {
  let name = text.accept('{') ? text.takeUntil('}') : String.fromCodePoint(Math.max(0, text.next()));
  if (name === undefined) throw new RegexSyntaxError('malformed \\P or \\p sequence');
  let negated = letter === 'P';
  if (name.startsWith('^')) {
    negated = !negated;
    name = name.slice(1);
  }
  const found = PROPERTY_ALIASES.get(name) ?? [name, `Script=${name}`].find(isKnownProperty);
  if (!found) throw new RegexSyntaxError('unknown property after \\P or \\p');
  return `\\${negated ? 'P' : 'p'}{${found}}`;
}

const PROPERTY_ALIASES = new Map([
  ['L&', 'LC'],
  ['Any', 'Any'],
]);

function isKnownProperty(name: string): boolean {
  if (!/^[A-Za-z_=]+$/.test(name)) return false;
  try {
    return new RegExp(`\\p{${name}}`, 'u') !== undefined;
  } catch {
    return false;
  }
}

/** Reads the rest of an escape that stands for one character; undefined where the letter is no such escape. */
export function readEscapedChar(code: number, text: PatternText): number | undefined {
  const letter = String.fromCodePoint(code);
  const control = CONTROLS.get(letter);
  if (control !== undefined) return control;
  if (letter === 'x') return readHex(text);
  if (letter === 'o') return readBracedOctal(text);
  if (letter === 'c') return readControl(text);
  if (letter === '0') return codePointFrom(text.take(isOctal, 2), 8);
  if (isLetter(code)) {
    if (letter === 'C' || letter === 'X') throw new RegexUnsupportedError(`\\${letter} in a regular expression`);
    if ('lLuUN'.includes(letter)) {
      throw new RegexSyntaxError('PCRE2 does not support \\F, \\L, \\l, \\N{name}, \\U, or \\u');
    }
    throw new RegexSyntaxError('unrecognized character follows \\');
  }
  return code;
}

function readHex(text: PatternText): number {
  if (!text.accept('{')) return codePointFrom(text.take(isHex, 2), 16);
  const digits = text.takeUntil('}');
  if (digits === undefined || !/^[0-9A-Fa-f]+$/.test(digits)) {
    throw new RegexSyntaxError('non-hex character in \\x{} (closing brace missing?)');
  }
  return codePointFrom(digits, 16);
}

function readBracedOctal(text: PatternText): number {
  const digits = text.accept('{') ? text.takeUntil('}') : undefined;
  if (digits === undefined) throw new RegexSyntaxError('missing opening brace after \\o');
  if (!/^[0-7]+$/.test(digits)) throw new RegexSyntaxError('non-octal character in \\o{} (closing brace missing?)');
  return codePointFrom(digits, 8);
}

function readControl(text: PatternText): number {
  const code = text.next();
  if (code < 0x20 || code > 0x7e) throw new RegexSyntaxError('\\c must be followed by a printable ASCII character');
  return String.fromCharCode(code).toUpperCase().charCodeAt(0) ^ 0x40;
}
