import { CronExpressionParser } from 'cron-parser';

const TIME_ZONE = 'Asia/Shanghai';

/** The schedule's first instant after `now`. */
export function firstOccurrence(cron: string, now: Date): Date {
  return CronExpressionParser.parse(cron, { currentDate: now, tz: TIME_ZONE }).next().toDate();
}

/**
 * The instant to run for after `last` was done: the schedule's next one, or, where several have passed by `now`, the
 * latest of those. Daily at 8:00, last done on Monday: on Monday noon it is Tuesday 8:00; on Friday noon Friday 8:00.
 */
export function nextOccurrence(cron: string, last: Date, now: Date): Date {
  // The parser looks strictly before the instant it is given.
  const passed = CronExpressionParser.parse(cron, { currentDate: new Date(now.getTime() + 1), tz: TIME_ZONE })
    .prev()
    .toDate();
  return passed > last ? passed : firstOccurrence(cron, last);
}
