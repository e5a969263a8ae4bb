import { businessDay, businessQuarter } from '@linzhang/shared/kernel/time';
import { buildListed } from '../../support/world/lists';
import type { World } from '../../support/world/world';
import type { Ask, Visits } from './visit';

/** A member of the branch who is in the list, so that there is somebody to be counted. */
async function ofBranch(world: World): Promise<Ask> {
  await buildListed(world.api, world, { deposits: '60000' });
  return { query: { branchId: world.id } };
}

/** Figures, members and targets of a branch. */
export const portfolioVisits: Visits = {
  getPortfolioFigures: { by: 'head', others: 'refused', ask: ofBranch },
  getPortfolioProgress: { by: 'head', others: 'refused', ask: ofBranch },
  getPortfolioSummary: { by: 'head', others: 'refused', ask: ofBranch },
  listPortfolioMembers: { by: 'head', others: 'refused', ask: ofBranch },
  exportPortfolioMembers: { by: 'head', others: 'refused', ask: ofBranch },
  exportPortfolioFigures: { by: 'head', others: 'refused', ask: ofBranch },
  getScorecard: {
    by: 'head',
    others: 'refused',
    ask: ({ manager }) => ({ query: { employeeId: manager.employee.id } }),
  },
  getPortfolioTargets: { by: 'head', others: 'refused', ask: ({ id }) => ({ query: { branchId: id } }) },
  setPortfolioTargets: {
    by: 'head',
    others: 'refused',
    ask: ({ api, id, manager }) => ({
      body: {
        branchId: id,
        quarter: businessQuarter(businessDay(api.clock.now())),
        branch: { growth: 90 },
        people: [{ id: manager.employee.id, values: { churn: 2.5 } }],
        version: 0,
      },
    }),
  },
};
