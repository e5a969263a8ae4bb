import type { Channel } from '@linzhang/shared/channels/channels.contract';
import * as events from '@linzhang/shared/events/events.endpoints';
import type { WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import type { WorkGroup } from '@linzhang/shared/groups/groups.contract';
import * as groups from '@linzhang/shared/groups/groups.endpoints';
import type { BranchSettings } from '@linzhang/shared/settings/settings.contract';
import * as settings from '@linzhang/shared/settings/settings.endpoints';
import type { CodeRun } from '@linzhang/shared/stamps/codes.rules';
import { type Caller, callerAt, requestId } from '../support/api';
import { done } from '../support/done';
import { buildWorker, type Worker } from '../support/people';
import { type Seeded, seedMembers } from '../support/seed';
import { buildStaffed, type Staffed } from '../support/world/branch';
import { boothFields, eventFields } from '../support/world/events';
import { buildChannel, groupFields } from '../support/world/groups';
import { buildOffer, PRIZE } from '../support/world/offers';

const CUSTOMERS = 1_500;
const BOOTHS = 6;
const PLACES = 100;
const SCARCE = 40;
const UNIT_FEN = 500;
/** One cashier of the soak does the work of many, and few customers come by one code. */
const NUMBERS = {
  redemptionsPerHour: 1_000,
  scansPerHourReview: 1_000,
  dailyBindingReview: 1_000,
  leadsHeld: 500,
  leadsTakenPerDay: 100,
  offerCostLimitFen: 1_000_000_000,
};

/** Where the traffic takes place: one branch with its people, a group, an event that runs, offers, and customers. */
export interface Town {
  branch: Staffed;
  /** Of the booths, in their order: the first is the bank's, the last one is in a basement. */
  boothWorkers: Worker[];
  managers: Worker[];
  groupId: string;
  event: WorkEvent;
  channels: Channel[];
  /** One with plenty, one a member and day, one that runs out. */
  offerIds: string[];
  scarceId: string;
  customers: Seeded[];
  shown: Shown;
}

/** What customers hold out, and what of it others know. */
export interface Shown {
  stamp: Map<string, CodeRun>;
  redeem: Map<string, CodeRun>;
  /** Claims that were read out, with who holds them. */
  claims: { id: string; who: Seeded }[];
  signedUp: Set<string>;
}

/** Builds it all through the endpoints; customers are written as sign-in leaves them. */
export async function buildTown(url: string): Promise<Town> {
  const api: Caller = callerAt(url);
  const branch = await buildStaffed(api);
  await setNumbers(api, branch);
  const managers = [branch.manager, await buildWorker(api, branch.id, ['manager'])];
  const boothWorkers = await buildBoothWorkers(api, branch);
  const groupId = await buildLargeGroup(api, branch);
  const channels = await Promise.all(managers.map((manager) => buildChannel(api, manager, groupId)));
  const prize = await buildOffer(api, branch, { ...PRIZE, stock: 200, perMember: 1, budgetFen: 60_000 });
  const event = await buildMarket(api, branch, boothWorkers, prize.id);
  const offerIds = await buildOffers(api, branch);
  const customers = await seedMembers(CUSTOMERS);
  const shown = { stamp: new Map(), redeem: new Map(), claims: [], signedUp: new Set<string>() };
  const scarceId = offerIds.at(-1) ?? '';
  return { branch, boothWorkers, managers, groupId, event, channels, offerIds, scarceId, customers, shown };
}

async function setNumbers(api: Caller, { id, head: { token } }: Staffed): Promise<void> {
  const params = { branchId: id };
  const { values, version }: BranchSettings = await done(api, settings.getSettings, { token, params });
  await done(api, settings.changeSettings, { token, params, body: { values: { ...values, ...NUMBERS }, version } });
}

async function buildBoothWorkers(api: Caller, branch: Staffed): Promise<Worker[]> {
  const workers = [branch.staff, branch.cashier];
  while (workers.length < BOOTHS)
    workers.push(
      workers.length % 2 === 0
        ? await buildWorker(api, branch.id, ['staff'])
        : await buildWorker(api, branch.id, ['cashier'], branch.merchantId),
    );
  return workers;
}

async function buildLargeGroup(api: Caller, branch: Staffed): Promise<string> {
  const { token } = branch.head;
  const body = { ...groupFields(branch), memberLimit: 3 * CUSTOMERS, branchId: branch.id, requestId: requestId() };
  const { id, version }: WorkGroup = await done(api, groups.createGroup, { token, body });
  await done(api, groups.setGroupStatus, { token, params: { groupId: id }, body: { status: 'open', version } });
  return id;
}

/** An event that runs, with a worker at each booth for all of it; half of the booths complete the card. */
async function buildMarket(api: Caller, branch: Staffed, workers: Worker[], prizeId: string): Promise<WorkEvent> {
  const { token } = branch.head;
  const fields = eventFields(api, branch, prizeId);
  const signup = { ...fields.signup, capacity: PLACES };
  const body = { ...fields, signup, needed: BOOTHS / 2, branchId: branch.id, requestId: requestId() };
  const { id }: WorkEvent = await done(api, events.createEvent, { token, body });
  const params = { eventId: id };
  for (const index of workers.keys()) {
    const booth = { ...boothFields(index + 1, index === 0 ? null : branch.merchantId), requestId: requestId() };
    await done(api, events.addBooth, { token, params, body: booth });
  }
  const draft: WorkEvent = await done(api, events.getWorkEvent, { token, params });
  const assignments = draft.booths.map(({ id: boothId }, index) => ({
    boothId,
    employeeId: workers[index]?.employee.id,
    from: draft.startsAt,
    to: draft.endsAt,
  }));
  const assigned: WorkEvent = await done(api, events.setAssignments, {
    token,
    params,
    body: { assignments, version: draft.version },
  });
  const open = { status: 'published', version: assigned.version };
  return done(api, events.setEventStatus, { token, params, body: open });
}

async function buildOffers(api: Caller, branch: Staffed): Promise<string[]> {
  const terms = { kind: 'cash_off' as const, thresholdFen: 5_000, offFen: UNIT_FEN };
  const plenty = { terms, stock: 100_000, perMember: 30, budgetFen: 100_000 * UNIT_FEN };
  const offers = [
    await buildOffer(api, branch, plenty),
    await buildOffer(api, branch, { ...plenty, perMemberDay: 2 }),
    await buildOffer(api, branch, { terms, stock: SCARCE, perMember: 1, budgetFen: SCARCE * UNIT_FEN }),
  ];
  return offers.map(({ id }) => id);
}
