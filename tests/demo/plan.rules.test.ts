import { addBusinessDays, businessQuarter, shanghaiClock, startOfBusinessDay } from '@linzhang/shared/kernel/time';
import { isMobile } from '@linzhang/shared/members/members.rules';
import { firstDayOf } from '@linzhang/shared/portfolio/quarters.rules';
import { planLists, progressOn } from '../../server/src/demo/history/bankLists';
import { CROWD, HISTORY_DAYS, marketDays, planCrowd } from '../../server/src/demo/history/crowd';
import { amountsOf, planCustomers } from '../../server/src/demo/history/customers';

const DAYS = ['2026-11-22', '2026-10-01', '2026-10-02', '2026-12-31', '2027-01-15', '2027-03-01', '2028-02-29'];

describe.each(DAYS)('the demo as it is planned on %s', (today) => {
  it('has lists in the order in which they come: months before, the end of the last quarter, yesterday', () => {
    const lists = planLists(today);
    const ages = lists.map(({ cameAgo }) => cameAgo);
    expect(ages).toEqual([...ages].sort((one, other) => other - one));
    const days = lists.flatMap((list) => list.days);
    expect(new Set(days).size).toBe(days.length);
    expect(days).toContain(addBusinessDays(firstDayOf(businessQuarter(today)), -1));
    expect(days.at(-1)).toBe(addBusinessDays(today, -1));
    for (const list of lists)
      for (const day of list.days) expect(day < addBusinessDays(today, -list.cameAgo)).toBe(true);
  });

  it('has three past markets, on Saturdays, within the months that are lived through', () => {
    const weekdays = marketDays(today).map(
      (ago) => shanghaiClock(startOfBusinessDay(addBusinessDays(today, -ago))).weekday,
    );
    expect(weekdays).toEqual([6, 6, 6]);
    expect(Math.max(...marketDays(today))).toBeLessThan(HISTORY_DAYS - 7);
  });

  it('moves the money of a branch by less than a second person is asked for', () => {
    const customers = planCustomers(planCrowd(today));
    const totals = planLists(today)
      .flatMap(({ days }) => days)
      .map((day) => {
        const { last, now } = progressOn(day, today);
        return customers.reduce((sum, customer) => {
          const { products: _products, ...amounts } = amountsOf(customer, last, now);
          return sum + Object.values(amounts).reduce((all, yuan) => all + Number(yuan), 0);
        }, 0);
      });
    for (const [index, total] of totals.slice(1).entries())
      expect(Math.abs(total / (totals[index] ?? 0) - 1)).toBeLessThan(0.09);
  });
});

it('has the same people each time, each with a number of the own', () => {
  const crowd = planCrowd('2026-11-22');
  expect(planCrowd('2026-11-22')).toEqual(crowd);
  expect(crowd).toHaveLength(CROWD);
  const customers = planCustomers(crowd);
  const phones = new Set([...crowd, ...customers].map(({ phone }) => phone));
  expect([...phones].every(isMobile)).toBe(true);
  expect(new Set(crowd.map(({ phone }) => phone)).size).toBe(CROWD);
  expect(new Set(customers.map(({ customerNo }) => customerNo)).size).toBe(customers.length);
});
