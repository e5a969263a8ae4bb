import * as channels from '@linzhang/shared/channels/channels.endpoints';
import type { Claim } from '@linzhang/shared/claims/claims.contract';
import * as claims from '@linzhang/shared/claims/claims.endpoints';
import * as engagements from '@linzhang/shared/engagements/engagements.endpoints';
import * as events from '@linzhang/shared/events/events.endpoints';
import * as groups from '@linzhang/shared/groups/groups.endpoints';
import type { PhoneOutcome, Session } from '@linzhang/shared/members/members.contract';
import * as members from '@linzhang/shared/members/members.endpoints';
import type { MessageTemplate } from '@linzhang/shared/messages/messages.contract';
import * as messages from '@linzhang/shared/messages/messages.endpoints';
import * as offers from '@linzhang/shared/offers/offers.endpoints';
import type { CodeHour } from '@linzhang/shared/stamps/stamps.contract';
import * as stamps from '@linzhang/shared/stamps/stamps.endpoints';
import * as tiering from '@linzhang/shared/tiering/tiering.endpoints';
import { requestId } from '../support/api';
import { uniqueName } from '../support/people';
import type { Seeded } from '../support/seed';
import type { Client } from './client';
import type { Town } from './town';
import type { Work } from './work';

type Deed = (work: Work, who: Seeded) => Promise<unknown>;

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
  [6, claimOne],
  [5, holdOutStampCode],
  [3, holdOutRedeemCode],
  [2, bindPhone],
  [1, wantMessages],
  [1, takeNickname],
];
const ALL = DEEDS.reduce((sum, [weight]) => sum + weight, 0);

/** One customer's next step. */
export async function customerDoes(work: Work): Promise<void> {
  let at = work.chance.next() * ALL;
  const deed = DEEDS.find(([weight]) => {
    at -= weight;
    return at < 0;
  });
  await deed?.[1](work, work.chance.of(work.town.customers));
}

/** Somebody new signs in, agrees to the terms, comes by a poster, joins, and binds the phone. */
export async function newcomer(work: Work): Promise<void> {
  const { client, town } = work;
  const body = { code: `sim:${uniqueName('new')}`, device: { platform: 'weapp' } };
  const session = await client.call<Session>(members.signIn, { body });
  if (session.status >= 300) return;
  const { token, me } = session.body;
  const consent = { purpose: 'service', version: me.termsVersion, requestId: requestId() };
  await client.often(members.grantConsent, { token, body: consent });
  const who = { memberId: me.id, token };
  town.customers.push(who);
  await comeByCode(work, who);
  await joinOrLeave(work, who);
  await bindPhone(work, who);
}

async function comeByCode({ client, chance, town }: Work, { token }: Seeded): Promise<void> {
  const body = { code: chance.of(town.channels).code, requestId: requestId() };
  await client.often(channels.scanChannel, { token, body });
}

async function joinOrLeave({ client, chance, town, receipts }: Work, { memberId, token }: Seeded): Promise<void> {
  const params = ofGroup(town);
  if (chance.is(0.2)) {
    await client.call(groups.leaveGroup, { token, params });
    return;
  }
  const reply = await client.often(groups.joinGroup, { token, params, body: { requestId: requestId() } });
  if (reply.status < 300) receipts.keep('group joined', memberId);
}

async function signUpOrNot({ client, chance, town, receipts }: Work, { memberId, token }: Seeded): Promise<void> {
  const params = ofEvent(town);
  const { signedUp } = town.shown;
  if (signedUp.has(memberId) && chance.is(0.5)) {
    await client.call(events.cancelSignup, { token, params });
    return;
  }
  const reply = await client.often(events.signUp, { token, params, body: { requestId: requestId() } });
  if (reply.status >= 300) return;
  signedUp.add(memberId);
  receipts.keep('signed up', memberId);
}

async function claimOne({ client, chance, town, receipts }: Work, who: Seeded): Promise<void> {
  const params = { offerId: chance.of(town.offerIds) };
  const options = { token: who.token, params, body: { requestId: requestId() } };
  const reply = await client.often<Claim>(claims.claimOffer, options);
  if (reply.status >= 300) return;
  receipts.keep('claim', reply.body.id);
  town.shown.claims.push({ id: reply.body.id, who });
}

async function holdOutStampCode({ client, town }: Work, { memberId, token }: Seeded): Promise<void> {
  const reply = await client.call<CodeHour>(stamps.mintStampCodes, { token, params: ofEvent(town), body: {} });
  if (reply.status < 300) town.shown.stamp.set(memberId, reply.body);
}

async function holdOutRedeemCode({ client, town }: Work, { memberId, token }: Seeded): Promise<void> {
  const reply = await client.call<CodeHour>(stamps.mintRedeemCodes, { token, body: {} });
  if (reply.status < 300) town.shown.redeem.set(memberId, reply.body);
}

/** A tenth of the customers share a number with somebody, as a family does: the second is told. */
async function bindPhone({ client, town, journal, receipts }: Work, who: Seeded): Promise<void> {
  const at = town.customers.indexOf(who);
  const body = {
    code: `sim:${phoneOf(at % 10 === 9 ? at - 1 : at)}`,
    marketing: true,
    matching: true,
    requestId: requestId(),
  };
  const reply = await client.often<PhoneOutcome>(members.bindPhone, { token: who.token, body });
  if (reply.status >= 300) return;
  journal.count(`phone ${reply.body.outcome}`);
  if (reply.body.outcome === 'bound') receipts.keep('phone bound', who.memberId);
}

/** The number of the customer at a place of the town's list. */
export function phoneOf(at: number): string {
  return String(13_900_000_000 + at);
}

async function wantMessages({ client }: Work, { token }: Seeded): Promise<void> {
  const known = await client.call<{ items: MessageTemplate[] }>(messages.listMessageTemplates, { token });
  const accepted = known.status < 300 ? known.body.items.map(({ id }) => id) : [];
  if (accepted.length > 0)
    await client.often(messages.acceptMessages, { token, body: { accepted, requestId: requestId() } });
}

async function takeNickname({ client }: Work, { token }: Seeded): Promise<void> {
  await client.call(members.updateMe, { token, body: { nickname: uniqueName('街坊') } });
}
