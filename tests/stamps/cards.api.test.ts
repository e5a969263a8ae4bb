import type { Page } from '@linzhang/shared/kernel/pages';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import { codeToShow } from '@linzhang/shared/stamps/codes.rules';
import type { BoothToday, OwnAssignment, RecentScan } from '@linzhang/shared/stamps/scans.contract';
import type { CardNews, CodeHour, OwnBadge, OwnCard, StampCard } from '@linzhang/shared/stamps/stamps.contract';
import * as routes from '@linzhang/shared/stamps/stamps.endpoints';
import { Touch } from '../../server/src/channels/touch.model';
import { Engagement } from '../../server/src/engagements/engagement.model';
import { Event } from '../../server/src/events/event.model';
import { CodeAlias } from '../../server/src/stamps/codeAlias.model';
import { requireCode, verifyCode } from '../../server/src/stamps/codes.service';
import { Stamp } from '../../server/src/stamps/stamp.model';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { buildBranch, buildMember, buildWorker, type Person, type Worker } from '../support/people';
import {
  buildMarket,
  buildPrize,
  differences,
  fetchCodes,
  type Market,
  nextCode,
  scanAt,
  showCode,
  stampedMember,
} from './market';

jest.setTimeout(120_000);

let api: TestApi;
let branchId: string;
let head: Worker;
let staff: Worker[];
let market: Market;
beforeAll(async () => {
  api = await TestApi.start();
  branchId = await buildBranch(api);
  head = await buildWorker(api, branchId, ['head']);
  staff = await Promise.all([1, 2, 3].map(() => buildWorker(api, branchId, ['staff'])));
  market = await buildMarket(api, { branchId, head, staff, rewards: [{ at: 2, name: '达人', badge: true }] });
});
afterEach(async () => expect(await differences()).toEqual([]));
afterAll(() => api.stop());

const getCard = (person: Person, eventId = market.eventId): Promise<Reply<StampCard>> =>
  api.call(routes.getCard, { token: person.token, params: { eventId } });

describe('the own card', () => {
  it('is there before the first stamp, with every booth and reward', async () => {
    const { status, body } = await getCard(await buildMember(api));
    expect([status, body.stampCount, body.version, body.toNextReward]).toEqual([200, 0, 0, 2]);
    expect(body.booths.map(({ number, stampedAt }) => [number, stampedAt])).toEqual([1, 2, 3].map((n) => [n, null]));
    expect(body.rewards).toEqual([
      { id: market.rewardIds[0], at: 2, name: '达人', badge: true, reached: false, prize: null },
    ]);
    expect(body.can.showCode).toBe(true);
  });

  it('is nobody else’s, and none of a draft', async () => {
    const [owner, other] = [await stampedMember(api, market, 2), await buildMember(api)];
    expect((await getCard(owner)).body.stampCount).toBe(2);
    expect((await getCard(other)).body.stampCount).toBe(0);
    const draft = await buildMarket(api, { branchId, head, staff, booths: 1 });
    await Event.updateOne({ _id: draft.eventId }, { $set: { status: 'draft' } });
    expect(codeOf(await getCard(other, draft.eventId))).toBe('not_found');
    expect(codeOf(await getCard(other, 'x'))).toBe('invalid_request');
    expect((await api.call(routes.getCard, { params: { eventId: market.eventId } })).status).toBe(401);
    const cards: Reply<Page<OwnCard>> = await api.call(routes.listOwnCards, { token: owner.token });
    expect(cards.body.items.map(({ event, stampCount }) => [event.id, stampCount])).toEqual([[market.eventId, 2]]);
    const badges: Reply<Page<OwnBadge>> = await api.call(routes.listOwnBadges, { token: owner.token });
    expect(badges.body.items.map(({ name }) => name)).toEqual(['达人']);
    const none: Reply<Page<OwnBadge>> = await api.call(routes.listOwnBadges, { token: other.token });
    expect(none.body.items).toEqual([]);
  });

  it('shows a stamp to a phone that waits, within two seconds', async () => {
    const person = await buildMember(api);
    const code = await showCode(api, person, market.eventId);
    const news = (after: number, wait: string): Promise<Reply<CardNews>> =>
      api.call(routes.getCardNews, {
        token: person.token,
        params: { eventId: market.eventId },
        query: { after: String(after), wait },
      });
    expect((await news(0, '0')).body).toEqual({ version: 0, card: null });
    const waiting = news(0, '10');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const from = performance.now();
    await scanAt(api, market, 0, code);
    const { body } = await waiting;
    expect(performance.now() - from).toBeLessThan(2_000);
    expect([body.version, body.card?.stampCount, body.card?.booths[0]?.stampedAt]).toEqual([
      1,
      1,
      api.clock.now().toISOString(),
    ]);
    // As another process writes it: nobody in this one announces it.
    const unseen = news(1, '10');
    const { Card } = await import('../../server/src/stamps/card.model');
    await Card.updateOne({ memberId: person.me.id }, { $inc: { version: 1 } });
    expect((await unseen).body.version).toBe(2);
    expect(
      codeOf(await api.call(routes.getCardNews, { token: person.token, params: { eventId: market.eventId } })),
    ).toBe('invalid_request');
  });
});

describe('codes', () => {
  it('are an hour of consecutive slots under one name, also from two phones at once', async () => {
    const person = await buildMember(api);
    const runs = await Promise.all(Array.from({ length: 10 }, () => fetchCodes(api, person, market.eventId)));
    expect(new Set(runs.map((run) => run.codes.join())).size).toBe(1);
    expect(runs[0]?.codes).toHaveLength(120);
    expect(await CodeAlias.countDocuments({ memberId: person.me.id })).toBe(1);
    const run = runs[0] as CodeHour;
    const shown = codeToShow(run, new Date(run.serverTime));
    expect(await verifyCode(shown?.code ?? '', 'stamp', api.clock.now())).toMatchObject({
      memberId: person.me.id,
      eventId: market.eventId,
    });
  });

  it('to redeem name nobody at an event, and the other way round', async () => {
    const person = await buildMember(api);
    const redeem: Reply<CodeHour> = await api.call(routes.mintRedeemCodes, { token: person.token });
    const code = redeem.body.codes[0] as string;
    const now = api.clock.now();
    expect(await verifyCode(code, 'redeem', now)).toMatchObject({ memberId: person.me.id, eventId: null });
    expect(await verifyCode(code, 'stamp', now)).toEqual({ refusal: 'code_invalid' });
    const stamp = await showCode(api, person, market.eventId);
    expect(await verifyCode(stamp, 'redeem', now)).toEqual({ refusal: 'code_invalid' });
    await expect(requireCode(stamp, 'stamp', now, '6a0f00000000000000000001')).rejects.toThrow('code_other_event');
    expect(await verifyCode(code, 'redeem', new Date(now.getTime() + 180_000))).toEqual({ refusal: 'code_expired' });
  });

  it('are minted for an event that is on or to come, to who accepted the terms', async () => {
    const over = await buildMarket(api, { branchId, head, staff, booths: 1 });
    await Event.updateOne({ _id: over.eventId }, { $set: { endsAt: api.clock.now() } });
    const person = await buildMember(api);
    const mint = (eventId: string, token?: string) =>
      api.call(routes.mintStampCodes, { params: { eventId }, ...(token ? { token } : {}) });
    expect(codeOf(await mint(over.eventId, person.token))).toBe('event_closed');
    expect(codeOf(await mint(market.eventId))).toBe('signed_out');
    expect(codeOf(await mint('6a0f00000000000000000001', person.token))).toBe('not_found');
    const { signIn } = await import('../support/people');
    expect(codeOf(await mint(market.eventId, (await signIn(api)).token))).toBe('consent_required');
  });
});

describe('work at a booth', () => {
  it('shows the own duties of today, the counts of the day and the last scans', async () => {
    const own = await buildMarket(api, { branchId, head });
    const worker = own.staff[0] as Worker;
    const call = <T>(route: Parameters<TestApi['call']>[0], token = worker.token): Promise<Reply<T>> =>
      api.call<T>(route, { token, params: { boothId: own.boothIds[0] as string } });
    const duties = await call<{ items: OwnAssignment[] }>(routes.listOwnAssignments);
    expect(duties.body.items.map(({ event, booth, open }) => [event.id, booth.number, booth.bank, open])).toEqual([
      [own.eventId, 1, true, true],
    ]);
    const person = await stampedMember(api, own, 1);
    const stamped = await scanAt(api, own, 0, await showCode(api, await buildMember(api), own.eventId));
    await scanAt(api, own, 0, 'nonsense');
    const today = await call<BoothToday>(routes.getBoothToday);
    expect(today.body).toMatchObject({ stamped: 2, ownStamped: 2, contacts: 0, conflicts: 0 });
    const recent = await call<Page<RecentScan>>(routes.listRecentScans);
    expect(recent.body.items.map(({ result, ordinal, can }) => [result, ordinal, can.undo])).toEqual([
      ['code_invalid', null, false],
      ['stamped', 1, true],
      ['stamped', 1, false],
    ]);
    expect(recent.body.items[2]?.member).toEqual({ name: '会员', number: person.me.number });
    expect(recent.body.items[1]?.stampId).toBe((stamped.body as { stampId: string }).stampId);
    const stranger = await buildWorker(api, await buildBranch(api), ['head']);
    for (const route of [routes.getBoothToday, routes.listRecentScans])
      expect([codeOf(await call(route, stranger.token)), codeOf(await call(route, person.token))]).toEqual([
        'forbidden',
        'forbidden',
      ]);
    expect((await call<{ items: OwnAssignment[] }>(routes.listOwnAssignments, stranger.token)).body.items).toEqual([]);
  });

  it('records a contact at the bank booth once: a touch of the employee', async () => {
    const person = await buildMember(api);
    const add = (place: number, code: string, id = requestId(), token = staff[place]?.token as string) =>
      api.call<{ again: boolean }>(routes.addContact, {
        token,
        body: { code, boothId: market.boothIds[place], requestId: id },
      });
    const code = await showCode(api, person, market.eventId);
    expect(codeOf(await add(1, code))).toBe('not_banks_booth');
    expect(codeOf(await add(0, code, requestId(), staff[1]?.token))).toBe('not_assigned');
    expect(codeOf(await add(0, 'nonsense'))).toBe('code_invalid');
    expect(codeOf(await add(0, code, 'x'))).toBe('invalid_request');
    expect(codeOf(await add(0, code, requestId(), person.token))).toBe('forbidden');
    const id = requestId();
    const added = await add(0, code, id);
    expect([added.status, added.body.again]).toEqual([201, false]);
    expect((await add(0, code, id)).body).toEqual(added.body);
    const replies = await Promise.all(Array.from({ length: 10 }, () => add(0, code)));
    expect(replies.map(({ status, body }) => [status, body.again])).toEqual(replies.map(() => [201, true]));
    const memberId = person.me.id;
    expect(await Engagement.countDocuments({ memberId, kind: 'contact_added' })).toBe(1);
    expect((await Touch.find({ memberId }).lean()).map((touch) => String(touch.employeeId))).toEqual([
      staff[0]?.employee.id,
    ]);
    api.clock.advance(180_000);
    expect(codeOf(await add(0, code))).toBe('code_expired');
  });
});

describe('an account that moves', () => {
  let phones = 13_900_000_000;
  async function moveTo(person: Person, phone: string): Promise<void> {
    const body = { code: `sim:${phone}`, marketing: false, matching: false, requestId: requestId() };
    const bound: Reply<{ outcome: string; proof: string }> = await api.call(memberRoutes.bindPhone, {
      token: person.token,
      body,
    });
    if (bound.body.outcome === 'bound') return;
    const moved = await api.call(memberRoutes.movePhone, {
      token: person.token,
      body: { proof: bound.body.proof, requestId: requestId() },
    });
    if (moved.status !== 200) throw new Error(JSON.stringify(moved.body));
  }

  it('takes its cards along; of two stamps of a booth the earlier stays, and what both earn together is earned', async () => {
    const offerId = await buildPrize(api, branchId, 5);
    const own = await buildMarket(api, {
      branchId,
      head,
      staff,
      rewards: [{ at: 3, name: '大奖', badge: true, offerId }],
    });
    const elsewhere = await buildMarket(api, { branchId, head, staff });
    const phone = String(++phones);
    const old = await stampedMember(api, own, 2);
    await stampedMember(api, elsewhere, 1, old);
    const fetched = await fetchCodes(api, old, own.eventId);
    await moveTo(old, phone);
    const young = await buildMember(api);
    for (const place of [1, 2]) {
      nextCode(api);
      await scanAt(api, own, place, await showCode(api, young, own.eventId));
    }
    await moveTo(young, phone);
    const card = (await getCard(young, own.eventId)).body;
    expect([card.stampCount, card.completedAt !== null]).toEqual([3, true]);
    expect(card.rewards[0]).toMatchObject({ reached: true, prize: { state: 'pending' } });
    expect((await getCard(young, elsewhere.eventId)).body.stampCount).toBe(1);
    const second = await Stamp.find({ memberId: young.me.id, eventId: own.eventId, boothId: own.boothIds[1] }).lean();
    expect(second.map(({ active, movedFrom }) => [active, movedFrom !== undefined]).sort()).toEqual([
      [false, false],
      [true, true],
    ]);
    // What the old phone has fetched still names the person.
    const slot = Math.floor(api.clock.now().getTime() / 30_000) - fetched.firstSlot;
    const again = await scanAt(api, own, 0, fetched.codes[slot] as string);
    expect(again.body).toMatchObject({ result: 'already_stamped', member: { number: young.me.number } });
  });

  it('is exported with its stamps, and leaves no code that names it when it is deleted', async () => {
    const person = await stampedMember(api, market, 2);
    const exported: Reply<{ sections: { stamps: { cards: { stamps: unknown[]; rewards: unknown[] }[] } } }> =
      await api.call(memberRoutes.exportOwnData, { token: person.token });
    expect(exported.body.sections.stamps.cards.map(({ stamps, rewards }) => [stamps.length, rewards.length])).toEqual([
      [2, 1],
    ]);
    const code = await showCode(api, person, market.eventId);
    const body = { confirm: '注销', requestId: requestId() };
    await api.call(memberRoutes.deleteOwnAccount, { token: person.token, body });
    expect((await scanAt(api, market, 2, code)).body.result).toBe('code_invalid');
  });
});
