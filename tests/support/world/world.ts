import type { Approval } from '@linzhang/shared/approvals/approvals.contract';
import * as approvalRoutes from '@linzhang/shared/approvals/approvals.endpoints';
import type { Channel } from '@linzhang/shared/channels/channels.contract';
import type { Claim } from '@linzhang/shared/claims/claims.contract';
import type { WorkEvent } from '@linzhang/shared/events/workEvents.contract';
import type { WorkGroup } from '@linzhang/shared/groups/groups.contract';
import type { WorkOffer } from '@linzhang/shared/offers/workOffers.contract';
import type { BranchSettings } from '@linzhang/shared/settings/settings.contract';
import * as settingsRoutes from '@linzhang/shared/settings/settings.endpoints';
import type { Caller } from '../api';
import { done } from '../done';
import { buildBranch, buildMember, buildWorker, type Person, type Worker } from '../people';
import { bindPhone, buildStaffed, type Staffed } from './branch';
import { buildEvent, signUp, stampCard } from './events';
import { buildChannel, buildGroup, comeBy, join } from './groups';
import { askRaise, buildOffer, claim, lookUp, PRIZE, redeem } from './offers';

/** A branch in the middle of its work: one of everything that the product knows. */
export interface World extends Staffed {
  api: Caller;
  group: WorkGroup;
  /** The manager's; leads to the group. */
  channel: Channel;
  /** 满50减20 of the partner. */
  offer: WorkOffer;
  prize: WorkOffer;
  /** Runs now; its second stamp gives the badge and the prize. */
  event: WorkEvent;
  /** The member's, unused. */
  claim: Claim;
  /** The member's, used at the cashier. */
  redeemed: { claimId: string; redemptionId: string };
  /** Asked by the head. */
  approvalId: string;
}

/** A branch where one first binding a day counts by itself, so that the second one waits for a head. */
async function oneBindingADay(api: Caller, { id, head: { token } }: Staffed): Promise<void> {
  const params = { branchId: id };
  const { values, version }: BranchSettings = await done(api, settingsRoutes.getSettings, { token, params });
  const body = { values: { ...values, dailyBindingReview: 1 }, version };
  await done(api, settingsRoutes.changeSettings, { token, params, body });
}

/** Who asked for what waits in the branch for a second person: the one for an offer. */
export async function approvalOf(api: Caller, branch: Staffed, offerId: string): Promise<string> {
  const { token } = branch.otherHead;
  const { items } = await done<{ items: Approval[] }>(api, approvalRoutes.listApprovals, {
    token,
    query: { limit: '50' },
  });
  const approval = items.find(({ subject }) => subject.id === offerId);
  if (!approval) throw new Error('nothing waits for a second person');
  return approval.id;
}

/** The member and the friend come by the manager's code, join, and bind their phones: the second one is for review. */
async function bringIn(api: Caller, branch: Staffed, group: WorkGroup, channel: Channel): Promise<void> {
  await oneBindingADay(api, branch);
  for (const person of [branch.member, branch.friend]) {
    await comeBy(api, person, channel);
    await join(api, person, group.id);
    await bindPhone(api, person);
  }
}

async function useOffer(api: Caller, branch: Staffed, offerId: string): Promise<World['redeemed']> {
  const { id: claimId } = await claim(api, branch.member, offerId);
  const { lookupId } = await lookUp(api, branch, { person: branch.member });
  const { id: redemptionId } = await redeem(api, branch, lookupId, claimId);
  return { claimId, redemptionId };
}

/** Builds all of it through the endpoints. */
export async function buildWorld(api: Caller): Promise<World> {
  const branch = await buildStaffed(api);
  const group = await buildGroup(api, branch);
  const channel = await buildChannel(api, branch.manager, group.id);
  await bringIn(api, branch, group, channel);
  const offer = await buildOffer(api, branch, { stock: 200, budgetFen: 400_000, perMember: 100 });
  const prize = await buildOffer(api, branch, PRIZE);
  const event = await buildEvent(api, branch, prize.id);
  await signUp(api, branch.member, event.id);
  await signUp(api, branch.friend, event.id);
  await stampCard(api, branch, event, branch.member, 2);
  const redeemed = await useOffer(api, branch, offer.id);
  const waiting = await buildOffer(api, branch);
  await askRaise(api, branch, waiting.id);
  return {
    ...branch,
    api,
    group,
    channel,
    offer,
    prize,
    event,
    claim: await claim(api, branch.member, offer.id),
    redeemed,
    approvalId: await approvalOf(api, branch, waiting.id),
  };
}

/** Two branches that have nothing to do with each other, and who is above both. */
export interface TwoWorlds {
  a: World;
  b: World;
  admin: Worker;
  /** Signed in, but belongs to nobody. */
  stranger: Person;
}

export async function buildTwoWorlds(api: Caller): Promise<TwoWorlds> {
  const a = await buildWorld(api);
  const b = await buildWorld(api);
  const admin = await buildWorker(api, await buildBranch(api), ['admin']);
  return { a, b, admin, stranger: await buildMember(api) };
}
