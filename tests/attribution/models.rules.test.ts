import { WHOLE_PPM } from '@linzhang/shared/attribution/attribution.rules';
import { markovCredits } from '@linzhang/shared/attribution/markov.rules';
import { COMPARING_MODELS, creditTouches, shareOut } from '@linzhang/shared/attribution/models.rules';
import { shapleyCredits, shapleyValues } from '@linzhang/shared/attribution/shapley.rules';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import fc from 'fast-check';

const AT = new Date('2026-11-22T04:00:00Z');
const daysBefore = (...days: number[]) => days.map((day) => new Date(AT.getTime() - day * DAY_MS));

describe('credits over touches', () => {
  it.each([
    ['position', [3], [1_000_000]],
    ['position', [3, 1], [500_000, 500_000]],
    ['position', [9, 6, 3, 1], [400_000, 100_000, 100_000, 400_000]],
    ['first', [9, 6, 3], [1_000_000, 0, 0]],
    ['last', [9, 6, 3], [0, 0, 1_000_000]],
    ['linear', [9, 6, 3], [333_333, 333_333, 333_334]],
  ] as const)('%s over touches %j days before', (model, days, expected) => {
    expect(creditTouches(model, daysBefore(...days), AT)).toEqual(expected);
  });

  it('timeDecay halves every seven days', () => {
    const of12000 = creditTouches('timeDecay', daysBefore(38, 33, 26, 8, 0), AT).map((ppm) =>
      Math.round((ppm * 12_000) / WHOLE_PPM),
    );
    expect(of12000).toEqual([175, 287, 575, 3_417, 7_545]);
  });

  it('gives nothing without touches', () => {
    expect(creditTouches('linear', [], AT)).toEqual([]);
  });

  it('sums to exactly one, whatever the touches', () => {
    const ages = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(...COMPARING_MODELS), ages, (model, days) => {
        const parts = creditTouches(model, daysBefore(...days.sort((a, b) => b - a)), AT);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(WHOLE_PPM);
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
      }),
    );
    expect(shareOut([1, 1, 1, 1, 1, 1, 1]).reduce((sum, part) => sum + part, 0)).toBe(WHOLE_PPM);
  });
});

describe('markov', () => {
  it('credits by what a removal costs', () => {
    const { conversionRate, removalEffects, shares } = markovCredits([
      { steps: ['c1', 'c2', 'c3'], converted: 1, lost: 0 },
      { steps: ['c1'], converted: 0, lost: 1 },
      { steps: ['c2', 'c3'], converted: 0, lost: 1 },
    ]);
    expect(conversionRate).toBeCloseTo(1 / 3, 12);
    expect([...removalEffects.values()].map((effect) => Number(effect.toFixed(9)))).toEqual([0.5, 1, 1]);
    expect([...shares.values()].map((share) => Number(share.toFixed(9)))).toEqual([0.2, 0.4, 0.4]);
  });

  it('gives nothing where nobody converted, and stands loops', () => {
    expect(markovCredits([{ steps: ['a', 'b', 'a', 'b'], converted: 0, lost: 3 }]).shares.size).toBe(0);
    const looped = markovCredits([{ steps: ['a', 'b', 'a', 'b'], converted: 2, lost: 1 }]);
    expect([...looped.shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });
});

describe('shapley', () => {
  it('knows the classic game', () => {
    const worths = Float64Array.of(0, 7, 6, 15, 4, 7, 9, 19);
    expect(shapleyValues(worths, 3).map((value) => Number(value.toFixed(3)))).toEqual([7.667, 8.167, 3.167]);
  });

  it('shares each conversion among the channels of its path', () => {
    const credits = shapleyCredits([
      { steps: ['a', 'b', 'a'], converted: 4, lost: 2 },
      { steps: ['a'], converted: 3, lost: 0 },
    ]);
    expect([...(credits ?? [])]).toEqual([
      ['a', 5],
      ['b', 2],
    ]);
  });

  it('takes twelve channels and refuses thirteen', () => {
    const named = (count: number) => Array.from({ length: count }, (_none, index) => `c${index}`);
    expect(shapleyCredits([{ steps: named(12), converted: 12, lost: 0 }])?.get('c3')).toBeCloseTo(1, 12);
    expect(shapleyCredits([{ steps: named(13), converted: 1, lost: 0 }])).toBeNull();
  });
});
