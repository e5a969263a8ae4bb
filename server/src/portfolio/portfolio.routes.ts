import type Router from '@koa/router';
import { hasAnyRole } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import * as contract from '@linzhang/shared/portfolio/portfolio.contract';
import {
  type AskedPortfolio,
  canReadScorecard,
  canSetTargets,
  type PortfolioScope,
  portfolioScope,
} from '@linzhang/shared/portfolio/portfolio.policy';
import * as members from '@linzhang/shared/portfolio/portfolioMembers.contract';
import * as targets from '@linzhang/shared/portfolio/portfolioTargets.contract';
import { auditActorOf } from '../audit/audit.service';
import { getBranch } from '../branches/branches.service';
import { getEmployee } from '../employees/employees.service';
import type { EmployeeActor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { runningQuarter } from './computing';
import { exportFigures, exportMembers } from './exports.service';
import { presentFigures } from './figures.presenter';
import { presentMembers, type Reader, readableBy } from './members.presenter';
import type { MembersQuestion } from './members.service';
import { type MovedProducts, movedProducts } from './moved.service';
import { presentProgress } from './progress.presenter';
import { presentScorecard } from './scorecard.presenter';
import { presentSummary } from './summary.presenter';
import { presentTargets } from './targets.presenter';
import { setTargets } from './targets.service';

/** The figures 保争挖抢培, what they are made of, and what they should reach. */
export function portfolioRoutes(router: Router<RequestState>, handle: Handle): void {
  figureRoutes(router, handle);
  memberRoutes(router, handle);
  targetRoutes(router, handle);
}

function figureRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.getPortfolioFigures.route.path,
    handle(c.getPortfolioFigures, async ({ actor, query, now }) => {
      const { quarter, by } = query;
      return presentFigures({ quarter, by, scope: await scopeFor(actor.employee, query) }, now);
    }),
  );
  router.get(
    c.getPortfolioProgress.route.path,
    handle(c.getPortfolioProgress, async ({ actor, query, now }) => {
      const scope = await scopeFor(actor.employee, query);
      const subjectId = scope.ownerId ?? scope.branchId ?? actor.employee.branchId;
      // Progress is one employee's or one branch's.
      const branchId = scope.ownerId === null ? subjectId : null;
      return presentProgress(query.quarter, { ownerId: scope.ownerId, branchId, subjectId }, now);
    }),
  );
  router.get(
    c.getScorecard.route.path,
    handle(c.getScorecard, async ({ actor, query, now }) => {
      const employeeId = query.employeeId ?? actor.employee.employeeId;
      await requireReadable(actor.employee, employeeId);
      return presentScorecard(employeeId, query.quarter, now);
    }),
  );
  router.get(
    c.getPortfolioSummary.route.path,
    handle(c.getPortfolioSummary, async ({ actor, query, now }) =>
      presentSummary(query.quarter, await scopeFor(actor.employee, query), now),
    ),
  );
  router.get(
    members.exportPortfolioFigures.route.path,
    handle(members.exportPortfolioFigures, async (call) => {
      const { quarter, by } = call.query;
      const scope = await scopeFor(call.actor.employee, call.query);
      return exportFigures({ quarter, by, scope }, exporterOf(call, scope), call.now);
    }),
  );
}

function memberRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = members;
  router.get(
    c.listPortfolioMembers.route.path,
    handle(c.listPortfolioMembers, async ({ actor: { employee }, query, now }) => {
      const { cursor, limit, ...filter } = query;
      const page = cursor === undefined ? { limit } : { limit, cursor };
      return presentMembers(await questionOf(employee, filter, now), readerOf(employee), page, now);
    }),
  );
  router.get(
    c.exportPortfolioMembers.route.path,
    handle(c.exportPortfolioMembers, async (call) => {
      const { employee } = call.actor;
      const question = await questionOf(employee, call.query, call.now);
      return exportMembers(question, readerOf(employee), exporterOf(call, question.scope), call.now);
    }),
  );
}

function targetRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = targets;
  router.get(
    c.getPortfolioTargets.route.path,
    handle(c.getPortfolioTargets, async ({ actor, query: { branchId, quarter }, now }) => {
      if (!canSetTargets(actor.employee, branchId)) throw new AppError('forbidden');
      return presentTargets(branchId, quarter, now);
    }),
  );
  router.put(
    c.setPortfolioTargets.route.path,
    handle(c.setPortfolioTargets, async (call) => {
      const { branchId, quarter } = call.body;
      const { employeeId, name } = call.actor.employee;
      if (!canSetTargets(call.actor.employee, branchId)) throw new AppError('forbidden');
      await getBranch(branchId);
      await setTargets(call.body, { id: employeeId, name }, auditActorOf(call), call.now);
      return presentTargets(branchId, quarter, call.now);
    }),
  );
}

/** Whoever may not know is not told that there is such an employee. */
async function requireReadable(actor: EmployeeActor, employeeId: string): Promise<void> {
  const { branchId } = await getEmployee(employeeId);
  if (canReadScorecard(actor, { employeeId, branchId: branchId.toHexString() })) return;
  throw new AppError(employeeId === actor.employeeId ? 'forbidden' : 'not_found');
}

/** Whose members are meant; `forbidden` where they may not be read. */
async function scopeFor(employee: EmployeeActor, asked: AskedPortfolio): Promise<PortfolioScope> {
  const scope = portfolioScope(employee, asked);
  if (!scope) throw new AppError('forbidden');
  if (scope.branchId !== null && scope.branchId !== employee.branchId) await getBranch(scope.branchId);
  if (scope.ownerId !== null) await requireReadable(employee, scope.ownerId);
  return scope;
}

async function questionOf(employee: EmployeeActor, filter: members.MembersFilter, now: Date): Promise<MembersQuestion> {
  const scope = await scopeFor(employee, filter);
  const moved = filter.set === 'products_moved' ? await movedIn(scope, filter.quarter ?? runningQuarter(now)) : null;
  return { filter, scope, readable: readableBy(readerOf(employee)), moved };
}

/** Products opened after a move are counted for a person; a branch has no such number. */
async function movedIn({ ownerId }: PortfolioScope, quarter: string): Promise<MovedProducts> {
  if (ownerId === null) throw new AppError('invalid_request', { issues: [OWNER_MISSING] });
  return movedProducts(quarter, ownerId);
}

const OWNER_MISSING = { path: 'query.ownerId', code: 'required', message: 'products_moved is one person’s number' };

function readerOf(employee: EmployeeActor): Reader {
  if (hasAnyRole(employee, ['admin'])) return { employee, headOf: 'all' };
  return { employee, headOf: hasAnyRole(employee, ['head']) ? employee.branchId : null };
}

function exporterOf(
  call: Parameters<typeof auditActorOf>[0] & { actor: { employee: EmployeeActor } },
  scope: PortfolioScope,
) {
  return { actor: auditActorOf(call), branchId: scope.branchId ?? call.actor.employee.branchId };
}
