import { formatValue } from '../../bson/js';
import { toBigIntExact } from '../../bson/numeric';
import type { Maybe, Value } from '../../bson/values';
import { isNullish, typeNameOf } from '../../bson/values';
import { CommandError, ErrorCode } from '../../errors';
import { fail, namedArguments, optional, required } from '../arguments';
import { dateMs, utcDate } from '../coerce';
import { DAY_NAMES, positionOfName } from '../date/names';
import type { TimeZone } from '../date/timezone';
import type { TimeUnit } from '../date/units';
import { addUnits, differenceInUnits, timeUnit, truncateToUnit } from '../date/units';
import type { ZoneReader } from '../date/zone-argument';
import { zoneReader } from '../date/zone-argument';
import type { Compiler, Env, Expression, OperatorFactory, OperatorTable } from '../scope';

/** Most years that a date may be moved by, in each unit, before the result cannot be a date. */
const MAX_RESULT_MS = 2 ** 63;

function adding(name: '$dateAdd' | '$dateSubtract', sign: 1 | -1): OperatorFactory {
  return (argument, compiler) => {
    const fields = namedArguments(argument, {
      names: ['startDate', 'unit', 'amount', 'timezone'],
      notObject: () => fail(5166400, `${name} expects an object as its argument`),
      unknown: (field) => {
        const expected = 'Expected arguments are startDate, unit, amount, and optionally timezone.';
        return fail(5166401, `Unrecognized argument to ${name}: ${field}. ${expected}`);
      },
    });
    const missing = `${name} requires startDate, unit, and amount to be present`;
    const start = required(fields, 'startDate', compiler, 5166402, missing);
    const unit = required(fields, 'unit', compiler, 5166402, missing);
    const amount = required(fields, 'amount', compiler, 5166402, missing);
    const zone = zoneReader(optional(fields, 'timezone', compiler));
    return (env) => {
      const [date, wanted, count] = [start(env), unit(env), amount(env)];
      if (isNullish(date) || isNullish(wanted) || isNullish(count)) return null;
      const where = zone(env);
      return where ? added(name, sign, date, wanted, count, where) : null;
    };
  };
}

function added(name: string, sign: 1 | -1, date: Value, wanted: Value, count: Value, zone: TimeZone): Value {
  const ms = dateMs(date);
  if (ms === undefined) return fail(5166403, `${name} requires startDate to be convertible to a date`);
  if (typeof wanted !== 'string') return fail(5166404, `${name} expects string defining the time unit`);
  const unit = timeUnit(wanted) ?? fail(ErrorCode.FailedToParse, `unknown time unit value: ${wanted}`);
  const amount = toBigIntExact(count);
  if (amount === undefined) return fail(5166405, `${name} expects integer amount of time units`);
  if (sign < 0 && amount === -(2n ** 63n)) fail(6045000, `invalid $dateSubtract 'amount' parameter value: ${amount}`);
  const result = addUnits(Number(ms), unit, sign * Number(amount), zone);
  if (!(Math.abs(result) < MAX_RESULT_MS)) fail(5166406, `${name} overflowed`);
  return utcDate(result);
}

/** The `unit` and `startOfWeek` of one document. */
interface Measure {
  readonly unit: TimeUnit;
  readonly firstDay: number;
}

/** Reads `unit`, and `startOfWeek` where the unit is a week; undefined where one of them is null. */
function measureReader(name: string, unit: Expression, startOfWeek: Expression | undefined) {
  return (env: Env): (() => Measure) | undefined => {
    const wanted = unit(env);
    if (isNullish(wanted)) return undefined;
    const day = startOfWeek && wanted === 'week' ? startOfWeek(env) : 'sunday';
    if (isNullish(day)) return undefined;
    // Dates are checked before units, so this waits till they were.
    return () => ({ unit: unitOf(name, wanted), firstDay: dayOf(name, day) });
  };
}

function unitOf(name: string, value: Value): TimeUnit {
  if (typeof value !== 'string') {
    return fail(5439013, `${name} requires 'unit' to be a string, but got ${typeNameOf(value)}`);
  }
  const problem = `${name} parameter 'unit' value cannot be recognized as a time unit: ${value}`;
  return timeUnit(value) ?? fail(5439014, problem);
}

function dayOf(name: string, value: Value): number {
  if (typeof value !== 'string') {
    return fail(5439015, `${name} requires 'startOfWeek' to be a string, but got ${typeNameOf(value)}`);
  }
  const problem = `${name} parameter 'startOfWeek' value cannot be recognized as a day of a week: ${value}`;
  return positionOfName(value, DAY_NAMES) ?? fail(5439016, problem);
}

/** A zone whose refusal names the operator. */
function namedZone(name: string, zone: ZoneReader): ZoneReader {
  return (env) => {
    try {
      return zone(env);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return fail(error.code, `${name} parameter 'timezone' value parsing failed :: caused by :: ${error.message}`);
    }
  };
}

function dateArgument(name: string, field: string, value: Value, code: number): number {
  const ms = dateMs(value);
  return Number(ms ?? fail(code, `${name} requires '${field}' to be a date, but got ${typeNameOf(value)}`));
}

function dateDiff(argument: Value, compiler: Compiler): Expression {
  const fields = namedArguments(argument, {
    names: ['startDate', 'endDate', 'unit', 'timezone', 'startOfWeek'],
    notObject: () => fail(5166301, '$dateDiff only supports an object as its argument'),
    unknown: (name) => fail(5166302, `Unrecognized argument to $dateDiff: ${name}`),
  });
  const start = required(fields, 'startDate', compiler, 5166303, `Missing 'startDate' parameter to $dateDiff`);
  const end = required(fields, 'endDate', compiler, 5166304, `Missing 'endDate' parameter to $dateDiff`);
  const unit = required(fields, 'unit', compiler, 5166305, `Missing 'unit' parameter to $dateDiff`);
  const zone = namedZone('$dateDiff', zoneReader(optional(fields, 'timezone', compiler)));
  const measure = measureReader('$dateDiff', unit, optional(fields, 'startOfWeek', compiler));
  return (env) => {
    const from = start(env);
    const to = end(env);
    if (isNullish(from) || isNullish(to)) return null;
    const read = measure(env);
    const where = read && zone(env);
    if (!where) return null;
    const startMs = dateArgument('$dateDiff', 'startDate', from, 5166307);
    const endMs = dateArgument('$dateDiff', 'endDate', to, 5166307);
    const { unit: size, firstDay } = read();
    return BigInt(differenceInUnits(startMs, endMs, size, where, firstDay));
  };
}

/** Bins so large that dates in them overflow are refused. */
const MAX_BIN_SIZE = 100_000_000_000n;

function binSizeOf(value: Maybe): number {
  const size = toBigIntExact(value);
  if (size === undefined) {
    const found = `but got value '${formatValue(value)}' of type ${typeNameOf(value)}`;
    return fail(5439017, `$dateTrunc requires 'binSize' to be a 64-bit integer, ${found}`);
  }
  if (size <= 0n) fail(5439018, `$dateTrunc requires 'binSize' to be greater than 0, but got value ${size}`);
  if (size > MAX_BIN_SIZE) fail(5439006, '$dateTrunc unsupported binSize value');
  return Number(size);
}

function dateTrunc(argument: Value, compiler: Compiler): Expression {
  const fields = namedArguments(argument, {
    names: ['date', 'unit', 'binSize', 'timezone', 'startOfWeek'],
    notObject: () => fail(5439007, '$dateTrunc only supports an object as its argument'),
    unknown: (name) => {
      const expected = 'Expected arguments are date, unit, and optionally, binSize, timezone, startOfWeek';
      return fail(5439008, `Unrecognized argument to $dateTrunc: ${name}. ${expected}`);
    },
  });
  const date = required(fields, 'date', compiler, 5439009, `Missing 'date' parameter to $dateTrunc`);
  const unit = required(fields, 'unit', compiler, 5439010, `Missing 'unit' parameter to $dateTrunc`);
  const binSize = optional(fields, 'binSize', compiler);
  const zone = namedZone('$dateTrunc', zoneReader(optional(fields, 'timezone', compiler)));
  const measure = measureReader('$dateTrunc', unit, optional(fields, 'startOfWeek', compiler));
  return (env) => {
    const value = date(env);
    if (isNullish(value)) return null;
    const size = binSize ? binSize(env) : 1;
    const read = measure(env);
    if (!read || isNullish(size)) return null;
    const where = zone(env);
    if (!where) return null;
    const ms = dateArgument('$dateTrunc', 'date', value, 5439012);
    const { unit: wanted, firstDay } = read();
    return utcDate(truncateToUnit(ms, wanted, binSizeOf(size), where, firstDay));
  };
}

/** Arithmetic with dates and units of time. */
export const DATE_ARITHMETIC: OperatorTable = {
  $dateAdd: adding('$dateAdd', 1),
  $dateSubtract: adding('$dateSubtract', -1),
  $dateDiff: dateDiff,
  $dateTrunc: dateTrunc,
};
