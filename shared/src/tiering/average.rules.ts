import { addBusinessDays, businessDaysBetween } from '../kernel/time';

/** AUM on a business day, in fen; it holds until the next one. */
export interface AumPoint {
  /** `YYYY-MM-DD`. */
  on: string;
  fen: number;
}

/** The month after: `2026-12` -> `2027-01`. */
export function monthAfter(month: string): string {
  const next = Number(month.slice(5)) + 1;
  return next > 12 ? `${Number(month.slice(0, 4)) + 1}-01` : `${month.slice(0, 4)}-${String(next).padStart(2, '0')}`;
}

/** The month before: `2026-01` -> `2025-12`. */
export function monthBefore(month: string): string {
  const before = Number(month.slice(5)) - 1;
  return before < 1 ? `${Number(month.slice(0, 4)) - 1}-12` : `${month.slice(0, 4)}-${String(before).padStart(2, '0')}`;
}

/**
 * Average over calendar days from `from` up to and not including `until`, each value carried forward. Days before the
 * first known value count for nothing; null where none is known. Cut to whole fen, so that no average is rounded up
 * over a line. `points` are in order of their days. Example: 30 days with 10万 from the 1st and 16万 from the 16th
 * -> 13万.
 */
export function averageBetween(points: readonly AumPoint[], from: string, until: string): number | null {
  // Exact in plain numbers: 10 billion yuan over twenty years of days stay below 2^53 fen.
  let [sum, days] = [0, 0];
  for (let index = 0; index < points.length; index += 1) {
    const point = points[index] as AumPoint;
    const end = points[index + 1]?.on ?? until;
    const first = point.on < from ? from : point.on;
    const last = end < until ? end : until;
    if (last <= first) continue;
    const held = businessDaysBetween(first, last);
    sum += point.fen * held;
    days += held;
  }
  return days === 0 ? null : Math.floor(sum / days);
}

/** Average of a calendar month (`YYYY-MM`); up to `today` inclusive where the month is still running. */
export function monthlyAverage(points: readonly AumPoint[], month: string, today: string): number | null {
  const running = today.slice(0, 7) === month;
  const end = today < month ? today : running ? addBusinessDays(today, 1) : `${monthAfter(month)}-01`;
  return averageBetween(points, `${month}-01`, end);
}
