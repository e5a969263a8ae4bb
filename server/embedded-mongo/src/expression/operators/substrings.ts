import { formatValue } from '../../bson/js';
import { isNumeric } from '../../bson/numeric';
import type { Maybe } from '../../bson/values';
import { isNullish, typeNameOf } from '../../bson/values';
import { fail, ranged } from '../arguments';
import { countCodePoints, isAscii, offsetOfCodePoint } from '../code-points';
import { coerceToString, integer32, truncated } from '../coerce';
import type { OperatorTable } from '../scope';
import { searchIndex } from './array-elements';

function substrBytes([value, lower, length]: Maybe[]): string {
  const text = coerceToString(value);
  if (!isNumeric(lower)) {
    fail(16034, `$substrBytes:  starting index must be a numeric type (is BSON type ${typeNameOf(lower)})`);
  }
  if (!isNumeric(length)) {
    fail(16035, `$substrBytes:  length must be a numeric type (is BSON type ${typeNameOf(length)})`);
  }
  const start = truncated(lower);
  if (start < 0) fail(50752, `$substrBytes:  starting index must be non-negative (got: ${start})`);
  const count = truncated(length);
  if (isAscii(text)) return text.slice(start, count < 0 ? text.length : start + count);
  const bytes = Buffer.from(text);
  const end = count < 0 ? bytes.length : start + count;
  if (isContinuation(bytes[start])) {
    fail(28656, '$substrBytes:  Invalid range, starting index is a UTF-8 continuation byte.');
  }
  if (isContinuation(bytes[end])) {
    fail(28657, '$substrBytes:  Invalid range, ending index is in the middle of a UTF-8 character.');
  }
  return bytes.toString('utf8', start, end);
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function substrCP([value, lower, length]: Maybe[]): string {
  const text = coerceToString(value);
  const start = codePointArgument(lower, 'starting index', 34450);
  const count = codePointArgument(length, 'length', 34452);
  if (count < 0) fail(34454, '$substrCP: length must be a nonnegative integer.');
  if (start < 0) fail(34455, '$substrCP: the starting index must be nonnegative integer.');
  const from = offsetOfCodePoint(text, start);
  return text.slice(from, offsetOfCodePoint(text, count, from));
}

function codePointArgument(value: Maybe, what: string, code: number): number {
  if (!isNumeric(value)) {
    fail(code, `$substrCP: ${what} must be a numeric type (is BSON type ${typeNameOf(value)})`);
  }
  return (
    integer32(value) ??
    fail(code + 1, `$substrCP: ${what} cannot be represented as a 32-bit integral value: ${formatValue(value)}`)
  );
}

/** Checks the texts of an `$indexOf` operator; null where there is nothing to search in. */
function searched(name: string, code: number, text: Maybe, token: Maybe): [string, string] | null {
  if (isNullish(text)) return null;
  if (typeof text !== 'string') {
    return fail(code, `${name} requires a string as the first argument, found: ${typeNameOf(text)}`);
  }
  if (typeof token !== 'string') {
    return fail(code + 1, `${name} requires a string as the second argument, found: ${typeNameOf(token)}`);
  }
  return [text, token];
}

function indexOfBytes(values: Maybe[]): Maybe {
  const texts = searched('$indexOfBytes', 40091, values[0], values[1]);
  if (!texts) return null;
  const [text, token] = texts;
  const bytes = Buffer.from(text);
  const start = values.length > 2 ? searchIndex('$indexOfBytes', 'starting index', values[2]) : 0;
  const end = values.length > 3 ? searchIndex('$indexOfBytes', 'ending index', values[3]) : bytes.length;
  if (start > bytes.length || end < start) return -1;
  const wanted = Buffer.from(token);
  const found = bytes.subarray(0, end).indexOf(wanted, start);
  return wanted.length === 0 ? start : found;
}

function indexOfCP(values: Maybe[]): Maybe {
  const texts = searched('$indexOfCP', 40093, values[0], values[1]);
  if (!texts) return null;
  const [text, token] = texts;
  const length = countCodePoints(text);
  const start = values.length > 2 ? searchIndex('$indexOfCP', 'starting index', values[2]) : 0;
  const end = values.length > 3 ? Math.min(length, searchIndex('$indexOfCP', 'ending index', values[3])) : length;
  if (text === '' && token === '' && start === 0) return 0;
  if (start >= end) return -1;
  const found = text.indexOf(token, offsetOfCodePoint(text, start));
  if (found < 0) return -1;
  // Only where a match begins is bounded by the end, as in MongoDB.
  const index = countCodePoints(text, found);
  return index < end ? index : -1;
}

/** Parts of strings, by bytes of UTF-8 and by code points. */
export const SUBSTRINGS: OperatorTable = {
  $substr: ranged('$substrBytes', 3, 3, substrBytes),
  $substrBytes: ranged('$substrBytes', 3, 3, substrBytes),
  $substrCP: ranged('$substrCP', 3, 3, substrCP),
  $indexOfBytes: ranged('$indexOfBytes', 2, 4, indexOfBytes),
  $indexOfCP: ranged('$indexOfCP', 2, 4, indexOfCP),
};
