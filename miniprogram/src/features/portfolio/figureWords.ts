import { type Figure, MOST_RATIO, targetRatio } from '@linzhang/shared/portfolio/portfolio.rules';
import { countOf } from '../../lib/numbers';

interface FigureWords {
  /** The one character on the seal. */
  mark: string;
  name: string;
  /** What is counted, in a sentence. */
  meaning: string;
  unit: string;
  decimals: number;
  /** A change: it carries its sign. */
  signed?: boolean;
}

export const FIGURE_WORDS: Readonly<Record<Figure, FigureWords>> = {
  churn: {
    mark: '保',
    name: '流失率',
    meaning: '季初在维护范围内的客户里，离开范围或资产减少一半以上的占比，越低越好',
    unit: '%',
    decimals: 1,
  },
  uplift: { mark: '争', name: '提升率', meaning: '季初的客户里，层级升上去的占比', unit: '%', decimals: 1 },
  coverage: {
    mark: '挖',
    name: '人均产品',
    meaning: '平均每位客户持有的产品数，手机银行和借记卡也算',
    unit: '',
    decimals: 1,
  },
  growth: {
    mark: '抢',
    name: '新增客户',
    meaning: '本季新绑定手机号的客户，算在带来他们的人名下',
    unit: '人',
    decimals: 0,
  },
  aumGrowth: {
    mark: '培',
    name: '资产增长',
    meaning: '同一批客户的资产，现在比季初多了多少',
    unit: '%',
    decimals: 1,
    signed: true,
  },
};

/** What stands where nothing can be counted yet. */
export const NOTHING_YET = '暂无';

const MINUS = '−';

/** A number with so many decimals, a true minus, and a plus where a change is meant. */
export function decimalOf(value: number, decimals: number, signed = false): string {
  const digits = Math.abs(value).toFixed(decimals);
  const zero = Number(digits) === 0;
  const sign = zero ? '' : value < 0 ? MINUS : signed ? '+' : '';
  return decimals === 0 ? `${sign}${countOf(Number(digits))}` : `${sign}${digits}`;
}

/** A count that changed: `+6`, `−2`, `0`. */
export function changeOf(count: number): string {
  return decimalOf(count, 0, true);
}

/** The number of a figure without its unit. */
function figureNumber(figure: Figure, actual: number | null): string {
  const { decimals, signed } = FIGURE_WORDS[figure];
  return actual === null ? NOTHING_YET : decimalOf(actual, decimals, signed);
}

/** A figure with its unit: `2.1 %`, `2.6`, `43 人`, `+6.2 %`. */
export function figureText(figure: Figure, actual: number | null): string {
  const { unit } = FIGURE_WORDS[figure];
  return actual === null || unit === '' ? figureNumber(figure, actual) : `${figureNumber(figure, actual)} ${unit}`;
}

/** What should be reached: `目标 ≤ 3 %`, `目标 40 人`. */
export function targetText(figure: Figure, target: number): string {
  const { unit, decimals } = FIGURE_WORDS[figure];
  const number = figure === 'coverage' ? target.toFixed(decimals) : String(target);
  return ['目标', figure === 'churn' ? '≤' : '', number, unit].filter(Boolean).join(' ');
}

/** Points with one decimal. */
export function pointsText(points: number): string {
  return points.toFixed(1);
}

/** How far the bar of a figure reaches and whether that is enough; the target stands at `TARGET_MARK`. */
export function gaugeOf(figure: Figure, actual: number | null, target: number): { share: number; reached: boolean } {
  const ratio = actual === null ? 0 : targetRatio(figure, actual, target);
  return { share: ratio / MOST_RATIO, reached: ratio >= 1 };
}

/** Where the target stands on a bar that ends at the most a figure can earn. */
export const TARGET_MARK = 1 / MOST_RATIO;
