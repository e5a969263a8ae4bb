/** Business days are days in Asia/Shanghai: UTC+8 all year (no daylight saving since 1991). */
const OFFSET_MS = 8 * 3_600_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** The business day of an instant as `YYYY-MM-DD`. */
export function businessDay(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant at which a business day (`YYYY-MM-DD`) begins. */
export function startOfBusinessDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - OFFSET_MS);
}

/** `day` moved by whole days. */
export function addBusinessDays(day: string, days: number): string {
  return businessDay(new Date(startOfBusinessDay(day).getTime() + days * DAY_MS));
}

/** Whole business days from `from` to `to`; negative where `to` is earlier. */
export function businessDaysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** Counts days; by numbers, since parsing a text a million times takes longer than all else. */
function dayNumber(day: string): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / DAY_MS;
}

/** The business quarter of a day: `2026-11-22` -> `2026Q4`. */
export function businessQuarter(day: string): string {
  return `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** The clock of Shanghai at an instant, for words such as 今天 18:00. */
export function shanghaiClock(at: Date): {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  weekday: number;
} {
  const local = new Date(at.getTime() + OFFSET_MS);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    weekday: local.getUTCDay(),
  };
}
