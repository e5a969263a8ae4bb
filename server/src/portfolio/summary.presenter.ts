import type { PortfolioSummary } from '@linzhang/shared/portfolio/portfolio.contract';
import type { PortfolioScope } from '@linzhang/shared/portfolio/portfolio.policy';
import { SEGMENTS } from '@linzhang/shared/tiering/segment.rules';
import { TIERS } from '@linzhang/shared/tiering/tiers.rules';
import { type ServedCell, servedCells } from './cells.service';
import { runningQuarter } from './computing';

/** How many members a scope has, by tier and by segment, in one walk over them. */
export async function presentSummary(
  asked: string | undefined,
  scope: PortfolioScope,
  now: Date,
): Promise<PortfolioSummary> {
  const quarter = asked ?? runningQuarter(now);
  const cells = await servedCells(quarter, scope);
  const days = cells.flatMap(({ facts }) => facts.asOf ?? []);
  return {
    quarter,
    members: membersOf(cells),
    listed: membersOf(cells.filter(({ facts }) => facts.endTier !== null)),
    aumFen: aumOf(cells),
    inScope: cells.reduce((sum, { counts }) => sum + counts.atEnd, 0),
    near: membersOf(cells.filter(({ facts }) => facts.near)),
    watch: membersOf(cells.filter(({ facts }) => facts.watch)),
    asOf: days.reduce<string | null>((latest, day) => (latest === null || day > latest ? day : latest), null),
    tiers: [...TIERS, null].map((tier) => {
      const own = cells.filter(({ facts }) => facts.endTier === tier);
      const before = cells.filter(({ facts }) => facts.startTier === tier);
      return { tier, members: membersOf(own), aumFen: aumOf(own), atStart: membersOf(before) };
    }),
    segments: SEGMENTS.map((segment) => {
      const own = cells.filter((cell) => cell.segment === segment);
      return { segment, members: membersOf(own), aumFen: aumOf(own) };
    }),
  };
}

function membersOf(cells: readonly ServedCell[]): number {
  return cells.reduce((sum, { counts }) => sum + counts.members, 0);
}

function aumOf(cells: readonly ServedCell[]): number {
  return cells.reduce((sum, { aumFen }) => sum + aumFen, 0);
}
