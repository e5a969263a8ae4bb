import { type CharSet, charSetOf, complement, DIGITS, SPACE, WORD } from './charset';
import { readEscapedChar, readEscapedSet } from './escapes';
import { codePointFrom, isOctal, type PatternText } from './pattern-text';
import { type RegexNode, RegexSyntaxError } from './syntax';

const UPPER: CharSet = [0x41, 0x5a];
const LOWER: CharSet = [0x61, 0x7a];

const POSIX_CLASSES = new Map<string, CharSet>([
  ['alnum', charSetOf([...DIGITS, ...UPPER, ...LOWER])],
  ['alpha', charSetOf([...UPPER, ...LOWER])],
  ['ascii', [0, 0x7f]],
  ['blank', [0x09, 0x09, 0x20, 0x20]],
  ['cntrl', [0, 0x1f, 0x7f, 0x7f]],
  ['digit', DIGITS],
  ['graph', [0x21, 0x7e]],
  ['lower', LOWER],
  ['print', [0x20, 0x7e]],
  ['punct', [0x21, 0x2f, 0x3a, 0x40, 0x5b, 0x60, 0x7b, 0x7e]],
  ['space', SPACE],
  ['upper', UPPER],
  ['word', WORD],
  ['xdigit', [0x30, 0x39, 0x41, 0x46, 0x61, 0x66]],
]);

interface Members {
  ranges: number[];
  properties: string[];
}

/** Reads a bracket expression whose `[` has been consumed. */
export function readBrackets(text: PatternText, ignoreCase: boolean, unicode: boolean): RegexNode {
  const negated = text.accept('^');
  const members: Members = { ranges: [], properties: [] };
  let first = true;
  let quoted = false;
  for (;;) {
    if (text.done) throw new RegexSyntaxError('missing terminating ] for character class');
    if (text.accept(quoted ? '\\E' : '\\Q')) {
      quoted = !quoted;
      continue;
    }
    if (!first && !quoted && text.accept(']')) break;
    first = false;
    readMember(text, members, quoted, unicode);
  }
  return { kind: 'set', ranges: charSetOf(members.ranges), properties: members.properties, negated, ignoreCase };
}

function readMember(text: PatternText, members: Members, quoted: boolean, unicode: boolean): void {
  if (!quoted && readPosixClass(text, members)) return;
  const low = readSingle(text, members, quoted, unicode);
  if (low === undefined) return;
  if (quoted || text.peek() !== 0x2d || text.peek(1) === 0x5d || text.peek(1) === -1) {
    members.ranges.push(low, low);
    return;
  }
  text.next();
  const high = readSingle(text, members, false, unicode);
  if (high === undefined) {
    members.ranges.push(low, low, 0x2d, 0x2d);
    return;
  }
  if (high < low) throw new RegexSyntaxError('range out of order in character class');
  members.ranges.push(low, high);
}

/** One character, or undefined when a whole set was read and added. */
function readSingle(text: PatternText, members: Members, quoted: boolean, unicode: boolean): number | undefined {
  const code = text.next();
  if (quoted || code !== 0x5c) return code;
  if (text.done) throw new RegexSyntaxError('\\ at end of pattern');
  const escaped = text.next();
  const letter = String.fromCodePoint(escaped);
  if (letter === 'b') return 0x08;
  if ('BRX'.includes(letter)) {
    throw new RegexSyntaxError('escape sequence is invalid in character class');
  }
  if (isOctal(escaped) && letter !== '0') return codePointFrom(letter + text.take(isOctal, 2), 8);
  const set = readEscapedSet(letter, text, unicode);
  if (!set) return readEscapedChar(escaped, text);
  members.ranges.push(...set.ranges);
  members.properties.push(...set.properties);
  return undefined;
}

function readPosixClass(text: PatternText, members: Members): boolean {
  if (!text.startsWith('[:')) return false;
  const start = text.position;
  text.position += 2;
  const name = text.takeUntil(':]');
  if (name === undefined || !/^\^?[a-z]+$/.test(name)) {
    text.position = start;
    return false;
  }
  const negated = name.startsWith('^');
  const set = POSIX_CLASSES.get(negated ? name.slice(1) : name);
  if (!set) throw new RegexSyntaxError('unknown POSIX class name');
  members.ranges.push(...(negated ? complement(set) : set));
  return true;
}
