import type Router from '@koa/router';
import { canManageBranchOf, hasAnyRole } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import * as contract from '@linzhang/shared/merchants/merchants.contract';
import { auditActorOf } from '../audit/audit.service';
import type { EmployeeActor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import type { MerchantRecord } from './merchant.model';
import { createMerchant, getMerchant, listMerchants, presentMerchants, updateMerchant } from './merchants.service';

/** Partners: the head of a branch keeps its own, an admin all; whoever works in the branch may look. */
export function merchantsRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.listMerchants.route.path,
    handle(c.listMerchants, async ({ actor, query }) => {
      const branchId = query.branchId ?? (hasAnyRole(actor.employee, ['admin']) ? null : actor.employee.branchId);
      if (!maySeeBranch(actor.employee, branchId)) throw new AppError('forbidden');
      const page = await listMerchants({ ...query, branchId });
      return { items: await present(page.items, actor.employee), nextCursor: page.nextCursor };
    }),
  );
  router.post(
    c.createMerchant.route.path,
    handle(c.createMerchant, async (call) => {
      const { requestId, branchId, ...fields } = call.body;
      if (!canManageBranchOf(call.actor.employee, branchId)) throw new AppError('forbidden');
      return presentOne(
        await createMerchant(branchId, fields, requestId, auditActorOf(call), call.now),
        call.actor.employee,
      );
    }),
  );
  router.get(
    c.getMerchant.route.path,
    handle(c.getMerchant, async ({ actor, params }) =>
      presentOne(await visibleMerchant(params.merchantId, actor.employee), actor.employee),
    ),
  );
  router.patch(
    c.updateMerchant.route.path,
    handle(c.updateMerchant, async (call) => {
      const merchant = await visibleMerchant(call.params.merchantId, call.actor.employee);
      if (!canManageBranchOf(call.actor.employee, merchant.branchId.toHexString())) throw new AppError('forbidden');
      const { version, ...fields } = call.body;
      return presentOne(
        await updateMerchant(call.params.merchantId, fields, version, auditActorOf(call), call.now),
        call.actor.employee,
      );
    }),
  );
}

/** A cashier sees the own merchant only, others those of the own branch, an admin all. */
async function visibleMerchant(merchantId: string, employee: EmployeeActor): Promise<MerchantRecord> {
  const merchant = await getMerchant(merchantId);
  const own = employee.merchantId === merchantId;
  if (!own && !maySeeBranch(employee, merchant.branchId.toHexString())) throw new AppError('not_found');
  return merchant;
}

function maySeeBranch(employee: EmployeeActor, branchId: string | null): boolean {
  if (hasAnyRole(employee, ['admin'])) return true;
  return branchId === employee.branchId && hasAnyRole(employee, ['head', 'manager', 'staff']);
}

function present(rows: readonly MerchantRecord[], employee: EmployeeActor) {
  return presentMerchants(rows, (branchId) => canManageBranchOf(employee, branchId));
}

async function presentOne(row: MerchantRecord, employee: EmployeeActor) {
  const [answer] = await present([row], employee);
  if (!answer) throw new AppError('not_found');
  return answer;
}
