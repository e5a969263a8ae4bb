import type Router from '@koa/router';
import * as contract from '@linzhang/shared/approvals/approvals.contract';
import { hasAnyRole } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import { auditActorOf } from '../audit/audit.service';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { decideApproval, listApprovals, withdrawApproval } from './approvals.service';

/** What needs a second person: heads decide in the own branch, admins in all. */
export function approvalsRoutes(router: Router<RequestState>, handle: Handle): void {
  router.get(
    contract.listApprovals.route.path,
    handle(contract.listApprovals, async ({ actor, query }) => {
      if (!hasAnyRole(actor.employee, ['head', 'admin'])) throw new AppError('forbidden');
      const branchId = hasAnyRole(actor.employee, ['admin']) ? null : actor.employee.branchId;
      return listApprovals({ ...query, branchId }, actor.employee);
    }),
  );
  router.post(
    contract.decideApproval.route.path,
    handle(contract.decideApproval, async (call) =>
      decideApproval(call.params.approvalId, call.body, call.actor.employee, auditActorOf(call), call.now),
    ),
  );
  router.post(
    contract.withdrawApproval.route.path,
    handle(contract.withdrawApproval, async (call) =>
      withdrawApproval(call.params.approvalId, call.body.requestId, call.actor.employee, auditActorOf(call), call.now),
    ),
  );
}
