import { averageBetween, monthAfter, monthBefore, monthlyAverage } from '@linzhang/shared/tiering/average.rules';
import { scopeReasons } from '@linzhang/shared/tiering/scope.rules';
import {
  isNearLine,
  type MonthAverage,
  nextTier,
  type TierState,
  tierOf,
  tierOfAmount,
  tierOutlook,
} from '@linzhang/shared/tiering/tiers.rules';
import { transitionMatrix } from '@linzhang/shared/tiering/transitions.rules';

const WAN = 1_000_000;

describe('the tier of an amount', () => {
  it.each([
    [4_999_999, 'base'],
    [5_000_000, 'basic'],
    [9_999_999, 'basic'],
    [10_000_000, 'rising'],
    [19_999_999, 'rising'],
    [20_000_000, 'wealth'],
    [199_999_999, 'wealth'],
    [200_000_000, 'private'],
  ])('of %d fen is %s', (fen, tier) => {
    expect(tierOfAmount(fen)).toBe(tier);
  });
});

function months(...wans: number[]): MonthAverage[] {
  return wans.map((wan, index) => ({ month: `2026-${String(index + 1).padStart(2, '0')}`, averageFen: wan * WAN }));
}

describe('a tier over months', () => {
  it.each<[string, number[], object]>([
    ['rises at once', [6, 10], { tier: 'rising', since: '2026-02', monthsBelow: 0 }],
    ['is watched in the second month below', [10, 9, 9], { tier: 'rising', monthsBelow: 2 }],
    ['falls after the third month below', [10, 9, 9, 9], { tier: 'basic', since: '2026-04', monthsBelow: 0 }],
    ['falls to the tier of the last month', [20, 19, 19, 4], { tier: 'base' }],
    ['starts counting anew after one good month', [10, 9, 9, 10, 9, 9], { tier: 'rising', monthsBelow: 2 }],
    ['stays private for five months below', [200, 1, 1, 1, 1, 1], { tier: 'private', monthsBelow: 5 }],
    ['is private no more after six', [200, 1, 1, 1, 1, 1, 19], { tier: 'rising', monthsBelow: 0 }],
  ])('%s', (_name, wans, expected) => {
    expect(tierOf(months(...wans))).toMatchObject(expected);
  });

  it('falls by the months of the branch', () => {
    const numbers = { monthsToFall: 1, monthsToFallPrivate: 2, nearPercent: 20 };
    const through = (...wans: number[]) =>
      months(...wans).reduce<TierState | null>((state, month) => nextTier(state, month, numbers), null);
    expect(through(10, 9)).toMatchObject({ tier: 'basic', monthsBelow: 0 });
    expect(through(200, 1)).toMatchObject({ tier: 'private', monthsBelow: 1 });
    expect(through(200, 1, 1)).toMatchObject({ tier: 'base' });
    const state = { tier: 'private' as const, since: '2026-01', monthsBelow: 0 };
    expect(tierOutlook(state, WAN, numbers)).toMatchObject({ watch: true, monthsLeft: 2 });
    expect(tierOutlook({ ...state, tier: 'rising' }, 16 * WAN, numbers)).toMatchObject({ near: true });
  });

  it('is unknown without a month', () => {
    expect(tierOf([])).toBeNull();
  });

  it('tells what keeps it and what raises it', () => {
    const watched = tierOf(months(10, 9)) ?? { tier: 'base' as const, since: '', monthsBelow: 0 };
    expect(tierOutlook(watched, 9 * WAN)).toEqual({
      watch: true,
      monthsLeft: 2,
      keepsFen: WAN,
      next: { tier: 'wealth', missingFen: 11 * WAN },
      near: false,
    });
    const top = { tier: 'private' as const, since: '2026-01', monthsBelow: 0 };
    expect(tierOutlook(top, 300 * WAN)).toMatchObject({ watch: false, monthsLeft: null, keepsFen: null, next: null });
  });

  it.each([
    [17_999_999, false],
    [18_000_000, true],
    [18_600_000, true],
    [19_999_999, true],
    [20_000_000, false],
  ])('%d fen near the line of 20万: %s', (fen, near) => {
    expect(isNearLine(fen, 20 * WAN)).toBe(near);
  });
});

describe('an average', () => {
  const points = [
    { on: '2026-11-01', fen: 100_000_00 },
    { on: '2026-11-16', fen: 160_000_00 },
  ];

  it('counts calendar days, each value carried forward', () => {
    expect(monthlyAverage(points, '2026-11', '2026-12-05')).toBe(130_000_00);
  });

  it('of a running month ends today', () => {
    expect(monthlyAverage(points, '2026-11', '2026-11-16')).toBe(Math.trunc((15 * 100_000_00 + 160_000_00) / 16));
  });

  it('begins with the first known value, and carries one from before', () => {
    expect(averageBetween(points, '2026-10-01', '2026-11-11')).toBe(100_000_00);
    expect(monthlyAverage(points, '2026-12', '2026-12-31')).toBe(160_000_00);
    expect(monthlyAverage(points, '2026-10', '2026-12-31')).toBeNull();
  });

  it('is never rounded up over a line', () => {
    const almost = [
      { on: '2026-11-01', fen: 9_999_999 },
      { on: '2026-11-02', fen: 10_000_000 },
    ];
    expect(monthlyAverage(almost, '2026-11', '2026-11-30')).toBe(9_999_999);
  });

  it('knows the months around a year', () => {
    expect([monthAfter('2026-12'), monthBefore('2026-01'), monthAfter('2026-09')]).toEqual([
      '2027-01',
      '2025-12',
      '2026-10',
    ]);
  });
});

describe('the scope', () => {
  const none = { aumFen: 0, cardSpendingFen: 0, loansFen: 0, custodyFen: 0, cardGrade: 'standard' as const };
  it.each<[string, Partial<Parameters<typeof scopeReasons>[0]>, string[]]>([
    ['nothing', {}, []],
    ['AUM just below', { aumFen: 4_999_999 }, []],
    ['AUM', { aumFen: 5_000_000 }, ['aum']],
    ['card spending just below', { cardSpendingFen: 4_999_999 }, []],
    ['card spending', { cardSpendingFen: 5_000_000 }, ['card_spending']],
    ['loans just below', { loansFen: 29_999_999 }, []],
    ['loans', { loansFen: 30_000_000 }, ['loans']],
    ['custody just below', { custodyFen: 999_999 }, []],
    ['custody', { custodyFen: 1_000_000 }, ['custody']],
    ['a gold card with 1万', { aumFen: 1_000_000, cardGrade: 'gold' }, ['card']],
    ['several', { aumFen: 5_000_000, cardGrade: 'diamond' }, ['aum', 'card']],
  ])('%s', (_name, facts, reasons) => {
    expect(scopeReasons({ ...none, ...facts })).toEqual(reasons);
  });
});

describe('the transition matrix', () => {
  it('has rows that sum to 1, or to 0 where nobody was', () => {
    const rows = transitionMatrix(['A', 'B', 'C'] as const, [
      ['A', 'A', 3],
      ['A', 'B', 1],
      ['B', 'B', 2],
    ]);
    expect(rows).toEqual([
      { from: 'A', count: 4, shares: [0.75, 0.25, 0] },
      { from: 'B', count: 2, shares: [0, 1, 0] },
      { from: 'C', count: 0, shares: [0, 0, 0] },
    ]);
  });
});
