import {
  addBusinessDays,
  businessDay,
  businessDaysBetween,
  businessQuarter,
  shanghaiClock,
  startOfBusinessDay,
} from '@linzhang/shared/kernel/time';

describe('business days are days in Shanghai', () => {
  it.each([
    ['2026-11-14T15:59:59.999Z', '2026-11-14'],
    ['2026-11-14T16:00:00.000Z', '2026-11-15'],
    ['2026-12-31T16:00:00.000Z', '2027-01-01'],
    ['2028-02-28T16:00:00.000Z', '2028-02-29'],
  ])('%s lies in %s', (instant, day) => {
    expect(businessDay(new Date(instant))).toBe(day);
  });

  it('starts a day at 16:00 UTC of the day before', () => {
    expect(startOfBusinessDay('2026-11-15').toISOString()).toBe('2026-11-14T16:00:00.000Z');
  });

  it('adds and counts days over months and years', () => {
    expect(addBusinessDays('2026-12-30', 3)).toBe('2027-01-02');
    expect(addBusinessDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(businessDaysBetween('2026-12-30', '2027-01-02')).toBe(3);
    expect(businessDaysBetween('2027-01-02', '2026-12-30')).toBe(-3);
  });

  it.each([
    ['2026-01-01', '2026Q1'],
    ['2026-03-31', '2026Q1'],
    ['2026-04-01', '2026Q2'],
    ['2026-12-31', '2026Q4'],
  ])('%s belongs to %s', (day, quarter) => {
    expect(businessQuarter(day)).toBe(quarter);
  });

  it('reads the wall clock of Shanghai', () => {
    expect(shanghaiClock(new Date('2026-11-14T16:05:00Z'))).toEqual({
      year: 2026,
      month: 11,
      day: 15,
      hour: 0,
      minute: 5,
      weekday: 0,
    });
  });
});
