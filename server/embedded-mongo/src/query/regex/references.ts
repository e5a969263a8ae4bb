import type { RegexParser } from './parse';
import { isDigit, isNameChar } from './pattern-text';
import { type RegexNode, RegexSyntaxError, RegexUnsupportedError } from './syntax';

const CLOSING: Record<string, string> = { '{': '}', '<': '>', "'": "'" };

/** Reads what follows `\k` or `\g`. */
export function readReference(parser: RegexParser, letter: 'k' | 'g'): RegexNode {
  const { text } = parser;
  const opening = text.peek() < 0 ? '' : String.fromCodePoint(text.peek());
  const end = CLOSING[opening];
  if (letter === 'g' && (opening === '<' || opening === "'")) {
    throw new RegexUnsupportedError('\\g as a subroutine call in a regular expression');
  }
  if (end === undefined) {
    if (letter === 'k') {
      throw new RegexSyntaxError('\\k is not followed by a braced, angle-bracketed, or quoted name');
    }
    return byNumber(
      parser,
      text.take((code) => isDigit(code) || code === 0x2d || code === 0x2b),
    );
  }
  text.next();
  const found = text.take((code) => isNameChar(code) || code === 0x2d || code === 0x2b);
  if (!text.accept(end)) throw new RegexSyntaxError('syntax error in subpattern name (missing terminator?)');
  return letter === 'g' && /^[-+]?\d/.test(found) ? byNumber(parser, found) : parser.reference(0, found);
}

/** `\g{-1}` counts back from the groups opened so far. */
function byNumber(parser: RegexParser, digits: string): RegexNode {
  if (!/^[-+]?\d+$/.test(digits)) {
    throw new RegexSyntaxError('a numbered reference must not be zero');
  }
  const number = Number(digits);
  if (digits.startsWith('-')) return parser.reference(parser.captures + 1 + number);
  return parser.reference(digits.startsWith('+') ? parser.captures + number : number);
}
