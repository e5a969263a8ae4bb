import * as routes from '@linzhang/shared/channels/channels.endpoints';
import type { ChannelFunnel } from '@linzhang/shared/channels/funnels.contract';
import type { Page } from '@linzhang/shared/kernel/pages';
import { addBusinessDays, businessDay, DAY_MS, HOUR_MS } from '@linzhang/shared/kernel/time';
import { Types } from 'mongoose';
import {
  type NewConversion,
  recordConversion,
  reverseConversion,
} from '../../server/src/attribution/attribution.service';
import { inTransaction } from '../../server/src/db/transaction';
import { codeOf, TestApi } from '../support/api';
import { buildChannel, scan } from '../support/channels';
import { done } from '../support/done';
import { buildBranch, buildMember, buildWorker, type Person, type Worker } from '../support/people';

jest.setTimeout(60_000);

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
afterAll(() => api.stop());

async function convert(who: Person, kind: NewConversion['kind'], over: Partial<NewConversion> = {}) {
  const now = api.clock.now();
  const causeId = new Types.ObjectId().toHexString();
  const conversion = { memberId: who.me.id, kind, causeId, at: now, now, branchId, ...over };
  await inTransaction((session) => recordConversion(session, conversion));
  return { memberId: who.me.id, kind, causeId };
}

/** Days around today, both included. */
function days(before = 0, after = 0): { from: string; to: string } {
  const today = businessDay(api.clock.now());
  return { from: addBusinessDays(today, -before), to: addBusinessDays(today, after) };
}

const ask = (channelId: string, by: Person | null, query: Record<string, string> = days(6)) =>
  api.call<ChannelFunnel>(routes.getChannelFunnel, {
    params: { channelId },
    query,
    ...(by ? { token: by.token } : {}),
  });

const funnelOf = async (channelId: string, query?: Record<string, string>) =>
  (await ask(channelId, manager, query)).body;

describe('the funnel of a channel', () => {
  it('counts each person once at each step, and says what the results are', async () => {
    const channel = await buildChannel(api, manager);
    const people = await Promise.all([buildMember(api), buildMember(api), buildMember(api)]);
    for (const person of people) await scan(api, person, channel.code);
    const [first, second] = people as [Person, Person, Person];
    api.clock.advance(HOUR_MS);
    await scan(api, first, channel.code);
    await convert(first, 'group_joined');
    await convert(first, 'group_joined');
    await convert(second, 'group_joined');
    await convert(first, 'phone_bound');
    await convert(first, 'product_opened', { amountFen: 5_000_000, product: 'fund' });
    await convert(first, 'product_opened', { amountFen: 1_000_000, product: 'wealth' });
    await convert(first, 'claim_redeemed', { amountFen: 6_300 });
    const { kinds, ...counts } = await funnelOf(channel.id);
    expect(counts).toMatchObject({ visits: 4, came: 3, joined: 2, bound: 1, converted: 1 });
    expect([...kinds].sort((one, other) => (one.kind < other.kind ? -1 : 1))).toEqual([
      { kind: 'claim_redeemed', people: 1, amountFen: 0 },
      { kind: 'product_opened', people: 1, amountFen: 6_000_000 },
    ]);
  });

  it('leaves out who works here, what was taken back, and who came by another code last', async () => {
    const [channel, other] = [await buildChannel(api, manager), await buildChannel(api, manager)];
    await scan(api, await buildWorker(api, branchId, ['staff']), channel.code);
    const [back, away] = [await buildMember(api), await buildMember(api)];
    for (const person of [back, away]) await scan(api, person, channel.code);
    const key = await convert(back, 'group_joined');
    await inTransaction((session) => reverseConversion(session, key, { because: 'void', now: api.clock.now() }));
    api.clock.advance(HOUR_MS);
    await scan(api, away, other.code);
    await convert(away, 'group_joined');
    expect(await funnelOf(channel.id)).toMatchObject({ visits: 2, came: 2, joined: 0, kinds: [] });
    expect(await funnelOf(other.id)).toMatchObject({ visits: 1, came: 1, joined: 1 });
  });

  it('is of who came in the period, whenever the result was', async () => {
    const channel = await buildChannel(api, manager);
    const [early, late] = [await buildMember(api), await buildMember(api)];
    await scan(api, early, channel.code);
    const day = days();
    api.clock.advance(2 * DAY_MS);
    await scan(api, late, channel.code);
    await convert(early, 'group_joined');
    await convert(late, 'group_joined');
    await convert(late, 'phone_bound');
    expect(await funnelOf(channel.id, day)).toMatchObject({ ...day, came: 1, joined: 1, bound: 0 });
    expect(await funnelOf(channel.id, days())).toMatchObject({ came: 1, joined: 1, bound: 1 });
    expect(await funnelOf(channel.id, days(2))).toMatchObject({ came: 2, joined: 2, bound: 1 });
  });

  it('is for whose channel it is and for who leads the branch', async () => {
    const { id } = await buildChannel(api, manager);
    const stranger = await buildWorker(api, await buildBranch(api), ['head']);
    expect(codeOf(await ask('x', manager))).toBe('invalid_request');
    expect(codeOf(await ask(id, manager, { from: '2026-11-14', to: '2026-11-13' }))).toBe('invalid_request');
    expect(codeOf(await ask(id, manager, { from: '2025-11-13', to: '2026-11-14' }))).toBe('invalid_request');
    expect((await ask(id, manager, { from: '2025-11-14', to: '2026-11-14' })).status).toBe(200);
    expect((await ask(id, null)).status).toBe(401);
    expect((await ask(id, await buildMember(api))).status).toBe(403);
    for (const by of [stranger, await buildWorker(api, branchId, ['manager'])])
      expect(codeOf(await ask(id, by))).toBe('not_found');
    expect((await ask(id, head)).status).toBe(200);
  });
});

describe('the funnels of many channels', () => {
  const list = (by: Person | null, query: Record<string, string> = {}) =>
    api.call<Page<ChannelFunnel>>(routes.listChannelFunnels, {
      query: { ...days(6), ...query },
      ...(by ? { token: by.token } : {}),
    });

  it('are the own ones, newest first and in pages, or those of the branch for who leads it', async () => {
    const own = await buildWorker(api, branchId, ['manager']);
    const [first, second] = [await buildChannel(api, own), await buildChannel(api, own)];
    await scan(api, await buildMember(api), first.code);
    const page = (await list(own, { limit: '1' })).body;
    expect(page.items.map(({ channel, came }) => [channel.id, came])).toEqual([[second.id, 0]]);
    const rest = (await list(own, { limit: '1', cursor: page.nextCursor ?? '' })).body;
    expect(rest.items.map(({ channel, came }) => [channel.id, came])).toEqual([[first.id, 1]]);
    const branch = await done<Page<ChannelFunnel>>(api, routes.listChannelFunnels, {
      token: head.token,
      query: { ...days(6), scope: 'branch', limit: '100' },
    });
    expect(branch.items.map(({ channel }) => channel.id)).toEqual(expect.arrayContaining([first.id, second.id]));
    expect((await list(own, { scope: 'branch' })).status).toBe(403);
    expect((await list(null)).status).toBe(401);
    expect((await list(await buildMember(api))).status).toBe(403);
    expect((await list(own, { to: 'x' })).status).toBe(400);
  });
});
