import { addBusinessDays, businessDay } from '@linzhang/shared/kernel/time';
import type { LeadFigures } from '@linzhang/shared/leads/branchLeads.contract';

const HOUR = 60;
const DAY = 24 * HOUR;

/** A wait in minutes as people say it: `马上`, `40 分钟`, `5 小时`, `2.5 天`; 暂无 without any. */
export function spanWords(minutes: number | null): string {
  if (minutes === null) return '暂无';
  if (minutes < 1) return '马上';
  if (minutes < HOUR) return `${minutes} 分钟`;
  if (minutes < DAY) return `${Math.round(minutes / HOUR)} 小时`;
  return `${(Math.round((minutes / DAY) * 10) / 10).toString()} 天`;
}

const PPM_PER_PERCENT = 10_000;
const EVEN_PERCENT = 20;
const UNEVEN_PERCENT = 40;

/** How evenly leads were shared, in words with the number behind them. */
export function evennessOf({ unevennessPpm }: Pick<LeadFigures, 'unevennessPpm'>): {
  text: string;
  tone: 'jade' | 'amber' | 'seal';
} {
  const percent = Math.round(unevennessPpm / PPM_PER_PERCENT);
  const behind = `不均衡度 ${percent}%`;
  if (percent <= EVEN_PERCENT) return { text: `分得比较均匀，${behind}`, tone: 'jade' };
  if (percent <= UNEVEN_PERCENT) return { text: `有些不均，${behind}`, tone: 'amber' };
  return { text: `差别很大，${behind}，可以按空余自动分配`, tone: 'seal' };
}

/** Days that are looked at, both included. */
export interface Period {
  from: string;
  to: string;
}

export const PERIODS = ['week', 'month', 'quarter', 'other'] as const;
export type PeriodChoice = (typeof PERIODS)[number];

export const PERIOD_OPTIONS: readonly { value: PeriodChoice; text: string }[] = [
  { value: 'week', text: '近 7 天' },
  { value: 'month', text: '近 30 天' },
  { value: 'quarter', text: '近 90 天' },
  { value: 'other', text: '选日期' },
];

const DAYS: Readonly<Record<Exclude<PeriodChoice, 'other'>, number>> = { week: 7, month: 30, quarter: 90 };

/** The period of a choice, today included. */
export function periodOf(choice: Exclude<PeriodChoice, 'other'>, now = new Date()): Period {
  const to = businessDay(now);
  return { from: addBusinessDays(to, 1 - DAYS[choice]), to };
}
