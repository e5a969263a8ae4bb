import type Router from '@koa/router';
import * as contract from '@linzhang/shared/stamps/stamps.contract';
import type { RequestState } from '../http/actor';
import type { Handle } from '../http/handle';
import { getCard, getCardNews, listOwnBadges, listOwnCards, mintRedeemCodes, mintStampCodes } from './cards.service';

/** What customers ask for: the own cards, codes and badges. */
export function stampsRoutes(router: Router<RequestState>, handle: Handle): void {
  const c = contract;
  router.get(
    c.getCard.route.path,
    handle(c.getCard, ({ actor, params, now }) => getCard(actor.memberId, params.eventId, now)),
  );
  router.get(
    c.getCardNews.route.path,
    handle(c.getCardNews, ({ actor, params, query, now }) =>
      getCardNews(actor.memberId, params.eventId, query.after, query.wait * 1000, now),
    ),
  );
  router.post(
    c.mintStampCodes.route.path,
    handle(c.mintStampCodes, ({ actor, params, now }) => mintStampCodes(actor.memberId, params.eventId, now)),
  );
  router.post(
    c.mintRedeemCodes.route.path,
    handle(c.mintRedeemCodes, ({ actor, now }) => mintRedeemCodes(actor.memberId, now)),
  );
  router.get(
    c.listOwnCards.route.path,
    handle(c.listOwnCards, ({ actor, query }) => listOwnCards(actor.memberId, query)),
  );
  router.get(
    c.listOwnBadges.route.path,
    handle(c.listOwnBadges, ({ actor, query }) => listOwnBadges(actor.memberId, query)),
  );
}
