import type { Channel, ChannelReview } from '@linzhang/shared/channels/channels.contract';
import * as routes from '@linzhang/shared/channels/channels.endpoints';
import type { Page } from '@linzhang/shared/kernel/pages';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import { Types } from 'mongoose';
import { relationOf, reverseConversion } from '../../server/src/attribution/attribution.service';
import { Credit } from '../../server/src/attribution/credit.model';
import { verifyAttribution } from '../../server/src/attribution/verify.service';
import { verifyChannels } from '../../server/src/channels/verify.service';
import { inTransaction } from '../../server/src/db/transaction';
import { SettingsRow } from '../../server/src/settings/settings.model';
import { codeOf, requestId, TestApi } from '../support/api';
import { buildChannel, scan } from '../support/channels';
import { differences } from '../support/differences';
import { buildBranch, buildMember, buildWorker, type Person, type Worker } from '../support/people';

jest.setTimeout(120_000);

let api: TestApi;
let branchId: string;
let manager: Worker;
let head: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  branchId = await buildBranch(api);
  manager = await buildWorker(api, branchId, ['manager']);
  head = await buildWorker(api, branchId, ['head']);
});
afterAll(async () => {
  expect(await differences(verifyChannels())).toEqual([]);
  expect(await differences(verifyAttribution())).toEqual([]);
  await api.stop();
});

let lastPhone = 13_500_000_000;
const bind = (who: Person) =>
  api.call(memberRoutes.bindPhone, {
    token: who.token,
    body: { code: `sim:${++lastPhone}`, marketing: false, matching: false, requestId: requestId() },
  });
const list = (who: Worker | null, query: Record<string, string> = {}) =>
  api.call<Page<ChannelReview>>(routes.listChannelReviews, { ...(who ? { token: who.token } : {}), query });
const decide = (who: Worker, reviewId: string, accept: boolean, id = requestId()) =>
  api.call<ChannelReview>(routes.decideChannelReview, {
    token: who.token,
    params: { reviewId },
    body: { accept, note: '已电话核实', requestId: id },
  });
const credited = async (who: Person) =>
  (await Credit.find({ memberId: new Types.ObjectId(who.me.id) }).lean()).reduce((sum, credit) => sum + credit.ppm, 0);

async function visitors(channel: Channel, count: number): Promise<Person[]> {
  const members: Person[] = [];
  for (let i = 0; i < count; i += 1) {
    const member = await buildMember(api);
    await scan(api, member, channel.code);
    members.push(member);
  }
  return members;
}

describe('bindings of one day on one channel', () => {
  it('count by themselves up to the 20th, also when they come at once; the rest waits for a head', async () => {
    const channel = await buildChannel(api, manager);
    const members = await visitors(channel, 23);
    const replies = [];
    for (let i = 0; i < 23; i += 8) replies.push(...(await Promise.all(members.slice(i, i + 8).map(bind))));
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([200]));
    const credits = await Promise.all(members.map(credited));
    expect(credits.filter((ppm) => ppm === 1_000_000).length).toBe(20);
    const [review] = (await list(head, { status: 'open' })).body.items;
    expect(review).toMatchObject({
      channel: { id: channel.id },
      employee: { id: manager.employee.id },
      count: 3,
      limit: 20,
      status: 'open',
      can: { decide: true },
    });
    expect(review?.bindings.length).toBe(3);
    const waiting = members.filter((_member, i) => credits[i] === 0);
    expect((await relationOf(waiting[0]?.me.id ?? '')).originId).toBeNull();
    const id = requestId();
    const answers = await Promise.all([1, 2, 3].map(() => decide(head, review?.id ?? '', true, id)));
    expect(answers.map((answer) => answer.body.status)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(answers[0]?.body.decision).toMatchObject({ by: '周敏', note: '已电话核实' });
    expect(await Promise.all(waiting.map(credited))).toEqual([1_000_000, 1_000_000, 1_000_000]);
    expect((await relationOf(waiting[0]?.me.id ?? '')).originId).toBe(manager.employee.id);
    expect(codeOf(await decide(head, review?.id ?? '', false))).toBe('already_decided');
  });

  it('that a head rejects credit nobody; the next day counts anew', async () => {
    await SettingsRow.collection.insertOne({
      _id: new Types.ObjectId(branchId),
      version: 1,
      values: { dailyBindingReview: 1 },
      changedBy: 'test',
      changedAt: api.clock.now(),
    });
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const channel = await buildChannel(api, manager);
    const [one, other, third] = (await visitors(channel, 3)) as [Person, Person, Person];
    await bind(one);
    await bind(other);
    const [review] = (await list(head, { status: 'open' })).body.items;
    expect(review).toMatchObject({ count: 1, limit: 1 });
    expect((await decide(head, review?.id ?? '', false)).body.status).toBe('rejected');
    expect([await credited(one), await credited(other)]).toEqual([1_000_000, 0]);
    api.clock.advance(DAY_MS);
    await bind(third);
    expect(await credited(third)).toBe(1_000_000);
  });

  it('taken back while they wait are not credited by accepting', async () => {
    const channel = await buildChannel(api, manager);
    const [one, other] = (await visitors(channel, 2)) as [Person, Person];
    await bind(one);
    await bind(other);
    const key = { memberId: other.me.id, kind: 'phone_bound' as const, causeId: other.me.id };
    await inTransaction((session) => reverseConversion(session, key, { because: 'test', now: api.clock.now() }));
    const [review] = (await list(head, { status: 'open' })).body.items;
    expect((await decide(head, review?.id ?? '', true)).status).toBe(200);
    expect(await credited(other)).toBe(0);
  });

  it('are judged by a head of the branch, never by whose channel it is', async () => {
    const own = await buildChannel(api, head);
    for (const member of await visitors(own, 2)) await bind(member);
    const [review] = (await list(head, { status: 'open' })).body.items;
    expect(review).toMatchObject({ channel: { id: own.id }, can: { decide: false } });
    const stranger = await buildWorker(api, await buildBranch(api), ['head']);
    const admin = await buildWorker(api, await buildBranch(api), ['admin']);
    expect(codeOf(await decide(head, review?.id ?? '', true))).toBe('forbidden');
    for (const who of [manager, stranger]) expect(codeOf(await decide(who, review?.id ?? '', true))).toBe('not_found');
    expect(codeOf(await list(manager))).toBe('forbidden');
    expect(codeOf(await list(stranger, { branchId }))).toBe('forbidden');
    expect((await list(stranger)).body.items).toEqual([]);
    expect(codeOf(await list(null))).toBe('signed_out');
    expect(codeOf(await decide(admin, 'x', true))).toBe('invalid_request');
    expect((await decide(admin, review?.id ?? '', true)).body.status).toBe('accepted');
  });
});
