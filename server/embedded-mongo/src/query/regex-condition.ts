import { BsonSymbol, type Doc, Regex, type Value } from '../bson/values';
import { CommandError, ErrorCode } from '../errors';
import type { Operation } from '../operation';
import type { ElementTest } from './condition';
import { compileRegex } from './regex';

/** Matches strings and symbols by the pattern, and a stored regular expression that is the same. */
export function matchesRegex(pattern: string, options: string, operation: Operation): ElementTest {
  const matches = compileRegex(pattern, options, operation);
  return (value) => {
    if (typeof value === 'string') return matches(value);
    if (value instanceof BsonSymbol) return matches(value.value);
    return value instanceof Regex && value.pattern === pattern && value.options === options;
  };
}

/** `{$regex, $options}`; either may come first, and the options may be part of the regular expression instead. */
export function regexOperator(operators: Doc, operation: Operation): ElementTest {
  let pattern = '';
  let options = '';
  for (const [name, value] of operators) {
    if (name === '$regex') {
      const found = patternOf(value);
      pattern = found.pattern;
      if (found.options !== '' && options !== '')
        throw new CommandError(51074, 'options set in both $regex and $options');
      options ||= found.options;
    } else if (name === '$options') {
      if (typeof value !== 'string') throw new CommandError(ErrorCode.BadValue, '$options has to be a string');
      if (options !== '') throw new CommandError(51075, 'options set in both $regex and $options');
      options = value;
    }
  }
  return matchesRegex(pattern, options, operation);
}

function patternOf(value: Value): { pattern: string; options: string } {
  if (typeof value === 'string') return { pattern: value, options: '' };
  if (value instanceof Regex) return value;
  throw new CommandError(ErrorCode.BadValue, '$regex has to be a string');
}
