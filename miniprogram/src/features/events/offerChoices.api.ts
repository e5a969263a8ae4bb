import { listWorkOffers as listWorkOffersRoute } from '@linzhang/shared/offers/offers.endpoints';
import type * as offers from '@linzhang/shared/offers/workOffers.contract';
import { namedOptions } from '../../lib/options';
import { endpoint } from '../../lib/request';

const listWorkOffers = endpoint<typeof offers.listWorkOffers>(listWorkOffersRoute);

/** Most that is listed to choose from; a branch has no more on show at a time. */
const LIMIT = 100;

/** Offers on show of a branch, of one kind or (null) of any, to give at an event. */
export async function listOffersOf(branchId: string, kind: offers.WorkOffer['terms']['kind'] | null) {
  const { items } = await listWorkOffers({
    query: { branchId, status: 'published', limit: LIMIT, ...(kind ? { kind } : {}) },
  });
  return namedOptions(items);
}
