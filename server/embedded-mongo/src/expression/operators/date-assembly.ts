import { formatValue } from '../../bson/js';
import { toBigIntExact } from '../../bson/numeric';
import type { Doc, Value } from '../../bson/values';
import { docOf, isNullish, typeNameOf } from '../../bson/values';
import { fail, namedArguments, optional, required } from '../arguments';
import { coerceToDate, utcDate } from '../coerce';
import { DAY_MS, isoWeekDate, isoWeekDayNumber, localMs, localTime } from '../date/calendar';
import { instantOf } from '../date/timezone';
import { zoneReader } from '../date/zone-argument';
import type { Compiler, Env, Expression, OperatorTable } from '../scope';

const NAMES = [
  'year',
  'month',
  'day',
  'hour',
  'minute',
  'second',
  'millisecond',
  'isoWeekYear',
  'isoWeek',
  'isoDayOfWeek',
  'timezone',
];
/** Parts that must fit 16 bits; seconds and milliseconds need not. */
const BOUNDED = new Set(['month', 'day', 'hour', 'minute', 'isoWeek', 'isoDayOfWeek']);
const MIN_PART = -32_768n;
const MAX_PART = 32_767n;

type PartReader = (env: Env) => number | undefined;

/** Reader of one part; undefined where it is null. */
function partReader(fields: Doc, name: string, fallback: number, compiler: Compiler): PartReader {
  const expression = optional(fields, name, compiler);
  if (!expression) return () => fallback;
  return (env) => {
    const value = expression(env);
    if (isNullish(value)) return undefined;
    const part = toBigIntExact(value);
    if (part === undefined) {
      const found = `${typeNameOf(value)} with value ${formatValue(value)}`;
      return fail(40515, `'${name}' must evaluate to an integer, found ${found}`);
    }
    if (BOUNDED.has(name) && (part < MIN_PART || part > MAX_PART)) {
      const rule = `must evaluate to a value in the range [${MIN_PART}, ${MAX_PART}]`;
      fail(31034, `'${name}' ${rule}; value ${part} is not in range`);
    }
    return Number(part);
  };
}

function dateFromParts(argument: Value, compiler: Compiler): Expression {
  const fields = namedArguments(argument, {
    names: NAMES,
    notObject: () => fail(40519, '$dateFromParts only supports an object as its argument'),
    unknown: (name) => fail(40518, `Unrecognized argument to $dateFromParts: ${name}`),
  });
  const isIso = fields.has('isoWeekYear');
  if (!fields.has('year') && !isIso) {
    fail(40516, `$dateFromParts requires either 'year' or 'isoWeekYear' to be present`);
  }
  if (fields.has('year') && (isIso || fields.has('isoWeek') || fields.has('isoDayOfWeek'))) {
    fail(40489, '$dateFromParts does not allow mixing natural dates with ISO dates');
  }
  if (isIso && (fields.has('month') || fields.has('day'))) {
    fail(40525, '$dateFromParts does not allow mixing ISO dates with natural dates');
  }
  const timeNames = ['hour', 'minute', 'second', 'millisecond'];
  const times = timeNames.map((name) => partReader(fields, name, 0, compiler));
  const dayNames = isIso ? ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'] : ['year', 'month', 'day'];
  const days = dayNames.map((name) => partReader(fields, name, 1, compiler));
  const zone = zoneReader(optional(fields, 'timezone', compiler));
  return (env) => {
    const time = readAll(times, env);
    const where = time && zone(env);
    const day = where && readAll(days, env);
    return day ? assembled(day, time, isIso, (local) => instantOf(local, where)) : null;
  };
}

function readAll(readers: readonly PartReader[], env: Env): number[] | undefined {
  const parts: number[] = [];
  for (const reader of readers) {
    const part = reader(env);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts;
}

function assembled(date: number[], time: number[], isIso: boolean, toInstant: (localMs: number) => number): Value {
  const [year = 0, second = 0, third = 0] = date;
  if (year < 1 || year > 9999) {
    const rule = `must evaluate to an integer in the range 1 to 9999, found ${year}`;
    if (isIso) fail(31095, `'isoWeekYear' ${rule}`);
    fail(40523, `'year' ${rule}`);
  }
  const [hour = 0, minute = 0, seconds = 0, millisecond = 0] = time;
  const clock = { hour, minute, second: seconds, millisecond };
  const day = isIso
    ? { year: 1970, month: 1, day: isoWeekDayNumber(year, second, third) + 1 }
    : { year, month: second, day: third };
  const local = localMs({ ...day, ...clock });
  return utcDate(Number.isSafeInteger(local) ? toInstant(local) : local);
}

function dateToParts(argument: Value, compiler: Compiler): Expression {
  const fields = namedArguments(argument, {
    names: ['date', 'timezone', 'iso8601'],
    notObject: () => fail(40524, '$dateToParts only supports an object as its argument'),
    unknown: (name) => fail(40520, `Unrecognized argument to $dateToParts: ${name}`),
  });
  const date = required(fields, 'date', compiler, 40522, `Missing 'date' parameter to $dateToParts`);
  const zone = zoneReader(optional(fields, 'timezone', compiler));
  const iso = optional(fields, 'iso8601', compiler);
  return (env) => {
    const value = date(env);
    const where = zone(env);
    const isIso = iso ? iso(env) : false;
    if (!where || isNullish(isIso)) return null;
    if (typeof isIso !== 'boolean') fail(40521, `iso8601 must evaluate to a bool, found ${typeNameOf(isIso)}`);
    if (isNullish(value)) return null;
    const ms = coerceToDate(value);
    return partsOf(ms + where.offsetAt(ms), isIso);
  };
}

function partsOf(local: number, isIso: boolean): Doc {
  const { year, month, day, hour, minute, second, millisecond } = localTime(local);
  const time = { hour, minute, second, millisecond };
  if (!isIso) return docOf({ year, month, day, ...time });
  const iso = isoWeekDate(Math.floor(local / DAY_MS));
  return docOf({ isoWeekYear: iso.year, isoWeek: iso.week, isoDayOfWeek: iso.day, ...time });
}

/** Dates put together and taken apart. */
export const DATE_ASSEMBLY: OperatorTable = { $dateFromParts: dateFromParts, $dateToParts: dateToParts };
