import type Router from '@koa/router';
import * as contract from '@linzhang/shared/audit/audit.contract';
import { canManageBranchOf, hasAnyRole } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { listAudits } from './audit.service';

/** The audit trail for heads (own branch) and admins (all). */
export function auditRoutes(router: Router<RequestState>, handle: Handle): void {
  const { listAudits: c } = contract;
  router.get(
    c.route.path,
    handle(c, async ({ actor, query }) => {
      const all = hasAnyRole(actor.employee, ['admin']) && query.branchId === undefined;
      const branchId = all ? null : (query.branchId ?? actor.employee.branchId);
      if (branchId !== null && !canManageBranchOf(actor.employee, branchId)) throw new AppError('forbidden');
      return listAudits({ ...query, branchId });
    }),
  );
}
