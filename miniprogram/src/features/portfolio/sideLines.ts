import type { Position } from '@linzhang/shared/employees/employees.rules';
import { POSITION_NAMES } from '@linzhang/shared/employees/positionNames.rules';
import type { FigureSide } from '@linzhang/shared/portfolio/counts.rules';
import type { FigureLine } from '@linzhang/shared/portfolio/portfolio.contract';
import type { Figure } from '@linzhang/shared/portfolio/portfolio.rules';
import type { Segment } from '@linzhang/shared/tiering/segment.rules';
import type { Tier } from '@linzhang/shared/tiering/tiers.rules';
import type { Bar } from '../../components/chart/Bars';
import { figureText, NOTHING_YET, pointsText } from './figureWords';
import { SEGMENT_WORDS, TIER_WORDS } from './standingWords';

/** What a line is measured by: the whole score, or one figure. */
export type Measure = Figure | 'score';

const NOBODY: Readonly<Record<FigureSide, string>> = {
  employee: '没有维护人',
  branch: '没有网点',
  position: '没有维护人',
  tier: '季初未在名单',
  segment: '未在名单',
};

/** What a line is about. */
function lineName(side: FigureSide, { id, name }: FigureLine): string {
  if (id === null) return NOBODY[side];
  if (side === 'position') return POSITION_NAMES[id as Position] ?? id;
  if (side === 'tier') return TIER_WORDS[id as Tier]?.name ?? id;
  if (side === 'segment') return SEGMENT_WORDS[id as Segment]?.name ?? id;
  return name ?? '';
}

/** The number of a line; null where nobody could be counted. */
function measured(measure: Measure, line: FigureLine): number | null {
  if (measure === 'score') return line.score;
  return line.figures.find(({ figure }) => figure === measure)?.actual ?? null;
}

/** A number in words. */
function measureText(measure: Measure, value: number | null): string {
  if (measure !== 'score') return figureText(measure, value);
  return value === null ? NOTHING_YET : pointsText(value);
}

/** Lines with the best first; of the lost, the fewest are the best. What cannot be counted comes last. */
export function ranked(measure: Measure, lines: readonly FigureLine[]): FigureLine[] {
  const worth = (line: FigureLine) => {
    const value = measured(measure, line);
    if (value === null) return Number.NEGATIVE_INFINITY;
    return measure === 'churn' ? -value : value;
  };
  // Of two without a number neither comes first: their difference is none.
  return [...lines].sort((one, other) => worth(other) - worth(one) || 0);
}

interface BarsOf {
  side: FigureSide;
  measure: Measure;
  onOpen: (line: FigureLine) => void;
}

/** The lines as bars, in the order they are given. */
export function barsOf(lines: readonly FigureLine[], { side, measure, onOpen }: BarsOf): Bar[] {
  return lines.map((line) => {
    const value = measured(measure, line);
    return {
      id: `${side}-${line.id ?? 'none'}`,
      label: lineName(side, line),
      value: value ?? 0,
      text: measureText(measure, value),
      tone: measure === 'churn' ? 'seal' : 'sky',
      onTap: () => onOpen(line),
    };
  });
}
