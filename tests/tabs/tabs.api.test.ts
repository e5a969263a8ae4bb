import * as claimsRoutes from '@linzhang/shared/claims/claims.endpoints';
import * as eventsRoutes from '@linzhang/shared/events/events.endpoints';
import * as groupsRoutes from '@linzhang/shared/groups/groups.endpoints';
import type { Page } from '@linzhang/shared/kernel/pages';
import * as membersRoutes from '@linzhang/shared/members/members.endpoints';
import * as offersRoutes from '@linzhang/shared/offers/offers.endpoints';
import * as stampsRoutes from '@linzhang/shared/stamps/stamps.endpoints';
import type { ClaimsTab, GroupsTab, StampsTab } from '@linzhang/shared/tabs/tabs.contract';
import * as routes from '@linzhang/shared/tabs/tabs.endpoints';
import { type CallOptions, codeOf, type TestApi } from '../support/api';
import { done } from '../support/done';
import { signIn } from '../support/people';
import { builtForAll } from '../support/world/builtForAll';
import { buildWorld, type World } from '../support/world/world';

jest.setTimeout(60_000);

let api: TestApi;
let world: World;
builtForAll(buildWorld, (started, built) => {
  [api, world] = [started, built];
});

const read = <T>(route: Parameters<typeof done>[1], query?: CallOptions['query']) =>
  done<T>(api, route, { token: world.member.token, ...(query ? { query } : {}) });

describe('a tab in one answer', () => {
  it('福利圈: the next event, the own groups and those to join, as their own lists give them', async () => {
    const tab = await read<GroupsTab>(routes.getGroupsTab);
    expect(tab.joined.items.length).toBeGreaterThan(0);
    expect(tab).toEqual({
      me: await read(membersRoutes.getMe),
      next: (await read<Page<unknown>>(eventsRoutes.listEvents, { limit: '1' })).items[0] ?? null,
      joined: await read(groupsRoutes.listGroups, { scope: 'joined' }),
      nearby: await read(groupsRoutes.listGroups, { scope: 'nearby' }),
    });
  });

  it('集章: the own cards and the events to come', async () => {
    const tab = await read<StampsTab>(routes.getStampsTab);
    expect(tab.cards.items.length).toBeGreaterThan(0);
    expect(tab).toEqual({
      me: await read(membersRoutes.getMe),
      cards: await read(stampsRoutes.listOwnCards),
      events: await read(eventsRoutes.listEvents, { scope: 'upcoming' }),
    });
  });

  it('券包: how many, what waits for a tap, what can be used, and what can be claimed', async () => {
    const tab = await read<ClaimsTab>(routes.getClaimsTab);
    expect(tab.usable.items.length).toBeGreaterThan(0);
    const { items: waiting } = await read<Page<unknown>>(claimsRoutes.listRedemptionRequests);
    expect(tab).toEqual({
      me: await read(membersRoutes.getMe),
      counts: await read(claimsRoutes.countOwnClaims),
      waiting: waiting[0] ?? null,
      usable: await read(claimsRoutes.listOwnClaims, { state: 'usable' }),
      claimable: await read(offersRoutes.listOffers, { scope: 'claimable' }),
    });
  });

  it('is for who has agreed to the terms only', async () => {
    const stranger = await signIn(api);
    for (const route of [routes.getGroupsTab, routes.getStampsTab, routes.getClaimsTab]) {
      expect(codeOf(await api.call(route))).toBe('signed_out');
      expect(codeOf(await api.call(route, { token: stranger.token }))).toBe('consent_required');
    }
  });
});
