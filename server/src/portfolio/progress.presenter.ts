import type { PortfolioProgress } from '@linzhang/shared/portfolio/portfolio.contract';
import type { PortfolioScope } from '@linzhang/shared/portfolio/portfolio.policy';
import { DEFAULT_TARGETS, FIGURES, scorecard } from '@linzhang/shared/portfolio/portfolio.rules';
import { daysOf } from '@linzhang/shared/portfolio/quarters.rules';
import type { Targets } from '@linzhang/shared/portfolio/targets.rules';
import { Types } from 'mongoose';
import { cellsOf, type LineSums, sumOf } from './cells.service';
import { branchTargets, personTargets } from './figures.presenter';
import { actualsOf, progressed, scoreOf, shareOn } from './lines';
import { PortfolioDay } from './portfolioDay.model';

/** How the figures of one employee or one branch moved: a point for each day that was written down, and one for now. */
export async function presentProgress(
  asked: string | undefined,
  scope: PortfolioScope & { subjectId: string },
  now: Date,
): Promise<PortfolioProgress> {
  const time = progressed(asked, now);
  const { quarter, day } = time;
  const where = { subjectId: new Types.ObjectId(scope.subjectId), quarter, day: { $lt: day } };
  const [kept, cells, targets] = await Promise.all([
    PortfolioDay.find(where).sort({ day: 1 }).lean(),
    cellsOf(quarter, scope),
    targetsIn(quarter, scope),
  ]);
  const points = [...kept, { day, ...sumOf(cells) }];
  return {
    ...time,
    days: daysOf(quarter),
    targets: FIGURES.map((figure) => ({ figure, target: targets[figure] })),
    points: points.map((point) => presentPoint(quarter, point.day, point, targets)),
  };
}

async function targetsIn(quarter: string, { branchId, ownerId, subjectId }: PortfolioScope & { subjectId: string }) {
  if (ownerId !== null) return (await personTargets(quarter, ownerId)) ?? DEFAULT_TARGETS;
  return branchTargets(quarter, branchId ?? subjectId);
}

function presentPoint(
  quarter: string,
  day: string,
  sums: LineSums,
  targets: Targets,
): PortfolioProgress['points'][number] {
  const { figures } = scorecard(actualsOf(sums), targets);
  return {
    day,
    dueShare: shareOn(quarter, day),
    score: scoreOf(sums, targets) ?? 0,
    figures: figures.map(({ figure, actual }) => ({
      figure,
      actual: actual === null ? null : Math.round(actual * 100) / 100,
    })),
  };
}
