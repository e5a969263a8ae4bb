import { businessDay } from '@linzhang/shared/kernel/time';
import { figuresOf } from '@linzhang/shared/portfolio/counts.rules';
import type { FigureAnswer, FigureLine } from '@linzhang/shared/portfolio/portfolio.contract';
import { dueShare, FIGURES, type Figure, scorecard } from '@linzhang/shared/portfolio/portfolio.rules';
import { dayOfQuarter, daysOf, firstDayOf, lastDayOf } from '@linzhang/shared/portfolio/quarters.rules';
import type { Targets } from '@linzhang/shared/portfolio/targets.rules';
import type { LineSums } from './cells.service';
import { runningQuarter } from './computing';

const rounded = (value: number, digits: number): number => {
  const unit = 10 ** digits;
  return Math.round(value * unit) / unit;
};

/** What the five figures of a line are, exactly. */
export function actualsOf({ counts, phoneBound }: LineSums): Record<Figure, number | null> {
  const figures = figuresOf(counts, phoneBound);
  return Object.fromEntries(FIGURES.map((figure) => [figure, figures[figure].actual])) as Record<Figure, number | null>;
}

/** A line of figures; without targets it has no points and no score. */
export function lineOf(id: string | null, name: string | null, sums: LineSums, targets: Targets | null): FigureLine {
  const values = figuresOf(sums.counts, sums.phoneBound);
  const scored = targets ? scorecard(actualsOf(sums), targets) : null;
  const points = new Map(scored?.figures.map((each) => [each.figure, each.points]));
  const figures = FIGURES.map((figure): FigureAnswer => {
    const { actual, numerator, denominator } = values[figure];
    const own = points.get(figure);
    return {
      figure,
      actual: actual === null ? null : rounded(actual, 2),
      numerator,
      denominator,
      target: targets?.[figure] ?? null,
      points: own === undefined ? null : rounded(own, 1),
    };
  });
  const { counts, phoneBound } = sums;
  return { id, name, counts: { ...counts }, phoneBound, figures, score: scored ? scoreOf(sums, targets) : null };
}

/** The score as it is shown; null without targets. */
export function scoreOf(sums: LineSums, targets: Targets | null): number | null {
  return targets ? rounded(scorecard(actualsOf(sums), targets).total, 1) : null;
}

/** The quarter that is meant, the day up to which it is counted, and what of a target is due by then. */
export function progressed(asked: string | undefined, now: Date): { quarter: string; day: string; dueShare: number } {
  const quarter = asked ?? runningQuarter(now);
  const today = businessDay(now);
  const last = lastDayOf(quarter);
  const day = today > last ? last : today < firstDayOf(quarter) ? firstDayOf(quarter) : today;
  return { quarter, day, dueShare: shareOn(quarter, today) };
}

/** What of a target is due at the end of a day. */
export function shareOn(quarter: string, day: string): number {
  return rounded(dueShare(daysOf(quarter), dayOfQuarter(quarter, day)), 4);
}
