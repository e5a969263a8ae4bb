import { addBusinessDays, businessDay, businessDaysBetween } from '@linzhang/shared/kernel/time';

/** Periods to choose from with one tap; `custom` is typed. */
export const PERIODS = [
  { value: 'month', text: '本月' },
  { value: 'last_month', text: '上月' },
  { value: 'quarter', text: '本季' },
  { value: 'last_quarter', text: '上季' },
  { value: 'custom', text: '自选' },
] as const;
export type PeriodName = (typeof PERIODS)[number]['value'];

/** Business days, both included. */
export interface Period {
  from: string;
  to: string;
}

const MONTHS_OF_QUARTER = 3;
const two = (n: number) => String(n).padStart(2, '0');

/** Some months up to their last day, but not beyond today; `month` counts from 1 and may lie below. */
function monthsOf(year: number, month: number, months: number, today: string): Period {
  const start = (offset: number) => {
    const count = year * 12 + month - 1 + offset;
    return `${Math.floor(count / 12)}-${two((count % 12) + 1)}-01`;
  };
  const last = addBusinessDays(start(months), -1);
  return { from: start(0), to: last < today ? last : today };
}

/** The days of a period as seen from `now`; a typed one starts with the last 30. */
export function periodOf(name: PeriodName, now = new Date()): Period {
  const today = businessDay(now);
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const quarterStart = month - ((month - 1) % MONTHS_OF_QUARTER);
  if (name === 'month') return monthsOf(year, month, 1, today);
  if (name === 'last_month') return monthsOf(year, month - 1, 1, today);
  if (name === 'quarter') return monthsOf(year, quarterStart, MONTHS_OF_QUARTER, today);
  if (name === 'last_quarter') return monthsOf(year, quarterStart - MONTHS_OF_QUARTER, MONTHS_OF_QUARTER, today);
  return { from: addBusinessDays(today, -29), to: today };
}

/** The same rule as the server's: in order, and a year at most. */
const MOST_DAYS = 366;

/** Why a typed period cannot be read; null where it can. */
export function periodFault({ from, to }: Period): string | null {
  if (!from || !to) return '请选择起止日期';
  const days = businessDaysBetween(from, to);
  if (days < 0) return '结束日期不能早于开始日期';
  return days < MOST_DAYS ? null : '最长看一年，请缩短';
}

/** `11 月 1 日 – 11 月 22 日`, with the year where it is another one. */
export function periodWords({ from, to }: Period, now = new Date()): string {
  const year = businessDay(now).slice(0, 4);
  const said = (day: string) =>
    `${day.startsWith(year) ? '' : `${Number(day.slice(0, 4))} 年 `}${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日`;
  return from === to ? said(from) : `${said(from)} – ${said(to)}`;
}
