import type { Channel } from '@linzhang/shared/channels/channels.contract';
import type { WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import { type Caller, callerAt } from '../support/api';
import { type Seeded, seedMembers } from '../support/seed';
import { buildStaffed, type Staffed } from '../support/world/branch';
import { buildEvent } from '../support/world/events';
import { buildChannel, buildGroup } from '../support/world/groups';
import { buildOffer } from '../support/world/offers';

const CUSTOMERS = 300;
const SCARCE = 60;

/** Where the traffic takes place: one branch with its people, a group, an event that runs, offers, and customers. */
export interface Town {
  branch: Staffed;
  groupId: string;
  event: WorkEvent;
  channel: Channel;
  /** One with plenty, one that runs out, one a day. */
  offerIds: string[];
  customers: Seeded[];
}

/** Builds it all through the endpoints; customers are written as sign-in leaves them. */
export async function buildTown(url: string): Promise<Town> {
  const api: Caller = callerAt(url);
  const branch = await buildStaffed(api);
  const group = await buildGroup(api, branch);
  const channel = await buildChannel(api, branch.manager, group.id);
  const event = await buildEvent(api, branch);
  const terms = { kind: 'cash_off' as const, thresholdFen: 5_000, offFen: 500 };
  const offers = [
    await buildOffer(api, branch, { terms, stock: 2_000, perMember: 3, budgetFen: 1_000_000 }),
    await buildOffer(api, branch, { terms, stock: SCARCE, perMember: 1, budgetFen: SCARCE * 500 }),
  ];
  const customers = await seedMembers(CUSTOMERS);
  return { branch, groupId: group.id, event, channel, offerIds: offers.map(({ id }) => id), customers };
}
