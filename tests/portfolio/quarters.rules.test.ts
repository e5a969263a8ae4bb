import {
  dayOfQuarter,
  daysOf,
  firstDayOf,
  lastDayOf,
  quarterAfter,
  quarterBefore,
} from '@linzhang/shared/portfolio/quarters.rules';

it.each([
  ['2026Q1', '2026-01-01', '2026-03-31', 90, '2025Q4', '2026Q2'],
  ['2028Q1', '2028-01-01', '2028-03-31', 91, '2027Q4', '2028Q2'],
  ['2026Q2', '2026-04-01', '2026-06-30', 91, '2026Q1', '2026Q3'],
  ['2026Q4', '2026-10-01', '2026-12-31', 92, '2026Q3', '2027Q1'],
])('%s lasts from %s to %s: %d days, after %s and before %s', (quarter, first, last, days, before, after) => {
  expect([firstDayOf(quarter), lastDayOf(quarter), daysOf(quarter)]).toEqual([first, last, days]);
  expect([quarterBefore(quarter), quarterAfter(quarter)]).toEqual([before, after]);
});

it.each([
  ['2026-09-30', 0],
  ['2026-10-01', 1],
  ['2026-11-22', 53],
  ['2026-12-31', 92],
  ['2027-01-01', 92],
])('%s is day %d of the fourth quarter of 2026', (day, number) => {
  expect(dayOfQuarter('2026Q4', day)).toBe(number);
});
