import { notSupported } from '../errors';
import type { Operation } from '../operation';
import { refuseTooComplex } from './regex/complexity';
import { type Cost, costOf } from './regex/cost';
import { emitRegex } from './regex/emit';
import { embeddedNull, failure, invalid, invalidFlags, runCounted, runGuarded } from './regex/guard';
import { parseRegex } from './regex/parse';
import { literalPrefix } from './regex/prefix';
import { type RegexSyntax, RegexSyntaxError, RegexUnsupportedError } from './regex/syntax';

/** Longest pattern that PCRE is given, in bytes. */
const MAX_PATTERN_BYTES = 32764;
/** Estimated steps up to which a match runs without any bookkeeping, about a millisecond at worst. */
const FREE_STEPS = 200_000;
/** Estimated steps up to which a match runs without a time limit, some ten milliseconds at worst. */
const UNGUARDED_STEPS = 5_000_000;
const CACHED_PATTERNS = 200;

/** One match: offsets in UTF-16 units, captures in order with null for groups that took no part. */
export interface RegexMatch {
  readonly index: number;
  readonly end: number;
  readonly text: string;
  readonly captures: readonly (string | null)[];
}

interface Prepared {
  readonly syntax: RegexSyntax;
  readonly cost: Cost;
  tester?: RegExp;
  searcher?: RegExp;
}

const cache = new Map<string, Prepared>();

/** Tells whether a text matches. Throws 51091 and 51108 for what is no regular expression; never runs longer than about a second. */
export function compileRegex(pattern: string, options: string, operation: Operation): (text: string) => boolean {
  const prepared = prepare(pattern, options);
  prepared.tester ??= ready(emitted(prepared, false), prepared.cost, operation);
  const tester = prepared.tester;
  const { cost } = prepared;
  return (text) => {
    const steps = cost.steps(text.length);
    if (steps <= FREE_STEPS) return tester.test(text);
    return limited(operation, steps, () => tester.test(text));
  };
}

/** Finds the first match at or after an offset, with its captures; null for none. */
export function compileRegexExec(
  pattern: string,
  options: string,
  operation: Operation,
): (text: string, from: number) => RegexMatch | null {
  const prepared = prepare(pattern, options);
  prepared.searcher ??= ready(emitted(prepared, true), prepared.cost, operation);
  const searcher = prepared.searcher;
  const { captures } = prepared.syntax;
  return (text, from) => {
    const search = () => {
      searcher.lastIndex = from;
      return searcher.exec(text);
    };
    const steps = prepared.cost.steps(text.length);
    const found = steps <= FREE_STEPS ? search() : limited(operation, steps, search);
    if (!found) return null;
    const groups: (string | null)[] = [];
    for (let i = 1; i <= captures; i++) groups.push(found.groups?.[`g${i}`] ?? null);
    return { index: found.index, end: found.index + found[0].length, text: found[0], captures: groups };
  };
}

/**
 * The literal text that every match must start with, for an index range: `^abc` -> `abc`, also `^abc.*` and `^ab?` -> `a`.
 * Undefined where there is none (not anchored, case-insensitive, alternatives).
 */
export function regexPrefix(pattern: string, options: string): string | undefined {
  return literalPrefix(prepare(pattern, options).syntax.root);
}

function emitted(prepared: Prepared, searching: boolean): RegExp {
  return build(() => emitRegex(prepared.syntax, searching, searching ? 'g' : ''));
}

/** The engine compiles at the first use and refuses what is too large only then. */
function ready(regex: RegExp, cost: Cost, operation: Operation): RegExp {
  const compile = () => regex.test('');
  const steps = cost.steps(0);
  if (steps <= FREE_STEPS) build(compile);
  else limited(operation, steps, compile);
  return regex;
}

function limited<T>(operation: Operation, steps: number, work: () => T): T {
  if (steps > UNGUARDED_STEPS) return runGuarded(operation, work);
  try {
    return runCounted(operation, work);
  } catch (error) {
    throw failure(error);
  }
}

function prepare(pattern: string, options: string): Prepared {
  const key = `${options}/${pattern}`;
  const known = cache.get(key);
  if (known) return known;
  if (!/^[imsxu]*$/.test(options)) throw invalidFlags(options);
  if (pattern.includes('\0')) throw embeddedNull();
  if (pattern.length > MAX_PATTERN_BYTES || Buffer.byteLength(pattern) > MAX_PATTERN_BYTES) {
    throw invalid('pattern string is longer than the limit set by the application');
  }
  const prepared = build(() => {
    const syntax = parseRegex(pattern, options);
    refuseTooComplex(syntax.root);
    return { syntax, cost: costOf(syntax.root) };
  });
  if (cache.size >= CACHED_PATTERNS) cache.delete(cache.keys().next().value!);
  cache.set(key, prepared);
  return prepared;
}

function build<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RegexSyntaxError) throw invalid(error.message);
    if (error instanceof RegexUnsupportedError) throw notSupported(error.message);
    throw failure(error);
  }
}
