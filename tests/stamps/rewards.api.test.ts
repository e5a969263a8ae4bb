import type { Page } from '@linzhang/shared/kernel/pages';
import type { ScanAnswer } from '@linzhang/shared/stamps/scans.contract';
import type { OwnBadge, StampCard } from '@linzhang/shared/stamps/stamps.contract';
import * as routes from '@linzhang/shared/stamps/stamps.endpoints';
import { Conversion } from '../../server/src/attribution/conversion.model';
import { workOutbox } from '../../server/src/db/outbox';
import { Engagement } from '../../server/src/engagements/engagement.model';
import { Claim } from '../../server/src/offers/claim.model';
import { prizesLeft } from '../../server/src/offers/offers.service';
import { createLogger } from '../../server/src/platform/logger';
import { Card } from '../../server/src/stamps/card.model';
import { Grant } from '../../server/src/stamps/grant.model';
import { settleGrant, workPrizeOutbox } from '../../server/src/stamps/prizes.service';
import { answerScans, PRIZE_OUTBOX_KIND } from '../../server/src/stamps/scanDesk';
import { Stamp } from '../../server/src/stamps/stamp.model';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { buildBranch, buildMember, buildWorker, type Person, type Worker } from '../support/people';
import { buildMarket, buildPrize, differences, intentAt, type Market, nextCode, scanAt, showCode } from './market';

jest.setTimeout(120_000);

let api: TestApi;
let branchId: string;
let head: Worker;
let staff: Worker[];
beforeAll(async () => {
  api = await TestApi.start();
  branchId = await buildBranch(api);
  head = await buildWorker(api, branchId, ['head']);
  staff = await Promise.all([1, 2, 3].map(() => buildWorker(api, branchId, ['staff'])));
});
afterEach(async () => expect(await differences()).toEqual([]));
afterAll(() => api.stop());

const market = (rewards: { at: number; name: string; badge: boolean; offerId?: string }[], needed = 3) =>
  buildMarket(api, { branchId, head, staff, rewards, needed });

async function cardOf(person: Person, at: Market): Promise<StampCard> {
  const reply: Reply<StampCard> = await api.call(routes.getCard, {
    token: person.token,
    params: { eventId: at.eventId },
  });
  return reply.body;
}

async function badgesOf(person: Person): Promise<OwnBadge[]> {
  const reply: Reply<Page<OwnBadge>> = await api.call(routes.listOwnBadges, { token: person.token });
  return reply.body.items;
}

const undo = (stampId: string, token: string, id = requestId()) =>
  api.call(routes.undoStamp, { token, params: { stampId }, body: { reason: '扫错了人', requestId: id } });
const voidIt = (stampId: string, token: string, id = requestId()) =>
  api.call(routes.voidStamp, { token, params: { stampId }, body: { reason: '误盖', requestId: id } });

async function stampAt(at: Market, place: number, person: Person): Promise<Extract<ScanAnswer, { result: 'stamped' }>> {
  nextCode(api);
  const reply = await scanAt(api, at, place, await showCode(api, person, at.eventId));
  if (reply.body.result !== 'stamped') throw new Error(JSON.stringify(reply.body));
  return reply.body;
}

describe('a reward', () => {
  it('is earned at its count: a gift at once, a badge on the card, a prize as a claim for the bank booth', async () => {
    const offerId = await buildPrize(api, branchId, 5);
    const at = await market([
      { at: 1, name: '糖果', badge: false },
      { at: 3, name: '市集达人', badge: true, offerId },
    ]);
    const person = await buildMember(api);
    expect((await stampAt(at, 1, person)).handOut).toEqual([
      { name: '糖果', kind: 'gift', state: 'granted', here: true, claimId: null },
    ]);
    expect((await stampAt(at, 2, person)).handOut).toEqual([]);
    const third = await stampAt(at, 0, person);
    const claim = await Claim.findOne({ memberId: person.me.id }).lean();
    expect(third).toMatchObject({ ordinal: 3, completed: true });
    expect(third.handOut).toEqual([
      { name: '市集达人', kind: 'badge', state: 'granted', here: false, claimId: null },
      { name: '市集达人', kind: 'prize', state: 'granted', here: true, claimId: claim?._id },
    ]);
    expect((await badgesOf(person)).map(({ name, event }) => [name, event.id])).toEqual([['市集达人', at.eventId]]);
    const card = await cardOf(person, at);
    expect(card).toMatchObject({ stampCount: 3, needed: 3, toNextReward: null });
    expect(card.completedAt).not.toBeNull();
    expect(card.rewards[1]).toMatchObject({ reached: true, prize: { state: 'granted', claimId: claim?._id } });
    expect(await Conversion.countDocuments({ memberId: person.me.id, kind: 'stamp_card_completed' })).toBe(1);
  });

  it('with stock 1 that 20 members reach at once is granted to one', async () => {
    const offerId = await buildPrize(api, branchId, 1);
    const at = await market([{ at: 2, name: '大礼包', badge: false, offerId }]);
    const people = await Promise.all(Array.from({ length: 20 }, () => buildMember(api)));
    for (const person of people) await scanAt(api, at, 0, await showCode(api, person, at.eventId));
    nextCode(api);
    const codes = await Promise.all(people.map((person) => showCode(api, person, at.eventId)));
    const replies = await Promise.all(codes.map((code) => scanAt(api, at, 1, code)));
    const states = replies.map(({ body }) => (body.result === 'stamped' ? body.handOut[0]?.state : body.result));
    expect(states.filter((state) => state === 'granted')).toHaveLength(1);
    expect(states.filter((state) => state === 'none')).toHaveLength(19);
    expect([await Claim.countDocuments({ offerId }), await prizesLeft(offerId)]).toEqual([1, 0]);
  });

  it('with stock is not for somebody who works here; the badge is', async () => {
    const offerId = await buildPrize(api, branchId, 5);
    const at = await market([{ at: 1, name: '礼品', badge: true, offerId }]);
    const colleague = await buildWorker(api, branchId, ['manager']);
    const { handOut } = await stampAt(at, 0, colleague);
    expect(handOut.map(({ kind, state }) => [kind, state])).toEqual([
      ['badge', 'granted'],
      ['prize', 'none'],
    ]);
    expect(await prizesLeft(offerId)).toBe(5);
    expect((await cardOf(colleague, at)).rewards[0]?.prize).toMatchObject({ state: 'none', because: 'insider' });
  });

  it('whose process died after the stamp is issued by the outbox, once', async () => {
    const offerId = await buildPrize(api, branchId, 5);
    const at = await market([{ at: 1, name: '礼品', badge: false, offerId }]);
    const person = await buildMember(api);
    const intent = await intentAt(api, at, 0, await showCode(api, person, at.eventId));
    await answerScans([intent]);
    expect((await cardOf(person, at)).rewards[0]?.prize?.state).toBe('pending');
    api.clock.advance(5_000);
    const handlers = new Map([[PRIZE_OUTBOX_KIND, (payload: unknown) => workPrizeOutbox(payload, api.clock.now())]]);
    await workOutbox({ handlers, logger: createLogger('silent'), now: api.clock.now });
    expect((await cardOf(person, at)).rewards[0]?.prize?.state).toBe('granted');
    const grant = await Grant.findOne({ memberId: person.me.id }).lean();
    await Promise.all(Array.from({ length: 5 }, () => settleGrant(String(grant?._id), api.clock.now())));
    const again = await scanAt(api, at, 0, 'whatever', intent.requestId);
    expect([codeOf(again), await Claim.countDocuments({ offerId })]).toEqual(['request_reused', 1]);
  });
});

describe('taking a stamp back', () => {
  it('is for the one who gave it, the last one, within two minutes', async () => {
    const at = await market([]);
    const person = await buildMember(api);
    const first = await stampAt(at, 0, person);
    const second = await scanAt(api, at, 0, await showCode(api, await buildMember(api), at.eventId));
    expect(codeOf(await undo(first.stampId, staff[0]?.token as string))).toBe('stamp_not_last');
    expect(codeOf(await undo(first.stampId, staff[1]?.token as string))).toBe('forbidden');
    expect(codeOf(await undo(first.stampId, person.token))).toBe('forbidden');
    expect(codeOf(await undo('6a0f00000000000000000001', staff[0]?.token as string))).toBe('not_found');
    expect((await api.call(routes.undoStamp, { params: { stampId: first.stampId } })).status).toBe(401);
    const { stampId } = second.body as { stampId: string };
    const id = requestId();
    const undone = await undo(stampId, staff[0]?.token as string, id);
    expect([undone.status, undone.body]).toEqual([
      201,
      { stampId, voidedAt: api.clock.now().toISOString(), because: 'undone' },
    ]);
    expect((await undo(stampId, staff[0]?.token as string, id)).body).toEqual(undone.body);
    expect(codeOf(await undo(stampId, staff[0]?.token as string))).toBe('stamp_voided');
    const blank = { params: { stampId }, token: staff[0]?.token as string, body: { reason: '', requestId: id } };
    expect(codeOf(await api.call(routes.undoStamp, blank))).toBe('invalid_request');
  });

  it('is over after two minutes; then a head voids, whoever gave it', async () => {
    const at = await market([]);
    const person = await buildMember(api);
    const first = await stampAt(at, 0, person);
    api.clock.advance(120_000);
    const lastMoment = await stampAt(at, 1, person);
    expect((await undo(first.stampId, staff[0]?.token as string)).status).toBe(409);
    expect(codeOf(await undo(first.stampId, staff[0]?.token as string))).toBe('undo_expired');
    api.clock.advance(120_000);
    expect((await undo(lastMoment.stampId, staff[1]?.token as string)).status).toBe(201);
    expect(codeOf(await voidIt(first.stampId, staff[0]?.token as string))).toBe('forbidden');
    const foreignHead = await buildWorker(api, await buildBranch(api), ['head']);
    expect(codeOf(await voidIt(first.stampId, foreignHead.token))).toBe('forbidden');
    expect((await voidIt(first.stampId, head.token)).status).toBe(201);
    expect(codeOf(await voidIt(first.stampId, head.token))).toBe('stamp_voided');
    expect((await cardOf(person, at)).stampCount).toBe(0);
  });

  it('many times at once takes it back once', async () => {
    const at = await market([]);
    const person = await buildMember(api);
    const { stampId } = await stampAt(at, 0, person);
    const replies = await Promise.all(Array.from({ length: 10 }, () => voidIt(stampId, head.token)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await Engagement.countDocuments({ memberId: person.me.id, reverses: { $exists: true } })).toBe(1);
  });

  it('takes back what it caused: badge, unused prize, completed card and credit; the booth may stamp again', async () => {
    const offerId = await buildPrize(api, branchId, 5, 2);
    const at = await market([{ at: 2, name: '达人', badge: true, offerId }], 2);
    const person = await buildMember(api);
    const first = await stampAt(at, 0, person);
    await stampAt(at, 1, person);
    expect([(await badgesOf(person)).length, await prizesLeft(offerId)]).toEqual([1, 4]);
    await voidIt(first.stampId, head.token);
    expect([(await badgesOf(person)).length, await prizesLeft(offerId)]).toEqual([0, 5]);
    const card = await cardOf(person, at);
    expect(card).toMatchObject({ stampCount: 1, completedAt: null });
    expect(card.rewards[0]).toMatchObject({ reached: false, prize: { state: 'open' } });
    expect(await Conversion.countDocuments({ memberId: person.me.id, reverses: { $exists: true } })).toBe(1);
    const again = await stampAt(at, 0, person);
    expect(again.handOut.map(({ state }) => state)).toEqual(['granted', 'granted']);
    expect([(await badgesOf(person)).length, await prizesLeft(offerId)]).toEqual([1, 4]);
  });

  it('leaves a prize that was handed out, which is not earned twice', async () => {
    const offerId = await buildPrize(api, branchId, 5, 2);
    const at = await market([{ at: 1, name: '礼品', badge: false, offerId }]);
    const person = await buildMember(api);
    const { stampId } = await stampAt(at, 0, person);
    // What redeeming leaves behind, as far as a stamp is concerned.
    await Claim.collection.updateOne(
      { memberId: (await Stamp.findById(stampId).lean())?.memberId },
      { $set: { state: 'redeemed' } },
    );
    await voidIt(stampId, head.token);
    expect((await stampAt(at, 0, person)).handOut).toEqual([]);
    expect(await Claim.countDocuments({ offerId })).toBe(1);
    await Claim.collection.updateMany(
      { offerId: (await Claim.findOne({ offerId }).lean())?.offerId },
      { $set: { state: 'claimed' } },
    );
  });
});

describe('a returning person', () => {
  it('earns no reward twice at an event by deleting the account', async () => {
    const at = await market([{ at: 1, name: '达人', badge: true }]);
    const person = await buildMember(api);
    await stampAt(at, 0, person);
    const { deleteOwnAccount } = await import('@linzhang/shared/members/members.endpoints');
    const body = { confirm: '注销', requestId: requestId() };
    expect((await api.call(deleteOwnAccount, { token: person.token, body })).status).toBe(200);
    const again = await buildMember(api, person.name);
    expect((await stampAt(at, 0, again)).handOut).toEqual([]);
    expect(await badgesOf(again)).toEqual([]);
    expect(await Card.countDocuments({ eventId: at.eventId })).toBe(2);
  });
});
