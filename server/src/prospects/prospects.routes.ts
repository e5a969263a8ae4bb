import type Router from '@koa/router';
import { AppError } from '@linzhang/shared/kernel/errors';
import * as contract from '@linzhang/shared/prospects/prospects.contract';
import { canEnterProspects, canRevealProspectPhone, canSeeProspect } from '@linzhang/shared/prospects/prospects.policy';
import { auditActorOf } from '../audit/audit.service';
import type { EmployeeActor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import type { PhoneSecrets } from './phoneSecrets';
import type { ProspectRecord } from './prospect.model';
import { presentProspects, subjectOf } from './prospects.presenter';
import { createProspect, getProspect, listProspects, updateProspect } from './prospects.service';
import { revealProspectPhone } from './reveals.service';
import { scopeOf } from './scope';

/** People and companies that are not members yet: entered by whoever works in the branch, seen by who entered or calls. */
export function prospectsRoutes(router: Router<RequestState>, handle: Handle, secrets: PhoneSecrets): void {
  const c = contract;
  router.get(
    c.listProspects.route.path,
    handle(c.listProspects, async ({ actor: { employee }, query }) => {
      const page = await listProspects({ ...query, scope: scopeOf(employee, query) });
      return { items: await presentProspects(page.items, employee), nextCursor: page.nextCursor };
    }),
  );
  router.post(
    c.createProspect.route.path,
    handle(c.createProspect, async ({ actor: { employee }, body, now }) => {
      if (!canEnterProspects(employee)) throw new AppError('forbidden');
      const { requestId, ...input } = body;
      return presentOne(await createProspect(employee, input, requestId, secrets, now), employee);
    }),
  );
  router.get(
    c.getProspect.route.path,
    handle(c.getProspect, async ({ actor: { employee }, params }) =>
      presentOne(await visibleProspect(params.prospectId, employee), employee),
    ),
  );
  router.patch(
    c.updateProspect.route.path,
    handle(c.updateProspect, async ({ actor: { employee }, params: { prospectId }, body, now }) => {
      await visibleProspect(prospectId, employee);
      const { version, ...fields } = body;
      return presentOne(await updateProspect(prospectId, fields, version, now), employee);
    }),
  );
  router.post(
    c.revealProspectPhone.route.path,
    handle(c.revealProspectPhone, async (call) => {
      const { employee } = call.actor;
      const prospect = await getProspect(call.params.prospectId);
      // Whoever is not to call is not told that there is one.
      if (!canRevealProspectPhone(employee, await subjectOf(prospect))) throw new AppError('not_found');
      const actor = { ...auditActorOf(call), actorId: employee.employeeId };
      return { phone: await revealProspectPhone(prospect, { actor, ...call.body }, secrets, call.now) };
    }),
  );
}

/** Whoever may not see a prospect is not told that there is one. */
async function visibleProspect(prospectId: string, employee: EmployeeActor): Promise<ProspectRecord> {
  const prospect = await getProspect(prospectId);
  if (!canSeeProspect(employee, await subjectOf(prospect))) throw new AppError('not_found');
  return prospect;
}

async function presentOne(row: ProspectRecord, employee: EmployeeActor) {
  const [answer] = await presentProspects([row], employee);
  if (!answer) throw new AppError('not_found');
  return answer;
}
