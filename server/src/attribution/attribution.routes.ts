import type Router from '@koa/router';
import * as contract from '@linzhang/shared/attribution/attribution.contract';
import {
  type AttributionSubject,
  canDecideOrigin,
  canReadAttribution,
  canReadCredits,
} from '@linzhang/shared/attribution/attribution.policy';
import * as origins from '@linzhang/shared/attribution/origins.contract';
import * as report from '@linzhang/shared/attribution/report.contract';
import { canManageBranchOf } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import { auditActorOf } from '../audit/audit.service';
import type { EmployeeActor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { findMember } from '../members/members.service';
import { presentAttribution, presentMyManager } from './attribution.presenter';
import { relationOf } from './attribution.service';
import { presentCredits } from './credits.presenter';
import { requestOrigin } from './originDecisions.service';
import { presentCase, presentOriginChanges, presentOriginMembers } from './origins.presenter';
import { presentConversions, presentPaths, presentReport } from './report.presenter';

/** Who serves a member, for the member; who brought the member and is credited, for those who may know. */
export function attributionRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.getMyManager.route.path,
    handle(c.getMyManager, async ({ actor }) => presentMyManager(actor.memberId)),
  );
  router.get(
    c.getAttribution.route.path,
    handle(c.getAttribution, async ({ actor, params: { memberId } }) => {
      await relationFor(actor.employee, memberId, canReadAttribution);
      return presentAttribution(memberId);
    }),
  );
  router.get(
    c.listCredits.route.path,
    handle(c.listCredits, async ({ actor, params: { memberId }, query }) => {
      await relationFor(actor.employee, memberId, canReadCredits);
      return presentCredits(memberId, query);
    }),
  );
  router.post(
    c.decideOrigin.route.path,
    handle(c.decideOrigin, async (call) => {
      const { memberId } = call.params;
      const relation = await relationFor(call.actor.employee, memberId, canReadAttribution);
      if (relation.branchId === null || !canDecideOrigin(call.actor.employee, relation))
        throw new AppError('forbidden');
      const wish = { memberId, ...call.body };
      return { approvalId: await requestOrigin(wish, relation.branchId, auditActorOf(call), call.now) };
    }),
  );
  originRoutes(router, handle);
  reportRoutes(router, handle);
}

/** What heads decide origins by. */
function originRoutes(router: Router<RequestState>, handle: Handle): void {
  router.get(
    origins.getOriginCase.route.path,
    handle(origins.getOriginCase, async ({ actor, params: { memberId } }) => {
      const { branchId } = await relationFor(actor.employee, memberId, canDecideOrigin);
      if (branchId === null) throw new AppError('not_found');
      return presentCase(memberId, branchId);
    }),
  );
  router.get(
    origins.listOriginMembers.route.path,
    handle(origins.listOriginMembers, async ({ actor, query }) => {
      if (!canManageBranchOf(actor.employee, query.branchId)) throw new AppError('forbidden');
      return presentOriginMembers(query);
    }),
  );
  router.get(
    origins.listOriginChanges.route.path,
    handle(origins.listOriginChanges, async ({ actor, query }) => {
      if (!canManageBranchOf(actor.employee, query.branchId)) throw new AppError('forbidden');
      return presentOriginChanges(query);
    }),
  );
}

/** Who brought what, and what it cost. */
function reportRoutes(router: Router<RequestState>, handle: Handle): void {
  router.get(
    report.getAttributionReport.route.path,
    handle(report.getAttributionReport, async ({ actor, query }) => {
      if (!canManageBranchOf(actor.employee, query.branchId)) throw new AppError('forbidden');
      return presentReport(query);
    }),
  );
  router.get(
    report.listReportConversions.route.path,
    handle(report.listReportConversions, async ({ actor, query }) => {
      if (!canManageBranchOf(actor.employee, query.branchId)) throw new AppError('forbidden');
      return presentConversions(query, actor.employee);
    }),
  );
  router.get(
    report.getAttributionPaths.route.path,
    handle(report.getAttributionPaths, async ({ actor, query }) => {
      if (!canManageBranchOf(actor.employee, query.branchId)) throw new AppError('forbidden');
      return presentPaths(query);
    }),
  );
}

/** Who brought and serves a member; whoever may not know is not told that there is such a member. */
async function relationFor(
  actor: EmployeeActor,
  memberId: string,
  may: (actor: EmployeeActor, member: AttributionSubject) => boolean,
): Promise<AttributionSubject> {
  const relation = await relationOf(memberId);
  const exists = (await findMember(memberId)) !== null;
  if (!exists || !may(actor, relation)) throw new AppError('not_found');
  return relation;
}
