import { formatValue } from '../../bson/js';
import type { Value } from '../../bson/values';
import { isArray, isDoc, isNullish } from '../../bson/values';
import { fail, namedArguments, optional } from '../arguments';
import { coerceToDate } from '../coerce';
import type { LocalTime } from '../date/calendar';
import { DAY_MS, dayOfYear, isoWeekDate, isoWeekday, localTime, weekday, weekOfYear } from '../date/calendar';
import type { TimeZone } from '../date/timezone';
import type { ZoneReader } from '../date/zone-argument';
import { zoneReader } from '../date/zone-argument';
import type { Compiler, Expression, OperatorFactory, OperatorTable } from '../scope';

interface DateArguments {
  readonly date: Expression;
  readonly zone: ZoneReader;
}

/** A date given alone, in an array, or with its zone as `{date, timezone}`. */
function dateArguments(name: string, argument: Value, compiler: Compiler): DateArguments {
  if (isArray(argument)) {
    const [only] = argument;
    if (only === undefined || argument.length > 1) {
      return fail(40536, `${name} accepts exactly one argument if given an array, but was given ${argument.length}`);
    }
    return { date: compiler.compile(only), zone: zoneReader(undefined) };
  }
  if (!isDoc(argument) || argument.keys().next().value?.startsWith('$')) {
    return { date: compiler.compile(argument), zone: zoneReader(undefined) };
  }
  const fields = namedArguments(argument, {
    names: ['date', 'timezone'],
    notObject: () => fail(40539, `missing 'date' argument to ${name}`),
    unknown: (field) => fail(40535, `unrecognized option to ${name}: "${field}"`),
  });
  const date =
    optional(fields, 'date', compiler) ??
    fail(40539, `missing 'date' argument to ${name}, provided: ${name}: ${formatValue(argument)}`);
  return { date, zone: zoneReader(optional(fields, 'timezone', compiler)) };
}

function ofLocalMs(name: string, part: (localMs: number) => Value): OperatorFactory {
  return (argument, compiler) => {
    const { date, zone } = dateArguments(name, argument, compiler);
    return (env) => {
      const value = date(env);
      if (isNullish(value)) return null;
      const ms = coerceToDate(value);
      const where: TimeZone | undefined = zone(env);
      return where ? part(ms + where.offsetAt(ms)) : null;
    };
  };
}

function ofTime(name: string, part: keyof LocalTime): OperatorFactory {
  return ofLocalMs(name, (localMs) => localTime(localMs)[part]);
}

function ofDay(name: string, part: (days: number) => Value): OperatorFactory {
  return ofLocalMs(name, (localMs) => part(Math.floor(localMs / DAY_MS)));
}

/** Single parts of a date. */
export const DATE_PARTS: OperatorTable = {
  $year: ofTime('$year', 'year'),
  $month: ofTime('$month', 'month'),
  $dayOfMonth: ofTime('$dayOfMonth', 'day'),
  $hour: ofTime('$hour', 'hour'),
  $minute: ofTime('$minute', 'minute'),
  $second: ofTime('$second', 'second'),
  $millisecond: ofTime('$millisecond', 'millisecond'),
  $dayOfWeek: ofDay('$dayOfWeek', (days) => weekday(days) + 1),
  $dayOfYear: ofDay('$dayOfYear', dayOfYear),
  $week: ofDay('$week', weekOfYear),
  $isoDayOfWeek: ofDay('$isoDayOfWeek', isoWeekday),
  $isoWeek: ofDay('$isoWeek', (days) => isoWeekDate(days).week),
  $isoWeekYear: ofDay('$isoWeekYear', (days) => BigInt(isoWeekDate(days).year)),
};
