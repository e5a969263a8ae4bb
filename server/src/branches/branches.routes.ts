import type Router from '@koa/router';
import * as contract from '@linzhang/shared/branches/branches.contract';
import { hasAnyRole } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import { auditActorOf } from '../audit/audit.service';
import type { EmployeeActor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { createBranch, listBranches, presentBranch, updateBranch } from './branches.service';

/** Branches: an admin keeps them, everybody who works sees the own one. */
export function branchesRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.listBranches.route.path,
    handle(c.listBranches, async ({ actor }) => {
      const admin = hasAnyRole(actor.employee, ['admin']);
      const rows = await listBranches(admin ? undefined : actor.employee.branchId);
      return { items: rows.map((row) => presentBranch(row, admin)), can: { create: admin } };
    }),
  );
  router.post(
    c.createBranch.route.path,
    handle(c.createBranch, async (call) => {
      requireAdmin(call.actor.employee);
      const { requestId, ...fields } = call.body;
      return presentBranch(await createBranch(fields, requestId, auditActorOf(call), call.now), true);
    }),
  );
  router.patch(
    c.updateBranch.route.path,
    handle(c.updateBranch, async (call) => {
      requireAdmin(call.actor.employee);
      const { version, ...fields } = call.body;
      return presentBranch(
        await updateBranch(call.params.branchId, fields, version, auditActorOf(call), call.now),
        true,
      );
    }),
  );
}

function requireAdmin(employee: EmployeeActor): void {
  if (!hasAnyRole(employee, ['admin'])) throw new AppError('forbidden');
}
