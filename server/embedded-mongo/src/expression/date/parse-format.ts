import { civilDay, dayNumber, isoWeekDayNumber } from './calendar';
import { MONTH_NAMES, positionOfName } from './names';
import type { ParsedDate } from './parse';
import { instantOfParsed, unreadable } from './parse';
import type { TimeZone } from './timezone';

/** The letters that a format of `$dateFromString` may have behind its percent signs. */
export const INPUT_LETTERS = '%bBdGHjLmMSuVYzZ';

/** Parts that only together with others make a date. */
interface Fields extends ParsedDate {
  isoYear?: number;
  isoWeek?: number;
  isoDay?: number;
  dayOfYear?: number;
}

interface Reader {
  readonly form: RegExp;
  readonly what: string;
  read(text: string, fields: Fields): void;
}

function digits(form: RegExp, what: string, field: keyof Fields & Exclude<keyof Fields, 'zoneName'>): Reader {
  return {
    form,
    what: `A ${what} could not be found`,
    read: (text, fields) => {
      fields[field] = Number(text);
    },
  };
}

function readMonthName(text: string, fields: Fields): void {
  fields.month = (positionOfName(text, MONTH_NAMES) ?? 0) + 1;
}

const MONTH_NAME: Reader = {
  form: new RegExp(`^(?:${MONTH_NAMES.join('|')}|${MONTH_NAMES.map((name) => name.slice(0, 3)).join('|')})`, 'i'),
  what: 'A textual month could not be found',
  read: readMonthName,
};

const READERS: Readonly<Record<string, Reader>> = {
  b: MONTH_NAME,
  B: MONTH_NAME,
  d: digits(/^\d{2}/, 'two digit day', 'day'),
  G: digits(/^\d{4}/, 'four digit year', 'isoYear'),
  H: digits(/^(?:[01]\d|2[0-4])/, 'two digit hour', 'hour'),
  j: digits(/^\d{3}/, 'three digit day-of-year', 'dayOfYear'),
  L: digits(/^\d{3}/, 'three digit millisecond', 'millisecond'),
  m: digits(/^\d{2}/, 'two digit month', 'month'),
  M: digits(/^[0-5]\d/, 'two digit minute', 'minute'),
  S: digits(/^(?:[0-5]\d|60)/, 'two digit second', 'second'),
  u: digits(/^[1-7]/, 'single digit weekday', 'isoDay'),
  V: digits(/^\d{2}/, 'two digit week', 'isoWeek'),
  Y: digits(/^\d{4}/, 'four digit year', 'year'),
  z: { form: /^(?:[+-]\d{2}:?(?:\d{2})?|Z|UTC|GMT)/, what: 'The timezone could not be found', read: readOffset },
  Z: digits(/^[+-]?\d{1,4}/, 'timezone offset in minutes', 'offset'),
};

function readOffset(text: string, fields: Fields): void {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})?$/.exec(text) ?? [];
  const offset = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  fields.offset = sign === '-' ? -offset : offset;
}

/** Reads a date written in a format that was validated before; ConversionFailure where it is not. */
export function parseDateAs(text: string, format: string, zone: TimeZone): number {
  const fields: Fields = {};
  let position = 0;
  for (let i = 0; i < format.length; i++) {
    let expected = format[i]!;
    if (expected === '%') {
      expected = format[++i]!;
      const reader = READERS[expected];
      if (reader) {
        const found = reader.form.exec(text.slice(position, position + 32))?.[0];
        if (found === undefined) return unreadable(text, position, reader.what);
        reader.read(found, fields);
        position += found.length;
        continue;
      }
    }
    if (text[position] !== expected) unreadable(text, position, 'The format separator does not match');
    position++;
  }
  if (position < text.length) unreadable(text, position, 'Trailing data');
  settleDay(text, fields);
  return instantOfParsed(text, fields, zone);
}

/** Turns week dates and days of the year into month and day. */
function settleDay(text: string, fields: Fields): void {
  const { isoYear, isoWeek, isoDay, dayOfYear } = fields;
  const isIso = isoYear !== undefined || isoWeek !== undefined;
  if (isIso && (fields.year ?? fields.month ?? fields.day) !== undefined) {
    unreadable(text, text.length, 'Mixing of ISO dates with natural dates is not allowed');
  }
  let days: number | undefined;
  if (isoYear !== undefined) days = isoWeekDayNumber(isoYear, isoWeek ?? 1, isoDay ?? 1);
  else if (dayOfYear !== undefined && fields.year !== undefined) days = dayNumber(fields.year, 1, dayOfYear);
  if (days !== undefined) Object.assign(fields, civilDay(days));
}
