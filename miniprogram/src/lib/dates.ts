import { addBusinessDays, businessDay, businessDaysBetween, shanghaiClock } from '@linzhang/shared/kernel/time';

const two = (n: number) => String(n).padStart(2, '0');

/** The clock of an instant: `18:00`. */
export function clockOf(instant: string): string {
  const { hour, minute } = shanghaiClock(new Date(instant));
  return `${hour}:${two(minute)}`;
}

/** The day of an instant as people say it: 今天, 昨天, 明天, 11 月 8 日, 2025 年 11 月 8 日. */
export function dayOf(instant: string, now = new Date()): string {
  const at = new Date(instant);
  const today = businessDay(now);
  const day = businessDay(at);
  if (day === today) return '今天';
  if (day === addBusinessDays(today, -1)) return '昨天';
  if (day === addBusinessDays(today, 1)) return '明天';
  const clock = shanghaiClock(at);
  const monthAndDay = `${clock.month} 月 ${clock.day} 日`;
  return clock.year === shanghaiClock(now).year ? monthAndDay : `${clock.year} 年 ${monthAndDay}`;
}

/** Day and clock: `今天 18:00`. */
export function momentOf(instant: string, now = new Date()): string {
  return `${dayOf(instant, now)} ${clockOf(instant)}`;
}

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;

/** The day of the week of an instant: 周六. */
export function weekdayOf(instant: string): string {
  return WEEKDAYS[shanghaiClock(new Date(instant)).weekday] ?? '';
}

/** From when to when: `今天 9:00–17:00`, with both days where they differ. */
export function windowOf(from: string, to: string, now = new Date()): string {
  if (businessDay(new Date(from)) === businessDay(new Date(to))) return `${momentOf(from, now)}–${clockOf(to)}`;
  return `${momentOf(from, now)} – ${momentOf(to, now)}`;
}

/** How long a wait is, rounded up: `30 秒`, `5 分钟`, `2 小时`. */
export function waitOf(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.ceil(seconds))} 秒`;
  if (seconds < 3600) return `${Math.ceil(seconds / 60)} 分钟`;
  return `${Math.ceil(seconds / 3600)} 小时`;
}

/** How far off a day is: 今天, 明天, 还有 5 天; null once it is over. */
export function countdownOf(instant: string, now = new Date()): string | null {
  const days = businessDaysBetween(businessDay(now), businessDay(new Date(instant)));
  if (days < 0) return null;
  if (days === 0) return '今天';
  return days === 1 ? '明天' : `还有 ${days} 天`;
}
