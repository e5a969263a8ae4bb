import { POSITIONS } from '@linzhang/shared/employees/employees.rules';
import type { FigureSide } from '@linzhang/shared/portfolio/counts.rules';
import type { FigureLine, PortfolioFigures } from '@linzhang/shared/portfolio/portfolio.contract';
import type { PortfolioScope } from '@linzhang/shared/portfolio/portfolio.policy';
import type { Targets } from '@linzhang/shared/portfolio/targets.rules';
import { SEGMENTS } from '@linzhang/shared/tiering/segment.rules';
import { TIERS } from '@linzhang/shared/tiering/tiers.rules';
import { branchNames, listBranches } from '../branches/branches.service';
import { findEmployees } from '../employees/employees.service';
import { type Cell, cellsOf, type LineSums, NO_SUMS, startsByOwner, sumOf, sumsBy } from './cells.service';
import { lineOf, progressed } from './lines';
import { type BranchTargets, isBrokenDown, targetsOf } from './targets.service';

export interface FiguresQuestion {
  quarter: string | undefined;
  by: FigureSide;
  scope: PortfolioScope;
}

/** The figures of a scope with the line of all and a line for each part. */
export async function presentFigures({ quarter, by, scope }: FiguresQuestion, now: Date): Promise<PortfolioFigures> {
  const time = progressed(quarter, now);
  const cells = await cellsOf(time.quarter, scope);
  const total = lineOf(null, null, sumOf(cells), await totalTargets(time.quarter, scope, cells));
  return { ...time, by, total, rows: await linesOf(time.quarter, by, scope, cells) };
}

function linesOf(
  quarter: string,
  by: FigureSide,
  scope: PortfolioScope,
  cells: readonly Cell[],
): Promise<FigureLine[]> {
  if (by === 'employee') return employeeLines(quarter, scope, cells);
  if (by === 'branch') return branchLines(quarter, scope, cells);
  if (by === 'position') return positionLines(cells);
  const ids = by === 'tier' ? TIERS : SEGMENTS;
  return Promise.resolve(
    orderedLines(
      ids,
      sumsBy<string | null>(cells, (cell) => cell[by]),
    ),
  );
}

/** Lines in a fixed order, each there even without members; what is in none comes last, where there is any. */
function orderedLines(ids: readonly string[], sums: ReadonlyMap<string | null, LineSums>): FigureLine[] {
  const none = sums.get(null);
  const lines = ids.map((id) => lineOf(id, null, sums.get(id) ?? NO_SUMS, null));
  return none ? [...lines, lineOf(null, null, none, null)] : lines;
}

async function positionLines(cells: readonly Cell[]): Promise<FigureLine[]> {
  const employees = await findEmployees(idsIn(cells, 'employeeId'));
  const positions = new Map(employees.map((row) => [row._id.toHexString(), row.position]));
  const sums = sumsBy<string | null>(cells, ({ employeeId }) => positions.get(employeeId ?? '') ?? null);
  return orderedLines(POSITIONS, sums);
}

function idsIn(cells: readonly Cell[], side: 'employeeId' | 'branchId'): string[] {
  return [...new Set(cells.flatMap((cell) => cell[side] ?? []))];
}

/** Everybody who serves or brought members, and the managers of the branch, the best first; nobody's members last. */
async function employeeLines(quarter: string, scope: PortfolioScope, cells: readonly Cell[]): Promise<FigureLine[]> {
  const sums = sumsBy(cells, ({ employeeId }) => employeeId);
  const served = idsIn(cells, 'employeeId');
  const known = await findEmployees(scope.ownerId === null ? served : [scope.ownerId]);
  const branches = new Set(known.map((row) => row.branchId.toHexString()));
  if (scope.branchId !== null && scope.ownerId === null) branches.add(scope.branchId);
  const targets = await targetsByBranch(quarter, [...branches], cells, scope);
  const names = new Map(known.map((row) => [row._id.toHexString(), row.name]));
  const effective = new Map<string, Targets>();
  for (const { people, effective: ofBranch } of targets.values())
    for (const { id, name } of people) {
      const wanted = scope.ownerId === null || scope.ownerId === id;
      if (wanted && (scope.branchId !== null || sums.has(id))) names.set(id, name);
      const own = ofBranch.people.get(id);
      if (own) effective.set(id, own);
    }
  const lines = [...names].map(([id, name]) => lineOf(id, name, sums.get(id) ?? NO_SUMS, effective.get(id) ?? null));
  const nobodys = sums.get(null);
  return [...byScore(lines), ...(nobodys ? [lineOf(null, null, nobodys, null)] : [])];
}

async function branchLines(quarter: string, scope: PortfolioScope, cells: readonly Cell[]): Promise<FigureLine[]> {
  const sums = sumsBy(cells, ({ branchId }) => branchId);
  const all = scope.branchId === null && scope.ownerId === null;
  const ids = all
    ? (await listBranches()).map((row) => row._id.toHexString())
    : scope.branchId === null
      ? idsIn(cells, 'branchId')
      : [scope.branchId];
  const names = await branchNames(ids);
  const targets = scope.ownerId === null ? await targetsByBranch(quarter, ids, cells, scope) : null;
  const lines = ids.map((id) =>
    lineOf(id, names.get(id) ?? '', sums.get(id) ?? NO_SUMS, targets?.get(id)?.effective.branch ?? null),
  );
  return byScore(lines);
}

/** The best first; of equal ones the name decides, so that the order is the same every time. */
function byScore(lines: readonly FigureLine[]): FigureLine[] {
  return [...lines].sort(
    (one, other) => (other.score ?? -1) - (one.score ?? -1) || (one.name ?? '').localeCompare(other.name ?? '', 'zh'),
  );
}

/** The targets of branches; what is broken down is broken down by all members of a branch, whatever part is asked for. */
async function targetsByBranch(
  quarter: string,
  branchIds: readonly string[],
  cells: readonly Cell[],
  scope: PortfolioScope,
): Promise<Map<string, BranchTargets>> {
  const targets = await Promise.all(
    branchIds.map(async (branchId) => {
      const whole = scope.ownerId === null && (scope.branchId === null || scope.branchId === branchId);
      const starts = whole ? startsIn(cells, branchId) : await startsByOwner(quarter, branchId);
      return [branchId, await targetsOf(branchId, quarter, starts)] as const;
    }),
  );
  return new Map(targets);
}

function startsIn(cells: readonly Cell[], branchId: string): Map<string, number> {
  const own = cells.filter((cell) => cell.branchId === branchId && cell.employeeId !== null);
  const sums = sumsBy(own, ({ employeeId }) => employeeId ?? '');
  return new Map([...sums].flatMap(([id, { counts }]) => (counts.atStart > 0 ? [[id, counts.atStart]] : [])));
}

async function totalTargets(quarter: string, scope: PortfolioScope, cells: readonly Cell[]): Promise<Targets | null> {
  if (scope.ownerId !== null) return personTargets(quarter, scope.ownerId);
  if (scope.branchId === null) return null;
  return (await targetsOf(scope.branchId, quarter, startsIn(cells, scope.branchId))).effective.branch;
}

/** What somebody should reach; null for who has left or is nobody. */
export async function personTargets(quarter: string, employeeId: string): Promise<Targets | null> {
  const [employee] = await findEmployees([employeeId]);
  if (!employee) return null;
  const branchId = employee.branchId.toHexString();
  // Who serves how many is asked only where it decides: where a number of members is broken down.
  const starts = (await isBrokenDown(branchId, quarter)) ? await startsByOwner(quarter, branchId) : new Map();
  const known = new Map([[employeeId, 0], ...starts]);
  return (await targetsOf(branchId, quarter, known)).effective.people.get(employeeId) ?? null;
}

/** What a branch should reach. */
export async function branchTargets(quarter: string, branchId: string): Promise<Targets> {
  return (await targetsOf(branchId, quarter, await startsByOwner(quarter, branchId))).effective.branch;
}
