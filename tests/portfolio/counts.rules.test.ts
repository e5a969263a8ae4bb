import {
  addCounts,
  type Count,
  countsOf,
  type EndState,
  figuresOf,
  heldHundredths,
  NO_COUNTS,
  type StartState,
} from '@linzhang/shared/portfolio/counts.rules';

const WAN = 1_000_000;

const start = (over: Partial<StartState> = {}): StartState => ({
  tier: 'rising',
  inScope: true,
  aumFen: 12 * WAN,
  ...over,
});

const end = (over: Partial<EndState> = {}): EndState => ({
  ...start(),
  products: ['deposit', 'fund'],
  transactions: 4,
  mobileActive: true,
  ...over,
});

describe('what a member brings to the figures', () => {
  it.each<[string, StartState | null, EndState | null, Partial<Record<Count, number>>]>([
    ['is nothing but itself where no list names it', null, null, { members: 1, listed: 0, atStart: 0, known: 0 }],
    ['stays: in scope at both ends', start(), end(), { atStart: 1, atEnd: 1, left: 0, rose: 0, entered: 0, gone: 0 }],
    ['is lost where it left the scope', start(), end({ inScope: false }), { left: 1, gone: 1, atEnd: 0 }],
    ['is lost where half of its AUM is gone', start(), end({ aumFen: 6 * WAN }), { left: 1, gone: 0 }],
    ['is not lost with a fen more than half', start(), end({ aumFen: 6 * WAN + 1 }), { left: 0 }],
    [
      'was never in scope, so nothing is lost',
      start({ inScope: false }),
      end({ inScope: false, aumFen: 1 }),
      { left: 0 },
    ],
    ['rose by a tier', start(), end({ tier: 'wealth' }), { rose: 1 }],
    ['fell by a tier', start(), end({ tier: 'basic' }), { rose: 0 }],
    [
      'rose from outside the scope: that is 抢',
      start({ inScope: false }),
      end({ tier: 'wealth' }),
      { rose: 0, entered: 1 },
    ],
    [
      'came in the quarter',
      null,
      end(),
      { listed: 1, atStart: 0, atEnd: 1, entered: 1, known: 0, startFen: 0, endFen: 0 },
    ],
    [
      'holds three products',
      start(),
      end({ products: ['deposit', 'fund', 'mobile_bank'] }),
      { heldHundredths: 300, covered: 1 },
    ],
    ['holds two', start(), end(), { heldHundredths: 200, covered: 0 }],
    [
      'holds much, but out of scope',
      start(),
      end({ inScope: false, products: ['deposit', 'fund', 'card'] }),
      { heldHundredths: 0, covered: 0 },
    ],
    [
      'has 1万 more',
      start(),
      end({ aumFen: 13 * WAN }),
      { aumUp: 1, aumDown: 0, startFen: 12 * WAN, endFen: 13 * WAN },
    ],
    ['has a fen less than 1万 more', start(), end({ aumFen: 13 * WAN - 1 }), { aumUp: 0 }],
    ['has 1万 less', start(), end({ aumFen: 11 * WAN }), { aumUp: 0, aumDown: 1 }],
    ['is active', start(), end(), { transactions: 4, mobileActive: 1 }],
    [
      'does nothing that is known',
      start(),
      end({ transactions: null, mobileActive: null }),
      { transactions: 0, mobileActive: 0 },
    ],
  ])('%s', (_name, before, after, expected) => {
    expect(countsOf(before, after)).toMatchObject(expected);
  });

  it('is summed over any group, so that groups of groups are the same', () => {
    const [one, other, third] = [countsOf(start(), end()), countsOf(null, end()), countsOf(start(), null)];
    expect(addCounts(addCounts(one, other), third)).toEqual(addCounts(one, addCounts(other, third)));
    expect(addCounts(one, NO_COUNTS)).toEqual(one);
  });
});

describe('the five figures', () => {
  it('are shares of those at the start, products per member, members brought and growth of the same members', () => {
    const counts = {
      ...NO_COUNTS,
      atStart: 200,
      left: 5,
      rose: 17,
      atEnd: 210,
      heldHundredths: 54_600,
      startFen: 1_000,
      endFen: 1_062,
    };
    const figures = figuresOf(counts, 43);
    expect(figures.churn.actual).toBe(2.5);
    expect(figures.uplift.actual).toBe(8.5);
    expect(figures.coverage.actual).toBeCloseTo(2.6, 10);
    expect(figures.growth).toMatchObject({ actual: 43, numerator: 43, denominator: null });
    expect(figures.aumGrowth.actual).toBeCloseTo(6.2, 10);
    expect(figures.aumGrowth).toMatchObject({ numerator: 62, denominator: 1_000 });
  });

  it('are nothing where nobody was there to be counted', () => {
    const { churn, uplift, coverage, growth, aumGrowth } = figuresOf(NO_COUNTS, 0);
    expect([churn.actual, uplift.actual, coverage.actual, growth.actual, aumGrowth.actual]).toEqual([
      null,
      null,
      null,
      0,
      null,
    ]);
  });

  it('count what somebody holds once, and nothing that has no weight', () => {
    expect(heldHundredths(['deposit', 'deposit', 'lottery'])).toBe(100);
    expect(heldHundredths([])).toBe(0);
  });
});
