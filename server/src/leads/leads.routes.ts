import type Router from '@koa/router';
import { canManageBranchOf, hasAnyRole } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import { PageQuery } from '@linzhang/shared/kernel/pages';
import * as branchContract from '@linzhang/shared/leads/branchLeads.contract';
import * as contract from '@linzhang/shared/leads/leads.contract';
import { canSeeLead, worksLeads } from '@linzhang/shared/leads/leads.policy';
import { auditActorOf } from '../audit/audit.service';
import { employeeNames } from '../employees/employees.service';
import type { EmployeeActor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { assignLeads, leadsToAssign } from './assigning.service';
import { branchDeskOf, deskOf } from './desks.service';
import { leadFigures } from './figures.service';
import { followUpLead } from './followUps.service';
import { subjectOf } from './leadSubject';
import { presentLead, presentLeadDetail, presentLeads } from './leads.presenter';
import { getLead, type LeadQuery, type LeadRecord, listLeads } from './leads.service';
import { changePoolOrder, poolOrderOf } from './pool.service';
import { releaseLead } from './releasing.service';
import { takeLead } from './taking.service';

/** Leads: a manager's own and the pool; a head's branch. */
export function leadsRoutes(router: Router<RequestState>, handle: Handle): void {
  readingRoutes(router, handle);
  workingRoutes(router, handle);
  headRoutes(router, handle);
}

function readingRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.listLeads.route.path,
    handle(c.listLeads, async ({ actor, query, now }) => {
      const page = await listLeads({ ...query, scope: scopeOf(actor.employee, query) }, now);
      return { items: await presentLeads(page.items, actor.employee, now), nextCursor: page.nextCursor };
    }),
  );
  router.get(
    c.getLeadDesk.route.path,
    handle(c.getLeadDesk, async ({ actor, now }) => {
      if (!worksLeads(actor.employee)) throw new AppError('forbidden');
      return ownDesk(actor.employee, now);
    }),
  );
  router.get(
    c.getLead.route.path,
    handle(c.getLead, async ({ actor, params, now }) =>
      presentLeadDetail(await visibleLead(params.leadId, actor.employee), actor.employee, now),
    ),
  );
}

function workingRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.post(
    c.takeLead.route.path,
    handle(c.takeLead, async ({ actor: { employee }, params: { leadId }, body, now }) => {
      if (!worksLeads(employee)) throw new AppError('forbidden');
      await takeLead({ leadId, employee, ...body }, now);
      return presentLead(await getLead(leadId), employee, now);
    }),
  );
  router.post(
    c.releaseLead.route.path,
    handle(c.releaseLead, async ({ actor: { employee }, params: { leadId }, body, now }) => {
      if (!worksLeads(employee)) throw new AppError('forbidden');
      return { desk: await releaseLead(leadId, employee.employeeId, body, now) };
    }),
  );
  router.post(
    c.followUpLead.route.path,
    handle(c.followUpLead, async ({ actor: { employee }, params: { leadId }, body, now }) => {
      if (!worksLeads(employee)) throw new AppError('forbidden');
      const { requestId, ...feedback } = body;
      await followUpLead(leadId, employee.employeeId, feedback, requestId, now);
      return presentLead(await getLead(leadId), employee, now);
    }),
  );
}

function headRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = branchContract;
  router.get(
    c.getBranchLeadDesk.route.path,
    handle(c.getBranchLeadDesk, async ({ actor, params: { branchId }, now }) => {
      if (!canManageBranchOf(actor.employee, branchId)) throw new AppError('forbidden');
      return headsDesk(branchId, actor.employee, now);
    }),
  );
  router.post(
    c.assignLeads.route.path,
    handle(c.assignLeads, async ({ actor: { employee }, body, now }) => {
      if (!hasAnyRole(employee, ['head', 'admin'])) throw new AppError('forbidden');
      const { leadIds, ...wish } = body;
      const found = await leadsToAssign(leadIds, (lead) => canManageBranchOf(employee, lead.branchId.toHexString()));
      const assigned = await assignLeads({ ...found, ...wish, by: employee.employeeId }, now);
      const names = await employeeNames([...new Set(assigned.map(({ employeeId }) => employeeId))]);
      return {
        items: assigned.map(({ leadId, employeeId: id }) => ({ leadId, employee: { id, name: names.get(id) ?? '' } })),
      };
    }),
  );
  router.get(
    c.getLeadFigures.route.path,
    handle(c.getLeadFigures, async ({ actor, query }) => {
      const branchId = query.branchId ?? actor.employee.branchId;
      if (!canManageBranchOf(actor.employee, branchId)) throw new AppError('forbidden');
      return leadFigures(branchId, query);
    }),
  );
  router.get(
    c.getPoolOrder.route.path,
    handle(c.getPoolOrder, async ({ actor: { employee }, params: { branchId } }) => {
      const own = worksLeads(employee) && employee.branchId === branchId;
      if (!own && !canManageBranchOf(employee, branchId)) throw new AppError('forbidden');
      return poolOrderOf(branchId);
    }),
  );
  router.put(
    c.setPoolOrder.route.path,
    handle(c.setPoolOrder, async (call) => {
      const { branchId } = call.params;
      if (!canManageBranchOf(call.actor.employee, branchId)) throw new AppError('forbidden');
      return changePoolOrder(branchId, call.body.order, call.body.version, auditActorOf(call), call.now);
    }),
  );
}

/** Leads that a desk shows at once; the lists have the others. */
const FIRST_OWN = 5;
const FIRST_OF_POOL = 3;

/** The desk with those to contact first and the first of the pool, presented in one go. */
async function ownDesk(employee: EmployeeActor, now: Date) {
  const { employeeId, branchId } = employee;
  const [desk, own, pool] = await Promise.all([
    deskOf(employee, now),
    listLeads({ scope: { kind: 'mine', employeeId }, limit: FIRST_OWN }, now),
    listLeads({ scope: { kind: 'pool', branchId }, limit: FIRST_OF_POOL }, now),
  ]);
  const leads = await presentLeads([...own.items, ...pool.items], employee, now);
  return { ...desk, first: leads.slice(0, own.items.length), poolFirst: leads.slice(own.items.length) };
}

/** The desk of a branch with the first page of what waits for its head, as the list itself gives it. */
async function headsDesk(branchId: string, employee: EmployeeActor, now: Date) {
  const waiting = { ...PageQuery.parse({}), scope: { kind: 'branch', branchId }, place: 'head' } as const;
  const [desk, page] = await Promise.all([branchDeskOf(branchId, now), listLeads(waiting, now)]);
  const items = await presentLeads(page.items, employee, now);
  return { ...desk, headFirst: { items, nextCursor: page.nextCursor } };
}

/** Whose leads a list shows: the own and the pool for who works on leads, a branch for who heads it. */
function scopeOf(
  employee: EmployeeActor,
  { scope, branchId = employee.branchId }: { scope: 'mine' | 'pool' | 'branch'; branchId?: string | undefined },
): LeadQuery['scope'] {
  if (scope === 'branch') {
    if (!canManageBranchOf(employee, branchId)) throw new AppError('forbidden');
    return { kind: 'branch', branchId };
  }
  if (!worksLeads(employee) || branchId !== employee.branchId) throw new AppError('forbidden');
  return scope === 'pool'
    ? { kind: 'pool', branchId: employee.branchId }
    : { kind: 'mine', employeeId: employee.employeeId };
}

/** Whoever may not see a lead is not told that there is one. */
async function visibleLead(leadId: string, employee: EmployeeActor): Promise<LeadRecord> {
  const lead = await getLead(leadId);
  if (!canSeeLead(employee, subjectOf(lead))) throw new AppError('not_found');
  return lead;
}
