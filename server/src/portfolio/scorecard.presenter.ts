import type { Scorecard } from '@linzhang/shared/portfolio/portfolio.contract';
import { PORTFOLIO_RULES } from '@linzhang/shared/portfolio/portfolio.rules';
import { quarterBefore } from '@linzhang/shared/portfolio/quarters.rules';
import { branchNames } from '../branches/branches.service';
import { getEmployee } from '../employees/employees.service';
import { leadsWon } from '../leads/won.service';
import { cellsOf, type LineSums, NO_SUMS, sumOf, sumsBy } from './cells.service';
import { personTargets } from './figures.presenter';
import { lineOf, progressed, scoreOf } from './lines';
import { type MovedProducts, movedProducts } from './moved.service';
import { targetsOf } from './targets.service';

/** One sheet for one employee. */
export async function presentScorecard(employeeId: string, asked: string | undefined, now: Date): Promise<Scorecard> {
  const time = progressed(asked, now);
  const { quarter } = time;
  const employee = await getEmployee(employeeId);
  const branchId = employee.branchId.toHexString();
  const [names, own, targets, won, moved] = await Promise.all([
    branchNames([branchId]),
    sumsOf(quarter, employeeId),
    personTargets(quarter, employeeId),
    leadsWon(employeeId, quarter),
    movedProducts(quarter, employeeId),
  ]);
  const { counts, phoneBound } = own;
  const { aumUp, aumDown, transactions, mobileActive, listed } = counts;
  return {
    ...time,
    employee: {
      id: employeeId,
      name: employee.name,
      position: employee.position,
      branch: { id: branchId, name: names.get(branchId) ?? '' },
    },
    line: lineOf(employeeId, employee.name, own, targets),
    rank: await rankOf(employeeId, branchId, quarter),
    ruleVersion: PORTFOLIO_RULES,
    previous: await previousOf(employeeId, quarter),
    beside: { leadsWon: won, aumUp, aumDown, transactions, mobileActive, listed },
    origin: { phoneBound, ...movedSums(moved) },
  };
}

function movedSums(moved: MovedProducts): Pick<Scorecard['origin'], 'productsMoved' | 'productMovedFen'> {
  const opened = [...moved.values()];
  return {
    productsMoved: opened.reduce((sum, { products }) => sum + products, 0),
    productMovedFen: opened.reduce((sum, { amountFen }) => sum + amountFen, 0),
  };
}

async function sumsOf(quarter: string, employeeId: string): Promise<LineSums> {
  return sumOf(await cellsOf(quarter, { branchId: null, ownerId: employeeId }));
}

/** The score of the quarter before; null where nobody was counted in it. */
async function previousOf(employeeId: string, quarter: string): Promise<Scorecard['previous']> {
  const former = quarterBefore(quarter);
  const sums = await sumsOf(former, employeeId);
  if (sums.counts.members === 0 && sums.phoneBound === 0) return null;
  const score = scoreOf(sums, await personTargets(former, employeeId));
  return score === null ? null : { quarter: former, score };
}

/** The place among the people of the branch who serve or brought somebody; equal scores share one. */
async function rankOf(employeeId: string, branchId: string, quarter: string): Promise<Scorecard['rank']> {
  const sums = sumsBy(await cellsOf(quarter, { branchId, ownerId: null }), (cell) => cell.employeeId);
  const starts = [...sums].flatMap(([id, { counts }]) => (id === null ? [] : [[id, counts.atStart] as const]));
  const { people, effective } = await targetsOf(branchId, quarter, new Map(starts));
  const scores = people
    .filter(({ id }) => sums.has(id))
    .map(({ id }) => ({ id, score: scoreOf(sums.get(id) ?? NO_SUMS, effective.people.get(id) ?? null) ?? 0 }));
  const own = scores.find(({ id }) => id === employeeId);
  if (!own) return null;
  return { place: scores.filter(({ score }) => score > own.score).length + 1, of: scores.length };
}
