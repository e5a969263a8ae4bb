import { businessDay, businessQuarter } from '@linzhang/shared/kernel/time';
import { QUARTER } from '@linzhang/shared/portfolio/quarters.rules';

const ORDINALS = ['一', '二', '三', '四'] as const;

/** The quarter of today: `2026Q4`. */
export function thisQuarter(now = new Date()): string {
  return businessQuarter(businessDay(now));
}

/** The quarter that a page was opened for; the running one where the address names none. */
export function quarterIn(text: string): string {
  return QUARTER.test(text) ? text : thisQuarter();
}

/** `第四季`. */
export function ordinalOf(quarter: string): string {
  return `第${ORDINALS[Number(quarter.slice(5)) - 1] ?? ''}季`;
}

/** `2026 年第四季`. */
export function quarterName(quarter: string): string {
  return `${quarter.slice(0, 4)} 年${ordinalOf(quarter)}`;
}
