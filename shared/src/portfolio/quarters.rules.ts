import { addBusinessDays, businessDaysBetween, startOfBusinessDay } from '../kernel/time';

/** A quarter on the wire and in storage: `2026Q4`; of a year that can be counted on from. */
export const QUARTER = /^2[01]\d\dQ[1-4]$/;

const MONTHS = 3;

/** First day of a quarter: `2026Q4` -> `2026-10-01`. */
export function firstDayOf(quarter: string): string {
  const month = (Number(quarter.slice(5)) - 1) * MONTHS + 1;
  return `${quarter.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
}

/** The quarter before: `2026Q1` -> `2025Q4`. */
export function quarterBefore(quarter: string): string {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(5))];
  return number === 1 ? `${year - 1}Q4` : `${year}Q${number - 1}`;
}

/** The quarter after: `2026Q4` -> `2027Q1`. */
export function quarterAfter(quarter: string): string {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(5))];
  return number === 4 ? `${year + 1}Q1` : `${year}Q${number + 1}`;
}

/** Last day of a quarter: `2026Q4` -> `2026-12-31`. */
export function lastDayOf(quarter: string): string {
  return addBusinessDays(firstDayOf(quarterAfter(quarter)), -1);
}

/** The instants from which a quarter lasts and before which it ends. */
export function periodOf(quarter: string): { from: Date; to: Date } {
  return { from: startOfBusinessDay(firstDayOf(quarter)), to: startOfBusinessDay(firstDayOf(quarterAfter(quarter))) };
}

/** Days of a quarter, 90 to 92. */
export function daysOf(quarter: string): number {
  return businessDaysBetween(firstDayOf(quarter), firstDayOf(quarterAfter(quarter)));
}

/** Which day of the quarter a day is, the first being 1; 0 before it, all its days after it. */
export function dayOfQuarter(quarter: string, day: string): number {
  const passed = businessDaysBetween(firstDayOf(quarter), day) + 1;
  return Math.min(daysOf(quarter), Math.max(0, passed));
}
