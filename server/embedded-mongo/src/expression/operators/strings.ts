import { compareText } from '../../bson/text';
import type { Maybe } from '../../bson/values';
import { isNullish, typeNameOf } from '../../bson/values';
import { binary, fail, lazy, unary } from '../arguments';
import { countCodePoints } from '../code-points';
import { coerceToString } from '../coerce';
import { boundLength, boundString } from '../growth';
import type { Expression, OperatorTable } from '../scope';

function concat(operands: readonly Expression[]): Expression {
  return (env) => {
    let result = '';
    for (const operand of operands) {
      const text = operand(env);
      if (isNullish(text)) return null;
      if (typeof text !== 'string') return fail(16702, `$concat only supports strings, not ${typeNameOf(text)}`);
      result = boundString(result + text, '$concat');
    }
    return result;
  };
}

function split(text: Maybe, separator: Maybe): Maybe {
  if (isNullish(text) || isNullish(separator)) return null;
  if (typeof text !== 'string') return notText('first', text, 40085);
  if (typeof separator !== 'string') return notText('second', separator, 40086);
  if (separator === '') fail(40087, '$split requires a non-empty separator');
  const parts = text.split(separator);
  boundLength(parts.length, '$split');
  return parts;
}

function notText(which: string, value: Maybe, code: number): never {
  return fail(
    code,
    `$split requires an expression that evaluates to a string as a ${which} argument, found: ${typeNameOf(value)}`,
  );
}

/** Only ASCII letters have a case here, whatever the language. */
function lower(value: Maybe): string {
  return coerceToString(value).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function upper(value: Maybe): string {
  return coerceToString(value).replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

function lengthInBytes(text: Maybe): number {
  if (typeof text === 'string') return Buffer.byteLength(text);
  return fail(34473, `$strLenBytes requires a string argument, found: ${typeNameOf(text)}`);
}

function lengthInCodePoints(text: Maybe): number {
  if (typeof text === 'string') return countCodePoints(text);
  return fail(34471, `$strLenCP requires a string argument, found: ${typeNameOf(text)}`);
}

/** Strings as a whole. */
export const STRINGS: OperatorTable = {
  $concat: lazy(concat),
  $split: binary('$split', split),
  $strcasecmp: binary('$strcasecmp', (left, right) => Math.sign(compareText(upper(left), upper(right)))),
  $strLenBytes: unary('$strLenBytes', lengthInBytes),
  $strLenCP: unary('$strLenCP', lengthInCodePoints),
  $toLower: unary('$toLower', lower),
  $toUpper: unary('$toUpper', upper),
};
