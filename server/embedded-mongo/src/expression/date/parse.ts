import { ErrorCode } from '../../errors';
import { fail } from '../arguments';
import { dayNumber, daysInMonth, isoWeekDayNumber, localMs } from './calendar';
import { DAY_NAMES, MONTH_NAMES, positionOfName } from './names';
import type { TimeZone } from './timezone';
import { instantOf } from './timezone';

/** What a date text says; parts it does not mention are missing. */
export interface ParsedDate {
  year?: number;
  month?: number;
  day?: number;
  hour?: number;
  minute?: number;
  second?: number;
  millisecond?: number;
  /** Minutes ahead of UTC. */
  offset?: number;
  /** Name of the zone where it was given by letters. */
  zoneName?: string;
}

interface Pattern {
  readonly form: RegExp;
  read(match: Record<string, string | undefined>, parsed: ParsedDate): void;
}

function readDay({ year, month, day }: Record<string, string | undefined>, parsed: ParsedDate): void {
  parsed.year = Number(year);
  parsed.month =
    month !== undefined && /\D/.test(month) ? (positionOfName(month, MONTH_NAMES) ?? 0) + 1 : Number(month);
  parsed.day = Number(day ?? 1);
}

function readDayNumber(days: number, parsed: ParsedDate): void {
  parsed.year = 1970;
  parsed.month = 1;
  parsed.day = days + 1;
}

function readTime(match: Record<string, string | undefined>, parsed: ParsedDate): void {
  const hour = Number(match['hour']);
  const half = match['half']?.toLowerCase();
  parsed.hour = half ? (hour % 12) + (half === 'p' ? 12 : 0) : hour;
  parsed.minute = Number(match['minute'] ?? 0);
  parsed.second = Number(match['second'] ?? 0);
  parsed.millisecond = Number((match['fraction'] ?? '').slice(0, 3).padEnd(3, '0'));
}

const MONTH = `(?<month>${MONTH_NAMES.map((name) => `${name}|${name.slice(0, 3)}`).join('|')})\\b\\.?`;
const ZONES: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  CET: 60,
  CEST: 120,
};

const DATE_FORMS: readonly Pattern[] = [
  { form: /^(?<year>\d{4})-?W(?<week>\d{2})(?:-?(?<weekday>[1-7]))?(?!\d)/, read: readWeekDate },
  { form: /^(?<year>[+-]?\d{4})[-/](?<month>\d{1,2})[-/](?<day>\d{1,2})(?!\d)/, read: readDay },
  { form: /^(?<year>\d{4})-?(?<ordinal>\d{3})(?!\d)/, read: readOrdinalDate },
  { form: /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?!\d)/, read: readDay },
  { form: /^(?<year>\d{4})-(?<month>\d{2})(?![\d-])/, read: readDay },
  { form: /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})(?!\d)/, read: readDay },
  { form: /^(?<day>\d{1,2})[-.](?<month>\d{1,2})[-.](?<year>\d{4})(?!\d)/, read: readDay },
  {
    form: new RegExp(`^${MONTH}[ -]*(?<day>\\d{1,2})(?:st|nd|rd|th)?,?[ -]*(?<year>\\d{4})(?!\\d)`, 'i'),
    read: readDay,
  },
  {
    form: new RegExp(`^(?<day>\\d{1,2})(?:st|nd|rd|th)?[ -]*${MONTH}[ ,-]*(?<year>\\d{4})(?!\\d)`, 'i'),
    read: readDay,
  },
];

const TIME_FORMS: readonly RegExp[] = [
  /^(?<hour>0?[1-9]|1[0-2])(?::(?<minute>[0-5]\d)(?::(?<second>[0-5]\d))?)? ?(?<half>[ap])\.?m\.?(?![a-z])/i,
  /^(?<hour>[01]?\d|2[0-4]):(?<minute>[0-5]?\d)(?::(?<second>[0-5]?\d|60)(?:[.,:](?<fraction>\d+))?)?(?!\d)/,
  /^(?<hour>[01]\d|2[0-4])(?<minute>[0-5]\d)(?:(?<second>[0-5]\d|60)(?:[.,](?<fraction>\d+))?)?(?!\d)/,
];

function readWeekDate(match: Record<string, string | undefined>, parsed: ParsedDate): void {
  readDayNumber(isoWeekDayNumber(Number(match['year']), Number(match['week']), Number(match['weekday'] ?? 1)), parsed);
}

function readOrdinalDate(match: Record<string, string | undefined>, parsed: ParsedDate): void {
  readDayNumber(dayNumber(Number(match['year']), 1, Number(match['ordinal'])), parsed);
}

/** No notation takes more characters. */
const LONGEST_DATE = 200;

/** Reads a date in one of the usual notations; ConversionFailure for what is none. */
export function parseDate(text: string, zone: TimeZone): number {
  const parsed: ParsedDate = {};
  let rest = text.trim();
  if (rest === '') unreadable(text, 0, 'Empty string');
  if (rest.length > LONGEST_DATE) unreadable(`${text.slice(0, LONGEST_DATE)}...`, 0, 'Unexpected character', text[0]);
  const unix = /^@(-?\d+)$/.exec(rest);
  if (unix) return Number(unix[1]) * 1000;
  while (rest !== '') {
    const length = readNext(rest, parsed);
    if (length === 0) unreadable(text, text.length - rest.length, 'Unexpected character', rest[0]);
    rest = rest.slice(length).replace(/^[\s,]+/, '');
  }
  return instantOfParsed(text, parsed, zone);
}

/** Reads the date, the time, the zone or the day's name at the beginning of a text; answers how much that took. */
function readNext(text: string, parsed: ParsedDate): number {
  if (parsed.year === undefined) {
    for (const { form, read } of DATE_FORMS) {
      const match = form.exec(text);
      if (!match) continue;
      read(match.groups ?? {}, parsed);
      return match[0].length;
    }
  }
  const clock = text.replace(/^T(?=\d)/i, '');
  for (const form of parsed.hour === undefined ? TIME_FORMS : []) {
    const match = form.exec(clock);
    if (!match) continue;
    readTime(match.groups ?? {}, parsed);
    return match[0].length + text.length - clock.length;
  }
  return readZone(text, parsed) || readDayName(text);
}

function readZone(text: string, parsed: ParsedDate): number {
  if (parsed.offset !== undefined) return 0;
  const numeric = /^(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?(?!\d)/i.exec(text);
  if (numeric && parsed.hour !== undefined) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    parsed.offset = numeric[1] === '-' ? -minutes : minutes;
    return numeric[0].length;
  }
  const named = /^[a-z]+(?![a-z/_])/i.exec(text)?.[0].toUpperCase();
  if (named === undefined || !Object.hasOwn(ZONES, named)) return 0;
  parsed.offset = ZONES[named]!;
  parsed.zoneName = named;
  return named.length;
}

function readDayName(text: string): number {
  const name = /^[a-z]+/i.exec(text)?.[0];
  return name !== undefined && positionOfName(name, DAY_NAMES) !== undefined ? name.length : 0;
}

/** The instant that the parts of a text mean, read in a zone unless the text names one. */
export function instantOfParsed(text: string, parsed: ParsedDate, zone: TimeZone): number {
  const { year, month, day } = parsed;
  if (year === undefined || month === undefined || day === undefined) {
    const reason = 'an incomplete date/time string has been found, with elements missing';
    return fail(ErrorCode.ConversionFailure, `${reason}: "${text}"`);
  }
  if (month < 1 || month > 12 || day < 1) unreadable(text, 0, 'The parsed date was invalid');
  if (year !== 1970 && day > daysInMonth(year, month)) {
    unreadable(text, text.length, 'The parsed date was invalid');
  }
  const { hour = 0, minute = 0, second = 0, millisecond = 0, offset } = parsed;
  const local = localMs({ year, month, day, hour, minute, second, millisecond });
  if (offset === undefined) return instantOf(local, zone);
  if (!zone.isUtc) {
    const what = parsed.zoneName ? `time zone information ('${parsed.zoneName}')` : 'GMT offset';
    const reason = `you cannot pass in a date/time string with ${what} together with a timezone argument`;
    fail(ErrorCode.ConversionFailure, reason);
  }
  return local - offset * 60_000;
}

/** Refuses a text that is no date. */
export function unreadable(text: string, position: number, reason: string, character = text[position] ?? ''): never {
  return fail(
    ErrorCode.ConversionFailure,
    `Error parsing date string '${text}'; ${position}: ${reason} '${character}'`,
  );
}
