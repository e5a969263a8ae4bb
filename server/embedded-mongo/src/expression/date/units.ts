import type { LocalTime } from './calendar';
import { civilDay, DAY_MS, dayNumber, daysInMonth, localMs, localTime, weekday } from './calendar';
import type { TimeZone } from './timezone';
import { instantOf } from './timezone';

/** Units of time that dates are counted in. */
export type TimeUnit = 'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond';

const DURATION_MS = { hour: 3_600_000, minute: 60_000, second: 1000, millisecond: 1 } as const;
const MONTHS = { year: 12, quarter: 3, month: 1 } as const;
const DAYS = { week: 7, day: 1 } as const;

const UNITS: ReadonlySet<string> = new Set([...Object.keys(DURATION_MS), ...Object.keys(MONTHS), ...Object.keys(DAYS)]);

/** The unit of a name, else undefined. */
export function timeUnit(name: string): TimeUnit | undefined {
  return UNITS.has(name) ? (name as TimeUnit) : undefined;
}

/** Adds an amount of units; days and longer units keep the time that clocks show. */
export function addUnits(ms: number, unit: TimeUnit, amount: number, zone: TimeZone): number {
  if (unit in DURATION_MS) return ms + amount * DURATION_MS[unit as keyof typeof DURATION_MS];
  const time = localTime(ms + zone.offsetAt(ms));
  if (unit in DAYS)
    return instantOf(localMs({ ...time, day: time.day + amount * DAYS[unit as keyof typeof DAYS] }), zone);
  const month = time.month + amount * MONTHS[unit as keyof typeof MONTHS];
  // The 31st of a shorter month is its last day.
  const day = Math.min(time.day, daysInMonth(time.year, month));
  const moved = localMs({ ...time, month, day });
  return Number.isSafeInteger(moved) ? instantOf(moved, zone) : moved;
}

function monthNumber(time: LocalTime): number {
  return time.year * 12 + time.month - 1;
}

/** How many borders of a unit lie between two instants. `firstDay` is the day a week begins with, 0 for Sunday. */
export function differenceInUnits(
  start: number,
  end: number,
  unit: TimeUnit,
  zone: TimeZone,
  firstDay: number,
): number {
  const startOffset = zone.offsetAt(start);
  const endOffset = zone.offsetAt(end);
  if (unit in DURATION_MS) {
    const size = DURATION_MS[unit as keyof typeof DURATION_MS];
    // Clocks that were put forward or back in between count no hours.
    const shifted = Math.round((endOffset - startOffset) / size);
    return Math.floor((end + endOffset) / size) - Math.floor((start + startOffset) / size) - shifted;
  }
  const startDay = Math.floor((start + startOffset) / DAY_MS);
  const endDay = Math.floor((end + endOffset) / DAY_MS);
  if (unit === 'day') return endDay - startDay;
  if (unit === 'week') return (weekStart(endDay, firstDay) - weekStart(startDay, firstDay)) / 7;
  const size = MONTHS[unit as keyof typeof MONTHS];
  const startMonth = monthNumber(localTime(start + startOffset));
  const endMonth = monthNumber(localTime(end + endOffset));
  return Math.floor(endMonth / size) - Math.floor(startMonth / size);
}

function weekStart(days: number, firstDay: number): number {
  return days - ((weekday(days) - firstDay + 7) % 7);
}

/** Bins are counted from here. */
const REFERENCE_YEAR = 2000;
const REFERENCE_DAY = dayNumber(REFERENCE_YEAR, 1, 1);

function floorTo(value: number, reference: number, size: number): number {
  return reference + Math.floor((value - reference) / size) * size;
}

/** Beginning of the bin of `size` units that an instant lies in; bins are counted from the year 2000. */
export function truncateToUnit(ms: number, unit: TimeUnit, size: number, zone: TimeZone, firstDay: number): number {
  const local = ms + zone.offsetAt(ms);
  if (unit in DURATION_MS) {
    const reference = instantOf(REFERENCE_DAY * DAY_MS, zone);
    return floorTo(ms, reference, size * DURATION_MS[unit as keyof typeof DURATION_MS]);
  }
  if (unit in DAYS) {
    const reference = unit === 'week' ? weekStart(REFERENCE_DAY + 6, firstDay) : REFERENCE_DAY;
    const day = floorTo(Math.floor(local / DAY_MS), reference, size * DAYS[unit as keyof typeof DAYS]);
    return instantOf(day * DAY_MS, zone);
  }
  const { year, month } = civilDay(Math.floor(local / DAY_MS));
  const months = floorTo(year * 12 + month - 1, REFERENCE_YEAR * 12, size * MONTHS[unit as keyof typeof MONTHS]);
  return instantOf(dayNumber(0, months + 1, 1) * DAY_MS, zone);
}
