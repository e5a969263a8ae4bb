import type Router from '@koa/router';
import { AppError } from '@linzhang/shared/kernel/errors';
import * as contract from '@linzhang/shared/prospects/prospectImports.contract';
import { canEnterProspects, canSeeProspectImport } from '@linzhang/shared/prospects/prospects.policy';
import { auditActorOf } from '../audit/audit.service';
import type { EmployeeActor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { sentFile } from '../sheets/multipart';
import { prospectFaultFile, prospectTemplate } from './importFiles';
import { presentProspectFault, presentProspectImports } from './imports.presenter';
import { getProspectImport, listProspectFaults, listProspectImports, uploadProspects } from './imports.service';
import type { ProspectImportRecord } from './prospectImport.model';
import { scopeOf } from './scope';

/** Lists of prospects: brought in by whoever enters prospects, seen by who brought them and the head. */
export function prospectImportsRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.post(c.uploadProspectImport.route.path, (ctx, next) =>
    handle(c.uploadProspectImport, async (call) => {
      const { employee } = call.actor;
      if (!canEnterProspects(employee)) throw new AppError('forbidden');
      const source = sentFile(ctx.req, ctx.get('content-type'));
      const request = { employee, fileName: call.query.fileName, source };
      return presentOne(await uploadProspects(request, auditActorOf(call), call.now));
    })(ctx, next),
  );
  router.get(
    c.listProspectImports.route.path,
    handle(c.listProspectImports, async ({ actor: { employee }, query }) => {
      const page = await listProspectImports({ ...query, scope: scopeOf(employee, query) });
      return { items: await presentProspectImports(page.items), nextCursor: page.nextCursor };
    }),
  );
  router.get(
    c.getProspectImport.route.path,
    handle(c.getProspectImport, async ({ actor, params }) =>
      presentOne(await visibleImport(params.importId, actor.employee)),
    ),
  );
  faultRoutes(router, handle);
}

function faultRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.listProspectFaults.route.path,
    handle(c.listProspectFaults, async ({ actor, params, query }) => {
      await visibleImport(params.importId, actor.employee);
      const page = await listProspectFaults(params.importId, query);
      return { items: page.items.map(presentProspectFault), nextCursor: page.nextCursor };
    }),
  );
  router.get(
    c.getProspectFaultFile.route.path,
    handle(c.getProspectFaultFile, async ({ actor, params }) => {
      const { fileName } = await visibleImport(params.importId, actor.employee);
      return prospectFaultFile(params.importId, fileName);
    }),
  );
  router.get(
    c.getProspectTemplate.route.path,
    handle(c.getProspectTemplate, async ({ actor }) => {
      if (!canEnterProspects(actor.employee)) throw new AppError('forbidden');
      return prospectTemplate();
    }),
  );
}

/** Whoever may not see a file is not told that there is one. */
async function visibleImport(importId: string, employee: EmployeeActor): Promise<ProspectImportRecord> {
  const row = await getProspectImport(importId);
  const subject = { branchId: row.branchId.toHexString(), uploadedBy: row.uploadedBy.toHexString() };
  if (!canSeeProspectImport(employee, subject)) throw new AppError('not_found');
  return row;
}

async function presentOne(row: ProspectImportRecord) {
  const [answer] = await presentProspectImports([row]);
  if (!answer) throw new AppError('not_found');
  return answer;
}
