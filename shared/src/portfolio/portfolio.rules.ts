/** The five figures 保争挖抢培. */
export const FIGURES = ['churn', 'uplift', 'coverage', 'growth', 'aumGrowth'] as const;
export type Figure = (typeof FIGURES)[number];

/** Version of the definitions and weights; stored with each score. */
export const PORTFOLIO_RULES = 1;

/** Weights of a scorecard; they sum to 100. */
export const FIGURE_WEIGHTS: Readonly<Record<Figure, number>> = {
  churn: 25,
  uplift: 20,
  coverage: 20,
  growth: 15,
  aumGrowth: 20,
};
/** What a quarter should bring where nobody set a target: percent, percent, products, phone-bound members, percent. */
export const DEFAULT_TARGETS: Readonly<Record<Figure, number>> = {
  churn: 3,
  uplift: 8,
  coverage: 3,
  growth: 40,
  aumGrowth: 5,
};
/** A figure earns at most so much of its weight. */
export const MOST_RATIO = 1.2;
/** The most that a scorecard can show. */
export const MOST_SCORE = 120;

/** How much of its target a figure reached, 0 to 1.2; for churn less is better and none is 1.2. */
export function targetRatio(figure: Figure, actual: number, target: number): number {
  if (figure === 'churn') return actual <= 0 ? MOST_RATIO : Math.min(MOST_RATIO, target / actual);
  if (target <= 0) return actual >= target ? MOST_RATIO : 0;
  return Math.max(0, Math.min(MOST_RATIO, actual / target));
}

export interface ScoredFigure {
  figure: Figure;
  /** Null where nobody was there to be counted: it earns nothing and says so. */
  actual: number | null;
  target: number;
  points: number;
}

/** The scorecard: each figure's weight times what it reached. Example: churn 2.1 of 3 % -> 1.2 x 25 = 30. */
export function scorecard(
  actuals: Readonly<Record<Figure, number | null>>,
  targets: Readonly<Record<Figure, number>> = DEFAULT_TARGETS,
): { total: number; figures: ScoredFigure[] } {
  const figures = FIGURES.map((figure): ScoredFigure => {
    const actual = actuals[figure];
    const ratio = actual === null ? 0 : targetRatio(figure, actual, targets[figure]);
    return { figure, actual, target: targets[figure], points: FIGURE_WEIGHTS[figure] * ratio };
  });
  return { total: figures.reduce((sum, { points }) => sum + points, 0), figures };
}

/** How much of a target is due on a day of its quarter, evenly by days: 0 to 1. */
export function dueShare(quarterDays: number, dayOfQuarter: number): number {
  return Math.min(1, Math.max(0, dayOfQuarter / quarterDays));
}

/** AUM fell by half or more. */
export function fellByHalf(beforeFen: number, nowFen: number): boolean {
  return beforeFen > 0 && nowFen * 2 <= beforeFen;
}
