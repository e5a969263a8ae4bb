import { firstOccurrence, nextOccurrence } from '../../server/src/db/occurrences';
import { backOffMs } from '../../server/src/db/outbox';

const at = (text: string) => new Date(`${text}+08:00`);

describe('the occurrences of a schedule, in Shanghai time', () => {
  it.each([
    ['before it', '0 8 * * *', '2026-11-14T07:59:59.999', '2026-11-14T08:00:00'],
    ['at it', '0 8 * * *', '2026-11-14T08:00:00', '2026-11-15T08:00:00'],
    ['after it', '0 8 * * *', '2026-11-14T08:00:00.001', '2026-11-15T08:00:00'],
    ['with seconds', '*/10 * * * * *', '2026-11-14T08:00:09.500', '2026-11-14T08:00:10'],
  ])('first come %s', (_when, cron, now, expected) => {
    expect(firstOccurrence(cron, at(now))).toEqual(at(expected));
  });

  it.each([
    ['the next, before its time', '2026-11-14T08:00:00', '2026-11-14T12:00:00', '2026-11-15T08:00:00'],
    [
      'the next, a millisecond before its time',
      '2026-11-14T08:00:00',
      '2026-11-15T07:59:59.999',
      '2026-11-15T08:00:00',
    ],
    ['the next, at its time', '2026-11-14T08:00:00', '2026-11-15T08:00:00', '2026-11-15T08:00:00'],
    ['the next, that is late', '2026-11-14T08:00:00', '2026-11-15T09:00:00', '2026-11-15T08:00:00'],
    ['the latest of several missed', '2026-11-09T08:00:00', '2026-11-13T12:00:00', '2026-11-13T08:00:00'],
    ['the next, though the clock went back', '2026-11-14T08:00:00', '2026-11-10T12:00:00', '2026-11-15T08:00:00'],
  ])('then come as %s', (_what, last, now, expected) => {
    expect(nextOccurrence('0 8 * * *', at(last), at(now))).toEqual(at(expected));
  });
});

describe('the wait before a side effect is tried again', () => {
  it.each([
    [0, 2_000],
    [1, 2_000],
    [2, 4_000],
    [3, 8_000],
    [10, 1_024_000],
    [11, 2_048_000],
    [12, 3_600_000],
    [20, 3_600_000],
  ])('after %d tries is %d ms', (attempts, ms) => {
    expect(backOffMs(attempts)).toBe(ms);
  });
});
