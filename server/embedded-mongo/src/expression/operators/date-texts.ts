import { formatValue } from '../../bson/js';
import type { Maybe, Value } from '../../bson/values';
import { isNullish, typeNameOf } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { fail, namedArguments, optional, required } from '../arguments';
import { coerceToDate, utcDate } from '../coerce';
import { formatDate, ISO_FORMAT, LOCAL_ISO_FORMAT, OUTPUT_LETTERS, validateFormat } from '../date/format';
import { parseDate } from '../date/parse';
import { INPUT_LETTERS, parseDateAs } from '../date/parse-format';
import type { TimeZone } from '../date/timezone';
import { zoneReader } from '../date/zone-argument';
import { boundString } from '../growth';
import type { Compiler, Env, Expression, OperatorTable } from '../scope';
import { constantOf } from '../scope';

/** Reader of a `format`, validated already where it is constant; undefined is no format, null a null one. */
function formatReader(expression: Expression | undefined, operator: string, code: number, letters: string) {
  const check = (value: Maybe): string | null => {
    if (isNullish(value)) return null;
    if (typeof value !== 'string') {
      const found = `${typeNameOf(value)} with value ${formatValue(value)}`;
      return fail(code, `${operator} requires that 'format' be a string, found: ${found}`);
    }
    validateFormat(value, letters);
    return value;
  };
  if (!expression) return () => undefined;
  const constant = constantOf(expression);
  if (!constant) return (env: Env) => check(expression(env));
  const format = check(constant.value);
  return () => format;
}

function dateToString(argument: Value, compiler: Compiler): Expression {
  const fields = namedArguments(argument, {
    names: ['format', 'date', 'timezone', 'onNull'],
    notObject: () => fail(18629, '$dateToString only supports an object as its argument'),
    unknown: (name) => fail(18534, `Unrecognized argument to $dateToString: ${name}`),
  });
  const date = required(fields, 'date', compiler, 18628, `Missing 'date' parameter to $dateToString`);
  const format = formatReader(optional(fields, 'format', compiler), '$dateToString', 18533, OUTPUT_LETTERS);
  const zone = zoneReader(optional(fields, 'timezone', compiler));
  const onNull = optional(fields, 'onNull', compiler);
  return (env) => {
    const value = date(env);
    const wanted = format(env);
    const where = zone(env);
    if (isNullish(value)) return onNull ? onNull(env) : null;
    if (!where || wanted === null) return null;
    const text = formatDate(wanted ?? (where.isUtc ? ISO_FORMAT : LOCAL_ISO_FORMAT), coerceToDate(value), where);
    return boundString(text, '$dateToString');
  };
}

function dateFromString(argument: Value, compiler: Compiler): Expression {
  const fields = namedArguments(argument, {
    names: ['format', 'dateString', 'timezone', 'onNull', 'onError'],
    notObject: () =>
      fail(40540, `$dateFromString only supports an object as an argument, found: ${typeNameOf(argument)}`),
    unknown: (name) => fail(40541, `Unrecognized argument to $dateFromString: ${name}`),
  });
  const input = required(fields, 'dateString', compiler, 40542, `Missing 'dateString' parameter to $dateFromString`);
  const format = formatReader(optional(fields, 'format', compiler), '$dateFromString', 40684, INPUT_LETTERS);
  const zone = zoneReader(optional(fields, 'timezone', compiler));
  const onNull = optional(fields, 'onNull', compiler);
  const onError = optional(fields, 'onError', compiler);
  return (env) => {
    const text = input(env);
    const wanted = format(env);
    const where = zone(env);
    if (isNullish(text)) return onNull ? onNull(env) : null;
    try {
      return parsed(text, wanted, where);
    } catch (error) {
      const isConversion = error instanceof CommandError && error.code === ErrorCode.ConversionFailure;
      if (onError && isConversion) return onError(env);
      throw error;
    }
  };
}

function parsed(text: Value, format: string | null | undefined, zone: TimeZone | undefined): Value {
  if (typeof text !== 'string') {
    const found = `${typeNameOf(text)} with value ${formatValue(text)}`;
    const message = `$dateFromString requires that 'dateString' be a string, found: ${found}`;
    return fail(ErrorCode.ConversionFailure, message);
  }
  if (!zone || format === null) return null;
  return utcDate(format === undefined ? parseDate(text, zone) : parseDateAs(text, format, zone));
}

/** Dates as text. */
export const DATE_TEXTS: OperatorTable = { $dateToString: dateToString, $dateFromString: dateFromString };
