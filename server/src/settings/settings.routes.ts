import type Router from '@koa/router';
import { canManageBranchOf } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import * as contract from '@linzhang/shared/settings/settings.contract';
import { auditActorOf } from '../audit/audit.service';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { changeSettings, getBranchSettings } from './settings.service';

/** The business numbers of a branch: its heads and the admins read and change them. */
export function settingsRoutes(router: Router<RequestState>, handle: Handle): void {
  router.get(
    contract.getSettings.route.path,
    handle(contract.getSettings, async ({ actor, params }) => {
      if (!canManageBranchOf(actor.employee, params.branchId)) throw new AppError('forbidden');
      return getBranchSettings(params.branchId);
    }),
  );
  router.put(
    contract.changeSettings.route.path,
    handle(contract.changeSettings, async (call) => {
      const { branchId } = call.params;
      if (!canManageBranchOf(call.actor.employee, branchId)) throw new AppError('forbidden');
      return changeSettings(branchId, call.body.values, call.body.version, auditActorOf(call), call.now);
    }),
  );
}
