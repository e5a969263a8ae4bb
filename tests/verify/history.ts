import * as claims from '@linzhang/shared/claims/claims.endpoints';
import * as events from '@linzhang/shared/events/events.endpoints';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import * as stamps from '@linzhang/shared/stamps/stamps.endpoints';
import { expireClaims } from '../../server/src/offers/expiry.service';
import { requestId } from '../support/api';
import { done } from '../support/done';
import { buildPoolLead, followUp, take } from '../support/leads';
import { buildCustomer } from '../support/world/branch';
import { buildEvent, signUp, stampCard, stampCodes } from '../support/world/events';
import { buildListed } from '../support/world/lists';
import { claim, lookUp, redeem } from '../support/world/offers';
import type { World } from '../support/world/world';

/**
 * What was done and taken back in a branch: a claim cancelled, one reversed, one let run out, a stamp voided, a place
 * given back; a lead taken and followed up, a customer of the bank's list.
 */
export async function makeHistory(world: World): Promise<void> {
  await followUp(world.api, world.manager, await takenLead(world));
  await buildListed(world.api, world, { deposits: '60000' });
  await takeBackClaims(world);
  await takeBackStamp(world);
  const { api, staff, member, event, friend } = world;
  const [code] = await stampCodes(api, member, event.id);
  const body = { eventId: event.id, code, requestId: requestId() };
  await done(api, events.checkIn, { token: staff.token, body });
  const { id: eventId } = await buildEvent(api, world);
  await signUp(api, friend, eventId);
  await done(api, events.cancelSignup, { token: friend.token, params: { eventId } });
  await expireClaims(new Date(api.clock.now().getTime() + 8 * DAY_MS));
}

async function takenLead({ api, manager }: World): Promise<string> {
  const leadId = await buildPoolLead(api, manager);
  await take(api, manager, leadId);
  return leadId;
}

async function takeBackClaims(world: World): Promise<void> {
  const { api, head, member, offer } = world;
  const cancelled = await claim(api, member, offer.id);
  await done(api, claims.cancelClaim, {
    token: head.token,
    params: { claimId: cancelled.id },
    body: { reason: '商户停业', requestId: requestId() },
  });
  const { id: claimId } = await claim(api, member, offer.id);
  const { lookupId } = await lookUp(api, world, { person: member });
  await redeem(api, world, lookupId, claimId);
  await done(api, claims.reverseRedemption, {
    token: head.token,
    params: { claimId },
    body: { goodsReturned: false, reason: '退货', requestId: requestId() },
  });
}

async function takeBackStamp(world: World): Promise<void> {
  const [stampId = ''] = await stampCard(world.api, world, world.event, await buildCustomer(world.api, '新朋友'));
  await done(world.api, stamps.voidStamp, {
    token: world.head.token,
    params: { stampId },
    body: { reason: '代人盖章', requestId: requestId() },
  });
}
