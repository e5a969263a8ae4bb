import { readBrackets } from './brackets';
import { complement, EVERYTHING, NEWLINE, VERTICAL } from './charset';
import { readEscapedChar, readEscapedSet } from './escapes';
import { openGroup } from './groups';
import { codePointFrom, isDigit, isOctal, PatternText } from './pattern-text';
import { readQuantifier } from './quantifiers';
import { readReference } from './references';
import {
  EMPTY_NODE,
  type RegexFlags,
  type RegexNode,
  type RegexSyntax,
  RegexSyntaxError,
  RegexUnsupportedError,
} from './syntax';

const MAX_NESTING = 250;

const MULTILINE_START = '(?:^|(?<=\\n)(?=[^]))';
const LINE_END = '(?![^\\n])';
const TEXT_END = '(?=\\n?$)';

/** State of one parse: the text, and what the groups seen so far declared. */
export class RegexParser {
  readonly text: PatternText;
  captures = 0;
  readonly names = new Map<string, number>();
  /** Backreferences, to be checked when all groups are known. */
  readonly references: { node: { kind: 'backreference'; group: number }; name?: string }[] = [];
  private depth = 0;
  private unicode = false;
  /** How many groups the whole pattern has, which decides between `\12` as reference and as octal. */
  private readonly groupsInPattern: number;

  constructor(
    pattern: string,
    public flags: RegexFlags,
  ) {
    this.groupsInPattern = (pattern.match(/\\.|\((?!\?(?!P?<[A-Za-z_]|'))/gs) ?? []).filter(
      (found) => found === '(',
    ).length;
    this.text = new PatternText(pattern);
    this.readVerbs();
  }

  /** Leading verbs such as `(*UTF8)`. */
  private readVerbs(): void {
    for (;;) {
      if (this.text.accept('(*UCP)')) this.unicode = true;
      else if (!this.text.accept('(*UTF8)') && !this.text.accept('(*UTF)')) break;
    }
    if (this.text.startsWith('(*')) throw new RegexUnsupportedError('a verb in a regular expression');
  }

  parse(): RegexSyntax {
    const root = this.readChoice();
    if (!this.text.done) throw new RegexSyntaxError('unmatched closing parenthesis');
    const referenced = new Set<number>();
    for (const { node, name } of this.references) {
      if (name !== undefined) node.group = this.names.get(name) ?? 0;
      if (node.group < 1 || node.group > this.captures) {
        throw new RegexSyntaxError('reference to non-existent subpattern');
      }
      referenced.add(node.group);
    }
    return { root, captures: this.captures, referenced, names: this.names };
  }

  /** Alternatives up to the end or a closing parenthesis. Option letters set inside end with it. */
  readChoice(): RegexNode {
    if (++this.depth > MAX_NESTING) throw new RegexSyntaxError('parentheses are too deeply nested');
    const outer = this.flags;
    const options: RegexNode[] = [this.readSequence()];
    while (this.text.accept('|')) options.push(this.readSequence());
    this.flags = outer;
    this.depth--;
    return options.length === 1 ? options[0]! : { kind: 'choice', options };
  }

  private readSequence(): RegexNode {
    const parts: RegexNode[] = [];
    for (;;) {
      this.skipExtended();
      if (this.text.done || this.text.peek() === 0x7c || this.text.peek() === 0x29) break;
      if (this.text.accept('\\Q')) {
        this.readQuoted(parts);
        continue;
      }
      if (this.text.accept('\\E')) continue;
      const atom = this.readAtom();
      if (atom) parts.push(this.withQuantifiers(atom));
    }
    if (parts.length === 0) return EMPTY_NODE;
    return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
  }

  private withQuantifiers(atom: RegexNode): RegexNode {
    this.skipExtended();
    return readQuantifier(this.text, atom, () => this.skipExtended());
  }

  private readQuoted(parts: RegexNode[]): void {
    while (!this.text.done && !this.text.accept('\\E')) {
      const node = this.char(this.text.next());
      const atEnd = this.text.accept('\\E');
      parts.push(atEnd ? this.withQuantifiers(node) : node);
      if (atEnd) return;
    }
  }

  /** In extended mode white space and comments mean nothing. */
  private skipExtended(): void {
    while (this.flags.extended) {
      const code = this.text.peek();
      if (code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0x85 || code === 0x200e) this.text.next();
      else if (code === 0x23) this.text.takeUntil('\n') ?? this.skipToEnd();
      else break;
    }
    if (this.text.startsWith('(?#')) {
      if (this.text.takeUntil(')') === undefined) throw new RegexSyntaxError('missing ) after (?# comment');
      this.skipExtended();
    }
  }

  private skipToEnd(): void {
    while (!this.text.done) this.text.next();
  }

  /** One atom, or undefined where only option letters were set. */
  private readAtom(): RegexNode | undefined {
    const code = this.text.next();
    switch (String.fromCodePoint(code)) {
      case '.':
        return this.set(this.flags.dotAll ? EVERYTHING : complement(NEWLINE));
      case '^':
        return {
          kind: 'assertion',
          source: this.flags.multiline ? MULTILINE_START : '^',
          start: !this.flags.multiline,
        };
      case '$':
        return { kind: 'assertion', source: this.flags.multiline ? LINE_END : TEXT_END, start: false };
      case '[':
        return readBrackets(this.text, this.flags.ignoreCase, this.unicode);
      case '(':
        return openGroup(this);
      case '\\':
        return this.readEscape();
      case '*':
      case '+':
      case '?':
        throw new RegexSyntaxError('quantifier does not follow a repeatable item');
      default:
        return this.char(code);
    }
  }

  private readEscape(): RegexNode {
    if (this.text.done) throw new RegexSyntaxError('\\ at end of pattern');
    const code = this.text.next();
    const letter = String.fromCodePoint(code);
    const assertion = ESCAPED_ASSERTIONS.get(letter);
    if (assertion) return { kind: 'assertion', source: assertion, start: assertion === '^' };
    if (letter === 'R') return newlineSequence(this.flags.ignoreCase);
    if (letter === 'K') throw new RegexUnsupportedError('\\K in a regular expression');
    if (letter === 'N' && this.text.peek() !== 0x7b) return this.set(complement(NEWLINE));
    if (letter === 'k' || letter === 'g') return readReference(this, letter);
    if (isDigit(code) && letter !== '0') return this.readNumberedEscape(letter);
    const set = readEscapedSet(letter, this.text, this.unicode);
    if (set) return { kind: 'set', ...set, negated: false, ignoreCase: this.flags.ignoreCase };
    return this.char(readEscapedChar(code, this.text)!);
  }

  /** `\1` is a reference; `\12` only when there are that many groups, else octal. */
  private readNumberedEscape(first: string): RegexNode {
    const start = this.text.position;
    const group = Number(first + this.text.take(isDigit));
    if (group < 10 || group <= this.groupsInPattern) return this.reference(group);
    this.text.position = start;
    if (!isOctal(first.charCodeAt(0))) return this.char(first.charCodeAt(0));
    return this.char(codePointFrom(first + this.text.take(isOctal, 2), 8));
  }

  /** A backreference by number, or by name once all names are known. */
  reference(group: number, name?: string): RegexNode {
    const node = { kind: 'backreference' as const, group };
    this.references.push({ node, name });
    return node;
  }

  private char(code: number): RegexNode {
    return this.set([code, code]);
  }

  private set(ranges: readonly number[]): RegexNode {
    return { kind: 'set', ranges, properties: [], negated: false, ignoreCase: this.flags.ignoreCase };
  }
}

const ESCAPED_ASSERTIONS = new Map([
  ['A', '^'],
  ['G', '^'],
  ['z', '$'],
  ['Z', TEXT_END],
  ['b', '\\b'],
  ['B', '\\B'],
]);

function newlineSequence(ignoreCase: boolean): RegexNode {
  const set = (ranges: readonly number[]): RegexNode => ({
    kind: 'set',
    ranges,
    properties: [],
    negated: false,
    ignoreCase,
  });
  const pair: RegexNode = { kind: 'sequence', parts: [set([0x0d, 0x0d]), set([0x0a, 0x0a])] };
  return { kind: 'atomic', body: { kind: 'choice', options: [pair, set(VERTICAL)] } };
}

/** Parses a PCRE pattern. Throws RegexSyntaxError with PCRE's words, or RegexUnsupportedError. */
export function parseRegex(pattern: string, options: string): RegexSyntax {
  return new RegexParser(pattern, {
    ignoreCase: options.includes('i'),
    multiline: options.includes('m'),
    dotAll: options.includes('s'),
    extended: options.includes('x'),
  }).parse();
}
