import { formatValue } from '../../bson/js';
import type { Maybe, Value } from '../../bson/values';
import { isNullish, typeNameOf } from '../../bson/values';
import { fail, namedArguments, optional, required } from '../arguments';
import { boundString, MAX_STRING_BYTES } from '../growth';
import type { Compiler, Expression, OperatorFactory, OperatorTable } from '../scope';
import { constantOf } from '../scope';

const SPACES = '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';
const SPACE_SET: ReadonlySet<string> = new Set(SPACES);

interface Sides {
  readonly left: boolean;
  readonly right: boolean;
}

function trim(name: string, sides: Sides): OperatorFactory {
  return (argument, compiler) => {
    const fields = namedArguments(argument, {
      names: ['input', 'chars'],
      notObject: () => fail(50696, `${name} only supports an object as an argument, found ${typeNameOf(argument)}`),
      unknown: (field) => fail(50694, `${name} found an unknown argument: ${field}`),
    });
    const input = required(fields, 'input', compiler, 50695, `${name} requires an 'input' field`);
    const chars = optional(fields, 'chars', compiler);
    const constant = chars && constantOf(chars);
    const known = constant && typeof constant.value === 'string' ? new Set(constant.value) : undefined;
    return (env) => {
      const text = input(env);
      if (isNullish(text)) return null;
      if (typeof text !== 'string') return notText(text, `${name} requires its input`, 50699);
      if (!chars) return trimmed(text, SPACE_SET, sides);
      const unwanted = chars(env);
      if (isNullish(unwanted)) return null;
      if (typeof unwanted !== 'string') return notText(unwanted, `${name} requires 'chars'`, 50700);
      return trimmed(text, known ?? new Set(unwanted), sides);
    };
  };
}

function notText(value: Value, subject: string, code: number): never {
  return fail(code, `${subject} to be a string, got ${formatValue(value)} (of type ${typeNameOf(value)}) instead.`);
}

function trimmed(text: string, unwanted: ReadonlySet<string>, { left, right }: Sides): string {
  let start = 0;
  let end = text.length;
  while (left && start < end) {
    const char = String.fromCodePoint(text.codePointAt(start)!);
    if (!unwanted.has(char)) break;
    start += char.length;
  }
  while (right && end > start) {
    const isPair = end - start > 1 && (text.codePointAt(end - 2) ?? 0) > 0xffff;
    const char = text.slice(isPair ? end - 2 : end - 1, end);
    if (!unwanted.has(char)) break;
    end -= char.length;
  }
  return text.slice(start, end);
}

type Replace = (text: string, find: string, replacement: string) => string;

function replacing(name: string, replace: Replace): OperatorFactory {
  return (argument, compiler) => {
    const fields = namedArguments(argument, {
      names: ['input', 'find', 'replacement'],
      notObject: () => fail(51751, `${name} requires an object as an argument, found: ${typeNameOf(argument)}`),
      unknown: (field) => fail(51750, `${name} found an unknown argument: ${field}`),
    });
    const input = replaceArgument(name, 'input', 51749, 51746, fields, compiler);
    const find = replaceArgument(name, 'find', 51748, 51745, fields, compiler);
    const replacement = replaceArgument(name, 'replacement', 51747, 51744, fields, compiler);
    return (env) => {
      const text = input(env);
      const wanted = find(env);
      const by = replacement(env);
      if (isNullish(text) || isNullish(wanted) || isNullish(by)) return null;
      return boundString(replace(text as string, wanted as string, by as string), name);
    };
  };
}

/** A named argument whose value must be a string or null. */
function replaceArgument(
  name: string,
  field: string,
  missingCode: number,
  typeCode: number,
  fields: ReturnType<typeof namedArguments>,
  compiler: Compiler,
): Expression {
  const expression = required(fields, field, compiler, missingCode, `${name} requires '${field}' to be specified`);
  return (env): Maybe => {
    const value = expression(env);
    if (isNullish(value) || typeof value === 'string') return value;
    return fail(typeCode, `${name} requires that '${field}' be a string, found: ${formatValue(value)}`);
  };
}

function replaceOne(text: string, find: string, replacement: string): string {
  const index = text.indexOf(find);
  return index < 0 ? text : text.slice(0, index) + replacement + text.slice(index + find.length);
}

function replaceAll(text: string, find: string, replacement: string): string {
  // Nothing is found before and behind every character.
  const parts = find === '' ? ['', ...text, ''] : text.split(find);
  const length = text.length + (parts.length - 1) * (replacement.length - find.length);
  if (length > MAX_STRING_BYTES) fail(146, '$replaceAll would use too much memory');
  return parts.join(replacement);
}

/** Trimming and replacing. */
export const REPLACING: OperatorTable = {
  $trim: trim('$trim', { left: true, right: true }),
  $ltrim: trim('$ltrim', { left: true, right: false }),
  $rtrim: trim('$rtrim', { left: false, right: true }),
  $replaceOne: replacing('$replaceOne', replaceOne),
  $replaceAll: replacing('$replaceAll', replaceAll),
};
