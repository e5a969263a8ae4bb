import {
  DEFAULT_TARGETS,
  dueShare,
  FIGURE_WEIGHTS,
  FIGURES,
  fellByHalf,
  scorecard,
  targetRatio,
} from '@linzhang/shared/portfolio/portfolio.rules';

describe('the scorecard', () => {
  it('weighs what each figure reached', () => {
    const { total, figures } = scorecard({ churn: 2.1, uplift: 8.7, coverage: 2.6, growth: 43, aumGrowth: 6.2 });
    expect(figures.map(({ points }) => Number(points.toFixed(3)))).toEqual([30, 21.75, 17.333, 16.125, 24]);
    expect(Number(total.toFixed(1))).toBe(109.2);
  });

  it('has weights that sum to 100, so 120 is the most', () => {
    expect(FIGURES.reduce((sum, figure) => sum + FIGURE_WEIGHTS[figure], 0)).toBe(100);
    const best = scorecard({ churn: 0, uplift: 100, coverage: 10, growth: 1_000, aumGrowth: 100 });
    expect(best.total).toBeCloseTo(120, 10);
  });

  it.each([
    ['churn', 0, 3, 1.2],
    ['churn', 2.5, 3, 1.2],
    ['churn', 3, 3, 1],
    ['churn', 6, 3, 0.5],
    ['uplift', 9.6, 8, 1.2],
    ['uplift', 20, 8, 1.2],
    ['uplift', 0, 8, 0],
    ['aumGrowth', -4, 5, 0],
    ['growth', 20, 40, 0.5],
    ['growth', 0, 0, 1.2],
  ] as const)('%s of %d against %d reached %d', (figure, actual, target, ratio) => {
    expect(targetRatio(figure, actual, target)).toBeCloseTo(ratio, 10);
  });

  it('gives nothing for what nobody could be counted for', () => {
    const nobody = { churn: null, uplift: null, coverage: null, growth: 0, aumGrowth: null };
    expect(scorecard(nobody, DEFAULT_TARGETS).total).toBe(0);
  });

  it('asks for a target by days, and tells a fall by half', () => {
    expect(dueShare(92, 46)).toBe(0.5);
    expect(dueShare(92, 100)).toBe(1);
    expect(fellByHalf(10, 5)).toBe(true);
    expect(fellByHalf(10, 6)).toBe(false);
    expect(fellByHalf(0, 0)).toBe(false);
  });
});
