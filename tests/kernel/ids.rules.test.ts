import { Day, Instant } from '@linzhang/shared/kernel/ids';

it.each([
  ['2000-01-01', true],
  ['2024-02-29', true],
  ['2199-12-31', true],
  ['2026-02-29', false],
  ['2026-1-1', false],
  ['0000-01-01', false],
  ['1999-12-31', false],
  ['9999-12-31', false],
])('takes %s as a business day: %s', (text, taken) => {
  expect(Day.safeParse(text).success).toBe(taken);
});

it.each([
  ['1970-01-01T00:00:00Z', true],
  ['2026-11-22T10:00:00.123Z', true],
  ['2026-11-22T10:00:00+08:00', false],
  ['2026-11-22T24:00:00Z', false],
  ['0000-01-01T00:00:00Z', false],
  ['9999-12-31T23:59:59Z', false],
])('takes %s as an instant: %s', (text, taken) => {
  expect(Instant.safeParse(text).success).toBe(taken);
});
