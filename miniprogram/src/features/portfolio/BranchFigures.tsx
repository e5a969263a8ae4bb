import type { FigureLine, PortfolioFigures } from '@linzhang/shared/portfolio/portfolio.contract';
import { FIGURES, type Figure } from '@linzhang/shared/portfolio/portfolio.rules';
import { FigureCards } from './FigureCard';
import { gaugeOf, pointsText } from './figureWords';
import { duePoints } from './progress';
import { ScoreHead } from './ScoreHead';

interface BranchFiguresProps {
  /** Name of the branch. */
  name: string;
  figures: PortfolioFigures;
  onOpen: (figure: Figure) => void;
}

/** The score of a branch beside what is due by now, and its five figures. */
export function BranchFigures({ name, figures, onOpen }: BranchFiguresProps) {
  const due = { before: '按日应到', number: pointsText(duePoints(figures.dueShare)), after: '分' };
  return (
    <>
      <ScoreHead name={name} score={figures.total.score} aside={due} note={reachedWords(figures.total)} />
      <FigureCards line={figures.total} onOpen={onOpen} />
    </>
  );
}

/** How many of the figures have reached their targets. */
function reachedWords({ figures }: FigureLine): string {
  const reached = figures.filter(
    ({ figure, actual, target }) => actual !== null && target !== null && gaugeOf(figure, actual, target).reached,
  );
  return `${FIGURES.length} 项里 ${reached.length} 项已达标`;
}
