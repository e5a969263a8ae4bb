import { formatCode, parseCode } from '@linzhang/shared/stamps/codes.rules';
import type { ScanAnswer } from '@linzhang/shared/stamps/scans.contract';
import * as routes from '@linzhang/shared/stamps/stamps.endpoints';
import { Assignment } from '../../server/src/events/assignment.model';
import { Event } from '../../server/src/events/event.model';
import { codeKeyOf } from '../../server/src/stamps/codes.service';
import { Scan } from '../../server/src/stamps/scan.model';
import { answerScans } from '../../server/src/stamps/scanDesk';
import { Stamp } from '../../server/src/stamps/stamp.model';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { buildBranch, buildMember, buildWorker, type Person } from '../support/people';
import { buildMarket, differences, fetchCodes, intentAt, type Market, nextCode, scanAt, showCode } from './market';

jest.setTimeout(60_000);

let api: TestApi;
let market: Market;
let customer: Person;
beforeAll(async () => {
  api = await TestApi.start();
  market = await buildMarket(api);
});
afterAll(async () => {
  expect(await differences()).toEqual([]);
  await api.stop();
});
beforeEach(async () => {
  nextCode(api);
  customer = await buildMember(api);
});

const resultOf = (reply: Reply<ScanAnswer>) => reply.body.result;

describe('a scan', () => {
  it('stamps, and says who, the how many-th, and until when it may be undone', async () => {
    const reply = await scanAt(api, market, 1, await showCode(api, customer, market.eventId));
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      result: 'stamped',
      ordinal: 1,
      completed: false,
      handOut: [],
      member: { name: '会员', number: customer.me.number },
      undoUntil: new Date(api.clock.now().getTime() + 120_000).toISOString(),
    });
  });

  it('keeps its first answer for the requestId, also when it was a refusal, and refuses another question under it', async () => {
    const code = await showCode(api, customer, market.eventId);
    const [first, refused] = [requestId(), requestId()];
    const stamped = await scanAt(api, market, 0, code, first);
    const replayed = await scanAt(api, market, 1, code, refused);
    nextCode(api);
    expect((await scanAt(api, market, 0, code, first)).body).toEqual(stamped.body);
    expect((await scanAt(api, market, 1, code, refused)).body).toEqual(replayed.body);
    expect(resultOf(replayed)).toBe('code_replayed');
    const other = await scanAt(api, market, 0, await showCode(api, customer, market.eventId), first);
    expect([other.status, codeOf(other)]).toEqual([409, 'request_reused']);
  });

  it('refuses a text that is no code, a forged one, and one for redeeming alike', async () => {
    const code = await showCode(api, customer, market.eventId);
    const parts = parseCode(code);
    if (!parts) throw new Error('no code');
    const flipped = parts.mac.startsWith('A') ? 'B' : 'A';
    const redeem: Reply<{ codes: string[] }> = await api.call(routes.mintRedeemCodes, { token: customer.token });
    const forgeries = [
      'https://example.com',
      formatCode({ ...parts, mac: flipped + parts.mac.slice(1) }),
      formatCode({ ...parts, slot: parts.slot + 1 }),
      formatCode({ ...parts, alias: 'A'.repeat(16) }),
      formatCode({ ...parts, keyId: 'other' }),
      redeem.body.codes[0] as string,
    ];
    for (const forged of forgeries) expect(resultOf(await scanAt(api, market, 0, forged))).toBe('code_invalid');
    expect(resultOf(await scanAt(api, market, 0, code))).toBe('stamped');
  });

  it.each([
    ['29,999 ms before its slot', -29_999, 'stamped'],
    ['30 s before its slot', -30_000, 'stamped'],
    ['30,001 ms before its slot', -30_001, 'code_future'],
    ['89,999 ms after its slot began', 89_999, 'stamped'],
    ['90 s after its slot began', 90_000, 'code_expired'],
  ])('of a code %s', async (_name, ms, result) => {
    const run = await fetchCodes(api, customer, market.eventId);
    const slots = 20;
    const begin = (run.firstSlot + slots) * 30_000;
    api.clock.advance(begin + ms - api.clock.now().getTime());
    expect(resultOf(await scanAt(api, market, 0, run.codes[slots] as string))).toBe(result);
  });

  it('refuses the code of another event, and stamps it at its own', async () => {
    const other = await buildMarket(api, { branchId: market.branchId, head: market.head, booths: 1 });
    const code = await showCode(api, customer, other.eventId);
    expect(resultOf(await scanAt(api, market, 0, code))).toBe('code_other_event');
    expect(resultOf(await scanAt(api, other, 0, code))).toBe('stamped');
  });

  it('is for those on duty at the booth at that time; a stranger learns nothing', async () => {
    const code = await showCode(api, customer, market.eventId);
    const colleague = market.staff[1];
    const notHere = await scanAt(api, market, 0, code, requestId(), colleague);
    expect([notHere.status, resultOf(notHere)]).toEqual([200, 'not_assigned']);
    const stranger = await buildWorker(api, await buildBranch(api), ['staff']);
    const foreign = await scanAt(api, market, 0, code, requestId(), stranger);
    expect([foreign.status, codeOf(foreign)]).toEqual([403, 'forbidden']);
    expect(codeOf(await api.call(routes.scanCode, { body: { code } }))).toBe('signed_out');
    expect(
      codeOf(await api.call(routes.scanCode, { token: customer.token, body: { code, boothId: market.boothIds[0] } })),
    ).toBe('forbidden');
    const unknown = { code, boothId: '6a0f00000000000000000001', requestId: requestId() };
    expect(codeOf(await api.call(routes.scanCode, { token: market.staff[0]?.token, body: unknown }))).toBe('not_found');
    const operator = { code: { $gt: '' }, boothId: market.boothIds[0], requestId: requestId() };
    expect(codeOf(await api.call(routes.scanCode, { token: market.staff[0]?.token, body: operator }))).toBe(
      'invalid_request',
    );
  });

  it('is answered by the duty of its time, from its beginning until before its end', async () => {
    const own = await buildMarket(api, { branchId: market.branchId, head: market.head, booths: 2 });
    const now = api.clock.now().getTime();
    const [from, to] = [new Date(now + 60_000), new Date(now + 120_000)];
    await Assignment.updateOne({ boothId: own.boothIds[1] }, { $set: { from, to } });
    const results: string[] = [];
    for (const at of [59_999, 60_000, 119_999, 120_000]) {
      api.clock.advance(now + at - api.clock.now().getTime());
      results.push(resultOf(await scanAt(api, own, 1, await showCode(api, await buildMember(api), own.eventId))));
    }
    expect(results).toEqual(['not_assigned', 'stamped', 'stamped', 'not_assigned']);
  });

  it('finds the stamp before the age of the code, and says when it was given', async () => {
    const code = await showCode(api, customer, market.eventId);
    const first = await scanAt(api, market, 0, code);
    api.clock.advance(600_000);
    const again = await scanAt(api, market, 0, code);
    expect(again.body).toMatchObject({
      result: 'already_stamped',
      stampId: (first.body as { stampId: string }).stampId,
      stampedAt: (first.body as { stampedAt: string }).stampedAt,
      ordinal: 1,
    });
  });

  it('refuses a code that another booth has used, and takes the next one', async () => {
    const code = await showCode(api, customer, market.eventId);
    const first = await scanAt(api, market, 0, code);
    const replayed = await scanAt(api, market, 1, code);
    expect(replayed.body).toEqual({ result: 'code_replayed', at: (first.body as { stampedAt: string }).stampedAt });
    nextCode(api);
    expect(resultOf(await scanAt(api, market, 1, await showCode(api, customer, market.eventId)))).toBe('stamped');
  });

  it.each([
    ['cancelled', { status: 'cancelled' }],
    ['ended', { status: 'ended' }],
  ])('gives nothing at an event that was %s, nor before it begins or after its end', async (_name, change) => {
    const own = await buildMarket(api, { branchId: market.branchId, head: market.head, booths: 1 });
    const code = await showCode(api, customer, own.eventId);
    const { startsAt, endsAt } = (await Event.findById(own.eventId).lean()) as { startsAt: Date; endsAt: Date };
    const now = api.clock.now();
    await Event.updateOne({ _id: own.eventId }, { $set: { startsAt: new Date(now.getTime() + 1) } });
    expect((await scanAt(api, own, 0, code)).body.result).toBe('event_closed');
    await Event.updateOne({ _id: own.eventId }, { $set: { startsAt, endsAt: now } });
    expect((await scanAt(api, own, 0, code)).body).toEqual({ result: 'event_closed', at: now.toISOString() });
    await Event.updateOne({ _id: own.eventId }, { $set: { startsAt: now, endsAt } });
    expect(resultOf(await scanAt(api, own, 0, code))).toBe('stamped');
    await Event.updateOne({ _id: own.eventId }, { $set: { ...change, startsAt } });
    expect(resultOf(await scanAt(api, own, 0, await showCodeOf(own)))).toBe('event_closed');
    async function showCodeOf(closed: Market): Promise<string> {
      await Event.updateOne({ _id: closed.eventId }, { $set: { status: 'published' } });
      const shown = await showCode(api, await buildMember(api), closed.eventId);
      await Event.updateOne({ _id: closed.eventId }, { $set: change });
      return shown;
    }
  });

  it('does not stamp somebody who works at the event, but stamps that person elsewhere', async () => {
    const worker = market.staff[2] as Person;
    expect(resultOf(await scanAt(api, market, 0, await showCode(api, worker, market.eventId)))).toBe('works_here');
    const other = await buildMarket(api, { branchId: market.branchId, head: market.head, booths: 1 });
    expect(resultOf(await scanAt(api, other, 0, await showCode(api, worker, other.eventId)))).toBe('stamped');
  });
});

describe('many scans at once', () => {
  it('of one code at one booth give one stamp, and every caller an answer', async () => {
    const code = await showCode(api, customer, market.eventId);
    const replies = await Promise.all(Array.from({ length: 50 }, () => scanAt(api, market, 0, code)));
    const results = replies.map(resultOf);
    expect(results.filter((result) => result === 'stamped')).toHaveLength(1);
    expect(results.filter((result) => result === 'already_stamped')).toHaveLength(49);
    expect(await Stamp.countDocuments({ memberId: customer.me.id })).toBe(1);
  });

  it('of one request are one row and one answer', async () => {
    const code = await showCode(api, customer, market.eventId);
    const id = requestId();
    const replies = await Promise.all(Array.from({ length: 50 }, () => scanAt(api, market, 0, code, id)));
    const answers = new Set(replies.map((reply) => JSON.stringify(reply.body)));
    expect([answers.size, resultOf(replies[0] as Reply<ScanAnswer>)]).toEqual([1, 'stamped']);
    expect(await Scan.countDocuments({ requestId: id })).toBe(1);
  });

  it('one of which was answered before: it keeps its answer, and the others get theirs', async () => {
    const people = await Promise.all([customer, ...Array.from({ length: 5 }, () => buildMember(api))]);
    const codes = await Promise.all(people.map((person) => showCode(api, person, market.eventId)));
    const id = requestId();
    const first = await scanAt(api, market, 0, codes[0] as string, id);
    const replies = await Promise.all(
      codes.map((code, index) => scanAt(api, market, 0, code, index === 0 ? id : requestId())),
    );
    expect(replies[0]?.body).toEqual(first.body);
    expect(replies.map(resultOf)).toEqual(codes.map(() => 'stamped'));
    expect(await Scan.countDocuments({ requestId: id })).toBe(1);
    expect(await Stamp.countDocuments({ memberId: { $in: people.map((person) => person.me.id) } })).toBe(people.length);
  });

  it('again after its stamp was undone stamps nothing', async () => {
    const code = await showCode(api, customer, market.eventId);
    const id = requestId();
    const { body } = await scanAt(api, market, 0, code, id);
    const params = { stampId: body.result === 'stamped' ? body.stampId : '' };
    const undo = { token: market.staff[0]?.token, params, body: { reason: '扫错了人', requestId: requestId() } };
    expect((await api.call(routes.undoStamp, undo)).status).toBeLessThan(300);
    expect((await scanAt(api, market, 0, code, id)).body).toEqual(body);
    expect(await Stamp.countDocuments({ memberId: customer.me.id, active: true })).toBe(0);
  });

  it('of one code at two booths give one stamp', async () => {
    const code = await showCode(api, customer, market.eventId);
    const replies = await Promise.all([0, 1].map((place) => scanAt(api, market, place, code)));
    expect(replies.map(resultOf).sort()).toEqual(['code_replayed', 'stamped']);
    expect(await Stamp.countDocuments({ memberId: customer.me.id })).toBe(1);
  });

  it('of one card at all booths number the stamps one after another', async () => {
    const run = await fetchCodes(api, customer, market.eventId);
    const replies = await Promise.all(
      [0, 1, 2].map((place) => scanAt(api, market, place, run.codes[Math.min(place, 1)] as string)),
    );
    const ordinals = replies.flatMap((reply) => (reply.body.result === 'stamped' ? [reply.body.ordinal] : []));
    expect(ordinals.sort()).toEqual([1, 2]);
  });

  it('give one stamp also where no queue puts them in order: in processes of their own', async () => {
    const code = await showCode(api, customer, market.eventId);
    const intents = await Promise.all(Array.from({ length: 10 }, () => intentAt(api, market, 0, code)));
    const outcomes = await Promise.all(intents.map((intent) => answerScans([intent])));
    const results = outcomes.map(([outcome]) => outcome?.scan.result);
    expect(results.filter((result) => result === 'stamped')).toHaveLength(1);
    expect(results.filter((result) => result === 'already_stamped')).toHaveLength(9);
    expect(await Stamp.countDocuments({ memberId: customer.me.id })).toBe(1);
  });

  it('fail alone where one of them is nonsense', async () => {
    const people = await Promise.all(Array.from({ length: 10 }, () => buildMember(api)));
    const codes = await Promise.all(people.map((person) => showCode(api, person, market.eventId)));
    const replies = await Promise.all([...codes, 'nonsense'].map((code) => scanAt(api, market, 0, code)));
    expect(replies.map(resultOf)).toEqual([...codes.map(() => 'stamped'), 'code_invalid']);
  });
});

it('two codes of one slot have one name, whichever key signed them', () => {
  expect(codeKeyOf({ alias: 'a', slot: 7 })).toBe('a.7');
});
