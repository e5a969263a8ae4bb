import { FIGURE_WEIGHTS, FIGURES, type Figure } from '@linzhang/shared/portfolio/portfolio.rules';
import type { Span } from '../../components/chart/scale';
import { FIGURE_WORDS, figureText } from './figureWords';

/** Figures that grow toward their target over the quarter; the others should hold it on every day. */
const GROWING: readonly Figure[] = ['uplift', 'growth', 'aumGrowth'];

/** What a figure should be by now, when `dueShare` of the quarter is over. Example: 40 members, half of it -> 20. */
export function dueBy(figure: Figure, target: number, dueShare: number): number {
  return GROWING.includes(figure) ? target * dueShare : target;
}

/** What is due from the first day to the last: a rise to the target, or the target itself. */
export function dueLine(figure: Figure, target: number): Span {
  return { from: GROWING.includes(figure) ? 0 : target, to: target };
}

/** Where a figure stands against what is due by now, in a sentence. */
export function dueWords(figure: Figure, actual: number, due: number): string {
  if (figure === 'churn')
    return actual <= due ? '在目标以内，守住就好' : `超出目标 ${figureText(figure, actual - due)}`;
  const { decimals } = FIGURE_WORDS[figure];
  const rounded = decimals === 0 ? Math.ceil(due) : due;
  const words = (value: number) => figureText(figure, value).replace('+', '');
  const wanted = `${GROWING.includes(figure) ? '按日应到' : '目标'} ${words(rounded)}`;
  if (actual >= due) return `${wanted}，已经到了`;
  return `${wanted}，还差 ${words(rounded - actual)}`;
}

/** Points that are due when `dueShare` of the quarter is over: what is held counts whole, what grows by its share. */
export function duePoints(dueShare: number): number {
  return FIGURES.reduce((sum, figure) => sum + dueBy(figure, FIGURE_WEIGHTS[figure], dueShare), 0);
}
