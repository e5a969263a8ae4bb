import type Router from '@koa/router';
import { canManageClaims } from '@linzhang/shared/claims/claims.policy';
import * as contract from '@linzhang/shared/claims/redemptions.contract';
import { hasAnyRole } from '@linzhang/shared/employees/employees.policy';
import { AppError } from '@linzhang/shared/kernel/errors';
import { canSeeOffersOf } from '@linzhang/shared/offers/offers.policy';
import { auditActorOf } from '../audit/audit.service';
import type { EmployeeActor, RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { cancelClaim, getClaimWithOffer, listOfferClaims, reverseRedemption } from './claimsDesk.service';
import { getOffer } from './drafting.service';
import { lookUpClaims } from './lookups.service';
import type { OfferRecord } from './offer.model';
import { getRedemption, listOwnRedemptions, redeemClaim } from './redemptions.service';

/** Redeeming at a counter, and what a head does with claims afterwards. */
export function redemptionsRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.post(
    c.lookUpClaims.route.path,
    handle(c.lookUpClaims, ({ actor, body, now }) =>
      lookUpClaims({ ...body, employee: atCounter(actor.employee) }, now),
    ),
  );
  router.post(
    c.redeemClaim.route.path,
    handle(c.redeemClaim, ({ actor, body, now }) => redeemClaim({ ...body, employee: atCounter(actor.employee) }, now)),
  );
  router.get(
    c.listOwnRedemptions.route.path,
    handle(c.listOwnRedemptions, ({ actor, now }) => listOwnRedemptions(actor.employee.employeeId, now)),
  );
  router.get(
    c.getRedemption.route.path,
    handle(c.getRedemption, ({ actor, params, now }) =>
      getRedemption(params.redemptionId, actor.employee.employeeId, now),
    ),
  );
  router.get(
    c.listOfferClaims.route.path,
    handle(c.listOfferClaims, async ({ actor, params, query, now }) => {
      const offer = await getOffer(params.offerId);
      const branchId = offer.branchId.toHexString();
      if (!canSeeOffersOf(actor.employee, branchId)) throw new AppError('not_found');
      return listOfferClaims(offer, query, canManageClaims(actor.employee, { branchId }), now);
    }),
  );
  router.post(
    c.reverseRedemption.route.path,
    handle(c.reverseRedemption, async (call) => {
      const offer = await managedOffer(call.params.claimId, call.actor.employee);
      return reverseRedemption({ ...call.params, ...call.body }, offer, auditActorOf(call), call.now);
    }),
  );
  router.post(
    c.cancelClaim.route.path,
    handle(c.cancelClaim, async (call) => {
      const offer = await managedOffer(call.params.claimId, call.actor.employee);
      return cancelClaim({ ...call.params, ...call.body }, offer, auditActorOf(call), call.now);
    }),
  );
}

/** Managers have no counter of their own. */
function atCounter(employee: EmployeeActor): EmployeeActor {
  if (!hasAnyRole(employee, ['cashier', 'staff', 'head'])) throw new AppError('forbidden');
  return employee;
}

async function managedOffer(claimId: string, employee: EmployeeActor): Promise<OfferRecord> {
  const { offer } = await getClaimWithOffer(claimId);
  const branchId = offer.branchId.toHexString();
  if (!canSeeOffersOf(employee, branchId)) throw new AppError('not_found');
  if (!canManageClaims(employee, { branchId })) throw new AppError('forbidden');
  return offer;
}
