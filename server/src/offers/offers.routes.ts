import type Router from '@koa/router';
import * as claims from '@linzhang/shared/claims/claims.contract';
import * as offers from '@linzhang/shared/offers/offers.contract';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { claimOffer, countOwnClaims, getOwnClaim, listOwnClaims } from './claims.service';
import { confirmRedemption, listRedemptionRequests } from './confirmations.service';
import { getOfferFor, listOffers } from './offerList.service';
import type { RiskDeps } from './risk';

/** Offers as customers meet them: lists, claiming, the own claims, confirming a use. */
export function offersRoutes(router: Router<RequestState>, handle: Handle, deps: RiskDeps): void {
  const c = { ...offers, ...claims };
  router.get(
    c.listOffers.route.path,
    handle(c.listOffers, ({ actor, query, now }) => listOffers(actor.memberId, query, now)),
  );
  router.get(
    c.getOffer.route.path,
    handle(c.getOffer, ({ actor, params, now }) => getOfferFor(actor.memberId, params.offerId, now)),
  );
  router.post(
    c.claimOffer.route.path,
    handle(c.claimOffer, ({ actor: { memberId, employee }, params, body, ip, now }) =>
      claimOffer({ ...params, ...body, memberId, insider: employee !== undefined, ip }, deps, now),
    ),
  );
  router.get(
    c.listOwnClaims.route.path,
    handle(c.listOwnClaims, ({ actor, query, now }) => listOwnClaims(actor.memberId, query, now)),
  );
  router.get(
    c.countOwnClaims.route.path,
    handle(c.countOwnClaims, ({ actor, now }) => countOwnClaims(actor.memberId, now)),
  );
  router.get(
    c.getOwnClaim.route.path,
    handle(c.getOwnClaim, ({ actor, params, now }) => getOwnClaim(actor.memberId, params.claimId, now)),
  );
  router.get(
    c.listRedemptionRequests.route.path,
    handle(c.listRedemptionRequests, async ({ actor, now }) => ({
      items: await listRedemptionRequests(actor.memberId, now),
      serverTime: now.toISOString(),
    })),
  );
  router.post(
    c.confirmRedemption.route.path,
    handle(c.confirmRedemption, ({ actor, params, body, now }) =>
      confirmRedemption({ memberId: actor.memberId, ...params, ...body }, now),
    ),
  );
}
