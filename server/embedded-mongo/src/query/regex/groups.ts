import type { RegexParser } from './parse';
import { isDigit, isNameChar } from './pattern-text';
import { EMPTY_NODE, type RegexFlags, type RegexNode, RegexSyntaxError, RegexUnsupportedError } from './syntax';
import { hasFixedBranches } from './width';

/** Reads a group whose `(` has been consumed; undefined for one that only sets options, as `(?i)`. */
export function openGroup(parser: RegexParser): RegexNode | undefined {
  const { text } = parser;
  if (text.startsWith('*')) throw new RegexUnsupportedError('a verb in a regular expression');
  if (!text.accept('?')) return capture(parser);
  if (text.accept(':')) return closed(parser);
  if (text.accept('>')) return { kind: 'atomic', body: closed(parser) };
  if (text.accept('=')) return look(parser, false, false);
  if (text.accept('!')) return look(parser, false, true);
  if (text.accept('<=')) return look(parser, true, false);
  if (text.accept('<!')) return look(parser, true, true);
  if (text.accept('P=')) return parser.reference(0, name(parser, ')'));
  if (text.accept('P<') || text.accept('<')) return capture(parser, name(parser, '>'));
  if (text.accept("'")) return capture(parser, name(parser, "'"));
  refuseOthers(parser);
  return setFlags(parser);
}

function refuseOthers(parser: RegexParser): void {
  const code = parser.text.peek();
  const following = parser.text.peek(1);
  const letter = code < 0 ? '' : String.fromCodePoint(code);
  const relative = (letter === '+' || letter === '-') && isDigit(following);
  if (letter !== '' && ('R&(|C'.includes(letter) || isDigit(code) || relative || parser.text.startsWith('P>'))) {
    throw new RegexUnsupportedError(`(?${letter} in a regular expression`);
  }
}

function capture(parser: RegexParser, named?: string): RegexNode {
  const index = ++parser.captures;
  if (named !== undefined) {
    if (parser.names.has(named))
      throw new RegexSyntaxError('two named subpatterns have the same name (PCRE2_DUPNAMES not set)');
    parser.names.set(named, index);
  }
  return { kind: 'capture', body: closed(parser), index };
}

function look(parser: RegexParser, behind: boolean, negative: boolean): RegexNode {
  const body = closed(parser);
  if (behind && !hasFixedBranches(body)) throw new RegexSyntaxError('lookbehind assertion is not fixed length');
  return { kind: 'look', body, behind, negative };
}

function closed(parser: RegexParser): RegexNode {
  const body = parser.readChoice();
  if (!parser.text.accept(')')) throw new RegexSyntaxError('missing closing parenthesis');
  return body;
}

/** A group's name up to its terminator. */
function name(parser: RegexParser, end: string): string {
  const found = parser.text.take(isNameChar);
  if (found === '') throw new RegexSyntaxError('subpattern name expected');
  if (isDigit(found.charCodeAt(0))) throw new RegexSyntaxError('subpattern name must start with a non-digit');
  if (found.length > 32) throw new RegexSyntaxError('subpattern name is too long (maximum 32 code units)');
  if (!parser.text.accept(end)) throw new RegexSyntaxError('syntax error in subpattern name (missing terminator?)');
  return found;
}

/** `(?i)` holds to the end of the enclosing group, `(?i:...)` for its own body. */
function setFlags(parser: RegexParser): RegexNode | undefined {
  const { text } = parser;
  let on = true;
  let flags: RegexFlags = parser.flags;
  if (text.accept('^')) flags = { ignoreCase: false, multiline: false, dotAll: false, extended: false };
  for (;;) {
    if (text.accept(')')) {
      parser.flags = flags;
      return undefined;
    }
    if (text.accept(':')) {
      const outer = parser.flags;
      parser.flags = flags;
      const body = closed(parser);
      parser.flags = outer;
      return body === EMPTY_NODE ? { kind: 'sequence', parts: [] } : body;
    }
    if (text.done) throw new RegexSyntaxError('missing closing parenthesis');
    const letter = String.fromCodePoint(text.next());
    if (letter === '-') on = false;
    else flags = withFlag(flags, letter, on);
  }
}

function withFlag(flags: RegexFlags, letter: string, on: boolean): RegexFlags {
  if (letter === 'i') return { ...flags, ignoreCase: on };
  if (letter === 'm') return { ...flags, multiline: on };
  if (letter === 's') return { ...flags, dotAll: on };
  if (letter === 'x') return { ...flags, extended: on };
  throw new RegexSyntaxError('unrecognized character after (? or (?-');
}
