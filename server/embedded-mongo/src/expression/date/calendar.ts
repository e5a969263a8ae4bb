/** Wall-clock reading of an instant in some zone. Month and day count from 1. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** Year, week and day (1 is Monday) of the ISO 8601 week calendar. */
export interface IsoWeekDate {
  readonly year: number;
  readonly week: number;
  readonly day: number;
}

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** Days from 1970-01-01 to a day of the proleptic Gregorian calendar; month and day may lie outside their range. */
export function dayNumber(year: number, month: number, day: number): number {
  const monthIndex = month - 1;
  const normalYear = year + Math.floor(monthIndex / 12);
  const normalMonth = monthIndex - Math.floor(monthIndex / 12) * 12;
  // Years that begin in March put the leap day last, which makes the month lengths regular.
  const marchYear = normalMonth < 2 ? normalYear - 1 : normalYear;
  const marchMonth = (normalMonth + 10) % 12;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5);
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468 + day - 1;
}

/** Year, month and day of a day number. */
export function civilDay(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Reads milliseconds of local time as a wall clock. */
export function localTime(localMs: number): LocalTime {
  const days = Math.floor(localMs / DAY_MS);
  const rest = localMs - days * DAY_MS;
  return {
    ...civilDay(days),
    hour: Math.floor(rest / 3_600_000),
    minute: Math.floor(rest / 60_000) % 60,
    second: Math.floor(rest / 1000) % 60,
    millisecond: rest % 1000,
  };
}

/** Milliseconds of local time of a wall-clock reading; parts outside their range carry over. */
export function localMs(time: LocalTime): number {
  const days = dayNumber(time.year, time.month, time.day);
  return days * DAY_MS + time.hour * 3_600_000 + time.minute * 60_000 + time.second * 1000 + time.millisecond;
}

/** Day of the week, 0 is Sunday. */
export function weekday(days: number): number {
  return (((days + 4) % 7) + 7) % 7;
}

/** Day of the week as ISO 8601 counts it, 1 is Monday and 7 is Sunday. */
export function isoWeekday(days: number): number {
  return weekday(days) || 7;
}

/** Day of the year, from 1. */
export function dayOfYear(days: number): number {
  return days - dayNumber(civilDay(days).year, 1, 1) + 1;
}

/** Week of the year from 0 to 53; weeks begin on Sunday and the days before the first Sunday are week 0. */
export function weekOfYear(days: number): number {
  return Math.floor((dayOfYear(days) - (weekday(days) + 1) + 7) / 7);
}

/** Week of the ISO 8601 calendar that a day lies in. */
export function isoWeekDate(days: number): IsoWeekDate {
  const day = isoWeekday(days);
  // The Thursday of a week decides which year the week belongs to.
  const thursday = days - day + 4;
  const { year } = civilDay(thursday);
  return { year, week: Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1, day };
}

/** Day number of an ISO 8601 week date; week and day may lie outside their range. */
export function isoWeekDayNumber(year: number, week: number, day: number): number {
  const fourth = dayNumber(year, 1, 4);
  return fourth - isoWeekday(fourth) + 1 + (week - 1) * 7 + (day - 1);
}

/** Number of days of a month. */
export function daysInMonth(year: number, month: number): number {
  return dayNumber(year, month + 1, 1) - dayNumber(year, month, 1);
}
