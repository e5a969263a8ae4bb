import type { Doc, Maybe, Value } from '../../bson/values';
import { isNullish, Regex, typeNameOf } from '../../bson/values';
import { CommandError } from '../../errors';
import type { Operation } from '../../operation';
import type { RegexMatch } from '../../query/regex';
import { compileRegexExec } from '../../query/regex';
import { fail, namedArguments, optional, required } from '../arguments';
import { countCodePoints, unitsAt } from '../code-points';
import { loopStep } from '../growth';
import type { OperatorFactory, OperatorTable } from '../scope';
import { constantOf } from '../scope';

type Search = (text: string, from: number) => RegexMatch | null;

/** What an operator answers for a text, and where text or pattern is null. */
interface Answer {
  of(text: string, search: Search, operation: Operation): Value;
  readonly ofNothing: () => Value;
}

function regexOperator(name: string, answer: Answer): OperatorFactory {
  return (argument, compiler) => {
    const fields = namedArguments(argument, {
      names: ['input', 'regex', 'options'],
      notObject: () => fail(51103, `${name} expects an object of named arguments but found: ${typeNameOf(argument)}`),
      unknown: (field) => fail(31024, `${name} found an unknown argument: ${field}`),
    });
    const input = required(fields, 'input', compiler, 31022, `${name} requires 'input' parameter`);
    const regex = required(fields, 'regex', compiler, 31023, `${name} requires 'regex' parameter`);
    const options = optional(fields, 'options', compiler);
    const { operation } = compiler;
    const pattern = constantOf(regex);
    const flags = options ? constantOf(options) : { value: undefined };
    const known = pattern && flags ? { search: compileSearch(name, pattern.value, flags.value, operation) } : undefined;
    return (env) => {
      const text = input(env);
      if (!isNullish(text) && typeof text !== 'string') fail(51104, `${name} needs 'input' to be of type string`);
      const search = known ? known.search : compileSearch(name, regex(env), options?.(env), operation);
      return isNullish(text) || !search ? answer.ofNothing() : answer.of(text, search, operation);
    };
  };
}

function compileSearch(name: string, regex: Maybe, options: Maybe, operation: Operation): Search | undefined {
  if (!isNullish(options) && typeof options !== 'string') fail(51106, `${name} needs 'options' to be of type string`);
  const flags = isNullish(options) ? undefined : options;
  if (isNullish(regex)) return undefined;
  if (typeof regex !== 'string' && !(regex instanceof Regex)) {
    fail(51105, `${name} needs 'regex' to be of type string or regex`);
  }
  if (regex instanceof Regex && regex.options !== '' && flags !== undefined) {
    fail(51107, `${name}: found regex option(s) specified in both 'regex' and 'option' fields`);
  }
  const pattern = typeof regex === 'string' ? regex : regex.pattern;
  const letters = flags ?? (regex instanceof Regex ? regex.options : '');
  if (pattern.includes('\0')) fail(51109, `${name}: regular expression cannot contain an embedded null byte`);
  if (letters.includes('\0')) fail(51110, `${name}: regular expression options cannot contain an embedded null byte`);
  try {
    return compileRegexExec(pattern, letters, operation);
  } catch (error) {
    // Queries and expressions call a pattern that is none by different numbers.
    if (error instanceof CommandError && error.code === 51091)
      fail(51111, `Invalid Regex in ${name}: ${error.message}`);
    throw error;
  }
}

function matchDocument(match: RegexMatch, index: number): Doc {
  const doc: Doc = new Map();
  doc.set('match', match.text);
  doc.set('idx', index);
  doc.set('captures', [...match.captures]);
  return doc;
}

function findFirst(text: string, search: Search): Value {
  const match = search(text, 0);
  return match && matchDocument(match, countCodePoints(text, match.index));
}

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
/** What a match takes besides its texts, about. */
const MATCH_BYTES = 200;

function findAll(text: string, search: Search, operation: Operation): Value {
  const matches: Value[] = [];
  let bytes = 0;
  let offset = 0;
  let counted = 0;
  let codePoints = 0;
  do {
    loopStep(operation);
    const match = search(text, offset);
    if (!match) break;
    codePoints += countCodePoints(text.slice(counted, match.index));
    counted = match.index;
    bytes += MATCH_BYTES + match.text.length;
    for (const capture of match.captures) bytes += capture?.length ?? 0;
    if (bytes > MAX_OUTPUT_BYTES) {
      fail(51151, '$regexFindAll: the size of buffer to store output exceeded the 64MB limit');
    }
    matches.push(matchDocument(match, codePoints));
    offset = match.text === '' ? match.index + unitsAt(text, match.index) : match.end;
  } while (offset < text.length);
  return matches;
}

/** Regular expressions. */
export const REGEX: OperatorTable = {
  $regexMatch: regexOperator('$regexMatch', { of: (text, search) => search(text, 0) !== null, ofNothing: () => false }),
  $regexFind: regexOperator('$regexFind', { of: findFirst, ofNothing: () => null }),
  $regexFindAll: regexOperator('$regexFindAll', { of: findAll, ofNothing: () => [] }),
};
