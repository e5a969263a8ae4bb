import type Router from '@koa/router';
import { canManageBranchOf } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import * as contract from '@linzhang/shared/tiering/tiering.contract';
import { canReadStanding, canSetSupporters } from '@linzhang/shared/tiering/tiering.policy';
import { auditActorOf } from '../audit/audit.service';
import { getBranch } from '../branches/branches.service';
import type { EmployeeActor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { servedMember, servingBranch, supporterChoices } from './served.service';
import { chooseService, setSupporters } from './service.service';
import { recompute } from './standings.service';
import { presentMyStanding, presentStanding } from './tiering.presenter';
import { transitions } from './tiering.service';

/** Where members stand: for themselves, for who serves them, and for the branch. */
export function tieringRoutes(router: Router<RequestState>, handle: Handle): void {
  ownRoutes(router, handle);
  servedRoutes(router, handle);
  branchRoutes(router, handle);
}

function ownRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.getMyStanding.route.path,
    handle(c.getMyStanding, async ({ actor, now }) => presentMyStanding(actor.memberId, now)),
  );
  router.post(
    c.chooseService.route.path,
    handle(c.chooseService, async ({ actor, body, now }) => {
      await chooseService(actor.memberId, body.choice, body.requestId, now);
      return presentMyStanding(actor.memberId, now);
    }),
  );
}

function servedRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.getStanding.route.path,
    handle(c.getStanding, async ({ actor, params, now }) => {
      const served = await servedMember(params.memberId);
      // Whoever may not know is not told that there is such a member.
      if (!served || !canReadStanding(actor.employee, served)) throw new AppError('not_found');
      return presentStanding(params.memberId, now);
    }),
  );
  router.put(
    c.setSupporters.route.path,
    handle(c.setSupporters, async (call) => {
      const { memberId } = call.params;
      const served = await servedMember(memberId);
      if (!served || !canSetSupporters(call.actor.employee, served)) throw new AppError('not_found');
      const branchId = servingBranch(served) ?? call.actor.employee.branchId;
      await setSupporters(memberId, call.body.employeeIds, branchId, auditActorOf(call), call.now);
      return presentStanding(memberId, call.now);
    }),
  );
  router.get(
    c.listSupporterChoices.route.path,
    handle(c.listSupporterChoices, async ({ actor, params }) => {
      const served = await servedMember(params.memberId);
      if (!served || !canSetSupporters(actor.employee, served)) throw new AppError('not_found');
      const branchId = servingBranch(served) ?? actor.employee.branchId;
      return { items: await supporterChoices(branchId, served.ownerId) };
    }),
  );
}

function branchRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.post(
    c.recomputeStandings.route.path,
    handle(c.recomputeStandings, async ({ actor, body, now }) => {
      await requireHead(actor.employee, body.branchId);
      return recompute(body.branchId, now);
    }),
  );
  router.get(
    c.getTierTransitions.route.path,
    handle(c.getTierTransitions, async ({ actor, query }) => {
      await requireHead(actor.employee, query.branchId);
      return transitions(query.branchId, query.from, query.to);
    }),
  );
}

async function requireHead(employee: EmployeeActor, branchId: string): Promise<void> {
  if (!canManageBranchOf(employee, branchId)) throw new AppError('forbidden');
  await getBranch(branchId);
}
