import * as channels from '@linzhang/shared/channels/channels.endpoints';
import * as claims from '@linzhang/shared/claims/claims.endpoints';
import * as engagements from '@linzhang/shared/engagements/engagements.endpoints';
import * as events from '@linzhang/shared/events/events.endpoints';
import * as groups from '@linzhang/shared/groups/groups.endpoints';
import * as members from '@linzhang/shared/members/members.endpoints';
import * as messages from '@linzhang/shared/messages/messages.endpoints';
import * as offers from '@linzhang/shared/offers/offers.endpoints';
import type { CodeHour } from '@linzhang/shared/stamps/stamps.contract';
import * as stamps from '@linzhang/shared/stamps/stamps.endpoints';
import * as tiering from '@linzhang/shared/tiering/tiering.endpoints';
import { requestId } from '../support/api';
import type { Seeded } from '../support/seed';
import type { Chance } from './chance';
import type { Client } from './client';
import type { Town } from './town';

/** Codes that customers hold out now, by customer: what staff and cashiers see. */
export interface Shown {
  stamp: Map<string, string[]>;
  redeem: Map<string, string[]>;
}

interface Visit {
  client: Client;
  chance: Chance;
  town: Town;
  shown: Shown;
}

type Deed = (visit: Visit, who: Seeded) => Promise<unknown>;

const read =
  (route: Parameters<Client['call']>[0], params: (town: Town) => Record<string, string> = () => ({})): Deed =>
  ({ client, town }, { token }) =>
    client.call(route, { token, params: params(town) });

const ofEvent = ({ event }: Town) => ({ eventId: event.id });
const ofGroup = ({ groupId }: Town) => ({ groupId });

/** What a customer does, each so often. */
const DEEDS: readonly [number, Deed][] = [
  [3, read(groups.listGroups)],
  [2, read(groups.getGroup, ofGroup)],
  [3, read(events.getEvent, ofEvent)],
  [4, read(stamps.getCard, ofEvent)],
  [3, read(offers.listOffers)],
  [3, read(claims.listOwnClaims)],
  [1, read(messages.listNotices)],
  [1, read(engagements.listMyEngagements)],
  [1, read(tiering.getMyStanding)],
  [2, comeByCode],
  [2, joinOrLeave],
  [2, signUpOrNot],
  [5, claimOne],
  [4, holdOutStampCode],
  [3, holdOutRedeemCode],
  [1, bindPhone],
];
const ALL = DEEDS.reduce((sum, [weight]) => sum + weight, 0);

/** One customer's next step. */
export async function customerDoes(visit: Visit): Promise<void> {
  let at = visit.chance.next() * ALL;
  const deed = DEEDS.find(([weight]) => {
    at -= weight;
    return at < 0;
  });
  await deed?.[1](visit, visit.chance.of(visit.town.customers));
}

async function comeByCode({ client, town }: Visit, { token }: Seeded): Promise<void> {
  await client.call(channels.scanChannel, { token, body: { code: town.channel.code, requestId: requestId() } });
}

async function joinOrLeave({ client, chance, town }: Visit, { token }: Seeded): Promise<void> {
  const params = ofGroup(town);
  if (chance.is(0.2)) await client.call(groups.leaveGroup, { token, params });
  else await client.twice(groups.joinGroup, { token, params, body: { requestId: requestId() } });
}

async function signUpOrNot({ client, chance, town }: Visit, { token }: Seeded): Promise<void> {
  const params = ofEvent(town);
  if (chance.is(0.3)) await client.call(events.cancelSignup, { token, params });
  else await client.twice(events.signUp, { token, params, body: { requestId: requestId() } });
}

async function claimOne({ client, chance, town }: Visit, { token }: Seeded): Promise<void> {
  const options = { token, params: { offerId: chance.of(town.offerIds) }, body: { requestId: requestId() } };
  if (chance.is(0.3)) await client.twice(claims.claimOffer, options);
  else await client.call(claims.claimOffer, options);
}

async function holdOutStampCode({ client, town, shown }: Visit, { memberId, token }: Seeded): Promise<void> {
  const reply = await client.call<CodeHour>(stamps.mintStampCodes, { token, params: ofEvent(town), body: {} });
  if (reply.status < 300) shown.stamp.set(memberId, reply.body.codes);
}

async function holdOutRedeemCode({ client, shown }: Visit, { memberId, token }: Seeded): Promise<void> {
  const reply = await client.call<CodeHour>(stamps.mintRedeemCodes, { token, body: {} });
  if (reply.status < 300) shown.redeem.set(memberId, reply.body.codes);
}

/** A tenth of the customers share a number with somebody, as a family does: the second is told. */
async function bindPhone({ client, town }: Visit, who: Seeded): Promise<void> {
  const at = town.customers.indexOf(who);
  const phone = String(13_900_000_000 + (at % Math.ceil(town.customers.length * 0.9)));
  const body = { code: `sim:${phone}`, marketing: true, matching: true, requestId: requestId() };
  await client.call(members.bindPhone, { token: who.token, body });
}
