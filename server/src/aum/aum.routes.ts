import type Router from '@koa/router';
import * as contract from '@linzhang/shared/aum/aum.contract';
import { canManageBranchOf } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import { auditActorOf } from '../audit/audit.service';
import type { EmployeeActor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { sentFile } from '../sheets/multipart';
import { presentDoubts, presentFault, presentImports } from './aum.presenter';
import type { AumImportRecord } from './aumImport.model';
import { decideDoubt, getAccount, listDoubts } from './doubts.service';
import { doubtFile, faultFile, templateFile } from './files';
import { getImport, listFaults, listImports, uploadImport } from './imports.service';
import { ownersRoutes } from './owners.routes';
import { requireHead } from './requireHead';

/** The bank's lists: a head brings in those of the own branch, an admin of any. */
export function aumRoutes(router: Router<RequestState>, handle: Handle): void {
  importRoutes(router, handle);
  doubtRoutes(router, handle);
  ownersRoutes(router, handle);
}

function importRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.post(c.uploadAumImport.route.path, (ctx, next) =>
    handle(c.uploadAumImport, async (call) => {
      const { branchId, fileName } = call.query;
      await requireHead(call.actor.employee, branchId);
      const source = sentFile(ctx.req, ctx.get('content-type'));
      return presentOne(await uploadImport({ branchId, fileName, source }, auditActorOf(call), call.now));
    })(ctx, next),
  );
  router.get(
    c.listAumImports.route.path,
    handle(c.listAumImports, async ({ actor, query }) => {
      await requireHead(actor.employee, query.branchId);
      const page = await listImports(query);
      return { items: await presentImports(page.items), nextCursor: page.nextCursor };
    }),
  );
  router.get(
    c.getAumImport.route.path,
    handle(c.getAumImport, async ({ actor, params }) => presentOne(await ownImport(params.importId, actor.employee))),
  );
  router.get(
    c.listAumFaults.route.path,
    handle(c.listAumFaults, async ({ actor, params, query }) => {
      await ownImport(params.importId, actor.employee);
      const page = await listFaults(params.importId, query);
      return { items: page.items.map(presentFault), nextCursor: page.nextCursor };
    }),
  );
  router.get(
    c.getAumFaultFile.route.path,
    handle(c.getAumFaultFile, async ({ actor, params }) => {
      const { fileName } = await ownImport(params.importId, actor.employee);
      return faultFile(params.importId, fileName);
    }),
  );
  router.get(
    c.getAumTemplate.route.path,
    handle(c.getAumTemplate, async ({ actor }) => {
      if (!canManageBranchOf(actor.employee, actor.employee.branchId)) throw new AppError('forbidden');
      return templateFile();
    }),
  );
}

function doubtRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.listAumDoubts.route.path,
    handle(c.listAumDoubts, async ({ actor, query }) => {
      await requireHead(actor.employee, query.branchId);
      const page = await listDoubts(query);
      return { items: await presentDoubts(page.items), nextCursor: page.nextCursor };
    }),
  );
  router.get(
    c.getAumDoubtFile.route.path,
    handle(c.getAumDoubtFile, async ({ actor, query }) => {
      await requireHead(actor.employee, query.branchId);
      return doubtFile(query.branchId);
    }),
  );
  router.post(
    c.decideAumDoubt.route.path,
    handle(c.decideAumDoubt, async (call) => {
      const { accountId } = call.params;
      const { branchId } = await getAccount(accountId);
      const { employee } = call.actor;
      // Whoever may not know is not told that there is such a customer.
      if (!canManageBranchOf(employee, branchId.toHexString())) throw new AppError('not_found');
      return decideDoubt({ accountId, ...call.body }, employee.employeeId, auditActorOf(call), call.now);
    }),
  );
}

async function ownImport(importId: string, employee: EmployeeActor): Promise<AumImportRecord> {
  const row = await getImport(importId);
  if (!canManageBranchOf(employee, row.branchId.toHexString())) throw new AppError('not_found');
  return row;
}

async function presentOne(row: AumImportRecord) {
  const [answer] = await presentImports([row]);
  if (!answer) throw new AppError('not_found');
  return answer;
}
