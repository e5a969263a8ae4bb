import type Router from '@koa/router';
import * as c from '@linzhang/shared/aum/owners.contract';
import { canManageBranchOf } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import { auditActorOf } from '../audit/audit.service';
import { getEmployee } from '../employees/employees.service';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { sentFile } from '../sheets/multipart';
import { listHoldings } from './ownerHoldings';
import { requireHead } from './requireHead';
import { assignByRoster, transferOwned } from './roster.service';
import { readRosterFile } from './rosterFile';

/** Who serves whom: a head gives the customers of the own branch to its people, an admin those of any. */
export function ownersRoutes(router: Router<RequestState>, handle: Handle): void {
  router.post(c.readRoster.route.path, (ctx, next) =>
    handle(c.readRoster, async ({ actor, query, now }) => {
      await requireHead(actor.employee, query.branchId);
      return readRosterFile(query.branchId, sentFile(ctx.req, ctx.get('content-type')), now);
    })(ctx, next),
  );
  router.post(
    c.assignOwners.route.path,
    handle(c.assignOwners, async (call) => {
      await requireHead(call.actor.employee, call.body.branchId);
      return assignByRoster(call.body, auditActorOf(call), call.now);
    }),
  );
  router.get(
    c.listOwnerHoldings.route.path,
    handle(c.listOwnerHoldings, async ({ actor, query }) => {
      await requireHead(actor.employee, query.branchId);
      return { items: await listHoldings(query.branchId) };
    }),
  );
  router.post(
    c.transferOwners.route.path,
    handle(c.transferOwners, async (call) => {
      const from = await getEmployee(call.body.fromId);
      if (!canManageBranchOf(call.actor.employee, from.branchId.toHexString())) throw new AppError('not_found');
      return transferOwned(call.body, auditActorOf(call), call.now);
    }),
  );
}
