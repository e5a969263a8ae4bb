import { fail } from '../arguments';
import type { LocalTime } from './calendar';
import { dayNumber, dayOfYear, isoWeekDate, isoWeekday, localTime, weekday, weekOfYear } from './calendar';
import { MONTH_NAMES } from './names';
import type { TimeZone } from './timezone';
import { UTC } from './timezone';

/** What `$dateToString` writes when no format is given. */
export const ISO_FORMAT = '%Y-%m-%dT%H:%M:%S.%LZ';
/** The same for a zone other than UTC, whose time must not be called "Z". */
export const LOCAL_ISO_FORMAT = '%Y-%m-%dT%H:%M:%S.%L';

type Writer = (time: LocalTime, days: number, offsetMs: number) => string;

const WRITERS: Readonly<Record<string, Writer>> = {
  '%': () => '%',
  Y: (time) => padded(time.year, 4),
  m: (time) => padded(time.month, 2),
  b: (time) => MONTH_NAMES[time.month - 1]!.slice(0, 3),
  B: (time) => MONTH_NAMES[time.month - 1]!,
  d: (time) => padded(time.day, 2),
  H: (time) => padded(time.hour, 2),
  M: (time) => padded(time.minute, 2),
  S: (time) => padded(time.second, 2),
  L: (time) => padded(time.millisecond, 3),
  j: (_time, days) => padded(dayOfYear(days), 3),
  w: (_time, days) => String(weekday(days) + 1),
  U: (_time, days) => padded(weekOfYear(days), 2),
  u: (_time, days) => String(isoWeekday(days)),
  V: (_time, days) => padded(isoWeekDate(days).week, 2),
  G: (_time, days) => padded(isoWeekDate(days).year, 4),
  z: (_time, _days, offsetMs) => offsetText(offsetMs),
  Z: (_time, _days, offsetMs) => String(Math.trunc(offsetMs / 60_000)),
};

/** Throws unless every `%` of a format is followed by a letter that the operator knows. */
export function validateFormat(format: string, letters: string): void {
  for (let i = 0; i < format.length; i++) {
    if (format[i] !== '%') continue;
    i++;
    if (i === format.length) fail(18535, `Unmatched '%' at end of format string`);
    const letter = String.fromCodePoint(format.codePointAt(i)!);
    if (!letters.includes(letter)) fail(18536, `Invalid format character '%${letter}' in format string`);
  }
}

/** The letters that `$dateToString` knows. */
export const OUTPUT_LETTERS = Object.keys(WRITERS).join('');

/** Writes an instant as the clocks of a zone show it, in a format that was validated before. */
export function formatDate(format: string, ms: number, zone: TimeZone): string {
  const offset = zone.offsetAt(ms);
  const time = localTime(ms + offset);
  const days = dayNumber(time.year, time.month, time.day);
  return format.replace(/%(.)/gs, (_all, letter: string) => WRITERS[letter]!(time, days, offset));
}

/** `2024-01-31T12:00:00.000Z` */
export function isoText(ms: number): string {
  return formatDate(ISO_FORMAT, ms, UTC);
}

function padded(value: number, width: number): string {
  if (value < 0 || value > 9999) {
    fail(18537, `Could not convert date to string: date component was outside the supported range of 0-9999: ${value}`);
  }
  return String(value).padStart(width, '0');
}

function offsetText(offsetMs: number): string {
  const minutes = Math.trunc(Math.abs(offsetMs) / 60_000);
  return `${offsetMs < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60), 2)}${padded(minutes % 60, 2)}`;
}
