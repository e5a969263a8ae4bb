import { PageQuery } from '@linzhang/shared/kernel/pages';
import type { ClaimsTab, GroupsTab, StampsTab } from '@linzhang/shared/tabs/tabs.contract';
import { listEventsFor } from '../events/customerLists.service';
import { bothGroupLists } from '../groups/customerLists.service';
import { getMe } from '../members/members.service';
import { countOwnClaims, listOwnClaims } from '../offers/claims.service';
import { listRedemptionRequests } from '../offers/confirmations.service';
import { listOffers } from '../offers/offerList.service';
import { listOwnCards } from '../stamps/cards.service';

/** As many rows as the lists' own endpoints give where nothing is asked for: their cursors go on from here. */
const FIRST = PageQuery.parse({});

/** What 福利圈 shows a member. */
export async function groupsTabOf(memberId: string, now: Date): Promise<GroupsTab> {
  const [me, events, groups] = await Promise.all([
    getMe(memberId),
    listEventsFor(memberId, { scope: 'upcoming', limit: 1 }, now),
    bothGroupLists(memberId, FIRST),
  ]);
  return { me, next: events.items[0] ?? null, ...groups };
}

/** What 集章 shows a member. */
export async function stampsTabOf(memberId: string, now: Date): Promise<StampsTab> {
  const [me, cards, events] = await Promise.all([
    getMe(memberId),
    listOwnCards(memberId, FIRST),
    listEventsFor(memberId, { ...FIRST, scope: 'upcoming' }, now),
  ]);
  return { me, cards, events };
}

/** What 券包 shows a member. */
export async function claimsTabOf(memberId: string, now: Date): Promise<ClaimsTab> {
  const [me, counts, requests, usable, claimable] = await Promise.all([
    getMe(memberId),
    countOwnClaims(memberId, now),
    listRedemptionRequests(memberId, now),
    listOwnClaims(memberId, { ...FIRST, state: 'usable' }, now),
    listOffers(memberId, { ...FIRST, scope: 'claimable' }, now),
  ]);
  return { me, counts, waiting: requests[0] ?? null, usable, claimable };
}
