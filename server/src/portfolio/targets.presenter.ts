import type { Position } from '@linzhang/shared/employees/employees.rules';
import { DEFAULT_TARGETS } from '@linzhang/shared/portfolio/portfolio.rules';
import type { PortfolioTargets } from '@linzhang/shared/portfolio/portfolioTargets.contract';
import { getBranch } from '../branches/branches.service';
import { startsByOwner } from './cells.service';
import { runningQuarter } from './computing';
import { targetsOf } from './targets.service';

/** What a branch and its people should reach, with what was set of it and what follows. */
export async function presentTargets(
  branchId: string,
  asked: string | undefined,
  now: Date,
): Promise<PortfolioTargets> {
  const quarter = asked ?? runningQuarter(now);
  const branch = await getBranch(branchId);
  // A quarter to come is broken down by who is in scope now.
  const running = runningQuarter(now);
  const starts = await startsByOwner(quarter > running ? running : quarter, branchId);
  const { record, people, effective } = await targetsOf(branchId, quarter, starts);
  return {
    quarter,
    branch: { id: branchId, name: branch.name, set: { ...record?.branch }, effective: { ...effective.branch } },
    people: people.map(({ id, name, position, atStart, set }) => ({
      id,
      name,
      position: position as Position,
      atStart,
      set: { ...set },
      effective: { ...(effective.people.get(id) ?? DEFAULT_TARGETS) },
      share: effective.shares.get(id) ?? null,
    })),
    defaults: { ...DEFAULT_TARGETS },
    version: record?.version ?? 0,
    changedBy: record?.changedBy.name ?? null,
    changedAt: record?.changedAt.toISOString() ?? null,
  };
}
