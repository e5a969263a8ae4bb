import { type Candidate, pickSpecialist, serviceOf } from '@linzhang/shared/tiering/service.rules';
import {
  assessStanding,
  hasStood,
  latestRise,
  type StandingFacts,
  type StandingInput,
  settledTier,
  stepOn,
  tierOn,
  withStep,
} from '@linzhang/shared/tiering/standing.rules';
import type { Tier } from '@linzhang/shared/tiering/tiers.rules';

const WAN = 1_000_000;
type Points = [on: string, wan: number][];

function input(points: Points, more: Partial<StandingFacts> = {}): StandingInput {
  const list = points.map(([on, wan]) => ({ on, fen: wan * WAN }));
  const last = list.at(-1);
  const facts: StandingFacts = {
    asOf: last?.on ?? '',
    aumFen: last?.fen ?? 0,
    loansFen: 0,
    cardSpendingFen: 0,
    custodyFen: 0,
    cardGrade: 'none',
    products: [],
    transactions: null,
    channelPercent: null,
    mobileActive: null,
    birthYear: null,
    ...more,
  };
  return { facts, points: list, settled: settledTier(list, facts.asOf), score: null };
}

const on = (given: StandingInput, day: string) => assessStanding(given, new Date(`${day}T04:00:00Z`), day);

describe('the tier on a day', () => {
  it('rises in the month that runs, at once', () => {
    const given = input([
      ['2026-10-01', 9],
      ['2026-11-01', 10],
    ]);
    expect(on(given, '2026-10-31')).toMatchObject({ tier: 'basic', near: true });
    expect(on(given, '2026-11-01')).toMatchObject({ tier: 'rising', tierSince: '2026-11' });
  });

  it('falls after three whole months below, however many lists there were', () => {
    const given = input([
      ['2026-06-01', 12],
      ['2026-07-01', 9],
    ]);
    const days = ['2026-06-30', '2026-07-31', '2026-09-30', '2026-10-01'];
    expect(days.map((day) => on(given, day)).map(({ tier, watch }) => [tier, watch])).toEqual([
      ['rising', false],
      ['rising', true],
      ['rising', true],
      ['basic', false],
    ]);
    // The same by the amounts alone, those of later days left out.
    expect(days.map((day) => tierOn(given.points, day))).toEqual(['rising', 'rising', 'rising', 'basic']);
    expect(tierOn(given.points, '2026-05-31')).toBeNull();
    const monthly = input([
      ['2026-06-01', 12],
      ['2026-07-01', 9],
      ['2026-08-01', 9],
      ['2026-09-01', 9],
    ]);
    expect(on(monthly, '2026-10-01')).toMatchObject({ tier: 'basic', tierSince: '2026-09' });
  });

  it('has the trend of three months', () => {
    const given = input([
      ['2026-08-01', 10],
      ['2026-11-01', 11.2],
    ]);
    expect(on(given, '2026-11-30').trendPercent).toBe(12);
    expect(on(given, '2026-10-31').trendPercent).toBeNull();
  });
});

it('keeps steps only where tier or segment change', () => {
  const base = on(input([['2026-10-01', 1]]), '2026-10-31');
  const first = withStep([], base, '2026-10-31');
  expect(withStep(first, base, '2026-11-01')).toBe(first);
  const second = withStep(first, { ...base, tier: 'basic' }, '2026-11-02');
  expect(second.map(({ on: day, tier }) => [day, tier])).toEqual([
    ['2026-10-31', 'base'],
    ['2026-11-02', 'basic'],
  ]);
  expect([
    stepOn(second, '2026-10-30'),
    stepOn(second, '2026-11-01')?.tier,
    stepOn(second, '2026-11-02')?.tier,
  ]).toEqual([null, 'base', 'basic']);
});

it.each<[Tier[], object | null]>([
  [['base'], null],
  [['base', 'basic'], { from: 'base', to: 'basic', on: '2026-01-02' }],
  [['base', 'basic', 'basic'], { from: 'base', to: 'basic', on: '2026-01-02' }],
  [['base', 'basic', 'base'], null],
])('finds the latest rise in %j', (tiers, rise) => {
  const steps = tiers.map((tier, at) => ({ on: `2026-01-0${at + 1}`, tier, segment: 'D' as const }));
  expect(latestRise(steps)).toEqual(rise);
});

it.each([
  [[['2026-10-01', 5]], 30, false],
  [
    [
      ['2026-10-01', 5],
      ['2026-10-31', 5],
    ],
    30,
    true,
  ],
  [
    [
      ['2026-10-02', 5],
      ['2026-10-31', 5],
    ],
    30,
    false,
  ],
  [
    [
      ['2026-10-01', 5],
      ['2026-10-15', 4.99],
      ['2026-10-31', 5],
    ],
    30,
    false,
  ],
  [
    [
      ['2026-10-01', 5],
      ['2026-10-31', 4.99],
    ],
    30,
    false,
  ],
] as [Points, number, boolean][])('of %j stands 5万 for %d days: %s', (points, days, stands) => {
  expect(hasStood(input(points).points, 5 * WAN, days)).toBe(stands);
});

describe('who serves', () => {
  it.each([
    ['base', null, []],
    ['basic', 60, ['teller', 'lobby_manager']],
    ['basic', 61, ['branch_head', 'lobby_manager']],
    ['wealth', 70, ['wealth_manager']],
  ] as [Tier, number | null, string[]][])('a customer of tier %s and age %s', (tier, age, owners) => {
    expect(serviceOf(tier, age).owners).toEqual(owners);
  });

  it('is the preferred position with most room, and nobody without room', () => {
    const people: Candidate[] = [
      { id: 'a', position: 'lobby_manager', capacity: 100, owned: 0 },
      { id: 'b', position: 'branch_head', capacity: 10, owned: 9 },
      { id: 'c', position: 'branch_head', capacity: 10, owned: 8 },
      { id: 'd', position: 'teller', capacity: 10, owned: 0 },
    ];
    expect(pickSpecialist(['branch_head', 'lobby_manager'], people)?.id).toBe('c');
    expect(pickSpecialist(['wealth_manager'], people)).toBeNull();
    expect(pickSpecialist(['branch_head'], [{ id: 'b', position: 'branch_head', capacity: 9, owned: 9 }])).toBeNull();
  });
});
