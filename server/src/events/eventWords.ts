import { shanghaiClock } from '@linzhang/shared/kernel/time';

/** An instant in the words of a notice or poster: `11 月 14 日 9:00`. */
export function timeWords(at: Date): string {
  const { month, day, hour, minute } = shanghaiClock(at);
  return `${month} 月 ${day} 日 ${hour}:${String(minute).padStart(2, '0')}`;
}

/** The page of an event in the mini-program, with its query. */
export function eventPage(eventId: string): string {
  return `pages/events/event/index?id=${eventId}`;
}
