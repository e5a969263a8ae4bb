import type { Channel, TouchRow } from '@linzhang/shared/channels/channels.contract';
import * as routes from '@linzhang/shared/channels/channels.endpoints';
import type { Page } from '@linzhang/shared/kernel/pages';
import { HOUR_MS, MINUTE_MS } from '@linzhang/shared/kernel/time';
import { Types } from 'mongoose';
import { Touch } from '../../server/src/channels/touch.model';
import { verifyChannels } from '../../server/src/channels/verify.service';
import { codeOf, requestId, TestApi } from '../support/api';
import { buildChannel, CHANNEL_FIELDS, scan } from '../support/channels';
import { differences } from '../support/differences';
import { buildBranch, buildMember, buildWorker, type Person, type Worker } from '../support/people';

jest.setTimeout(60_000);

let api: TestApi;
let branchId: string;
let manager: Worker;
let backup: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  branchId = await buildBranch(api);
  manager = await buildWorker(api, branchId, ['manager']);
  backup = await buildWorker(api, branchId, ['manager']);
});
afterAll(async () => {
  expect(await differences(verifyChannels())).toEqual([]);
  await api.stop();
});

const touchesOf = (who: Person) =>
  Touch.find({ memberId: new Types.ObjectId(who.me.id) })
    .sort({ at: 1 })
    .lean();
const countsOf = async (channel: Channel) => {
  const params = { channelId: channel.id };
  const reply = await api.call<{ scans: number; touches: number; days: unknown[] }>(routes.getChannel, {
    token: manager.token,
    params,
  });
  const { scans, touches, days } = reply.body;
  return { scans, touches, days };
};

describe('a scan', () => {
  it('is a touch of the channel’s manager, and again only 30 minutes later', async () => {
    const [channel, member] = [await buildChannel(api, manager), await buildMember(api)];
    expect((await scan(api, member, channel.code)).body).toMatchObject({ touched: true, manager: { name: '周敏' } });
    api.clock.advance(30 * MINUTE_MS - 1000);
    expect((await scan(api, member, channel.code)).body.touched).toBe(false);
    api.clock.advance(1000);
    expect((await scan(api, member, channel.code)).body.touched).toBe(true);
    expect(await touchesOf(member)).toMatchObject([
      { employeeId: new Types.ObjectId(manager.employee.id), source: 'circle', because: 'channel' },
      { because: 'channel' },
    ]);
    expect(await countsOf(channel)).toMatchObject({ scans: 3, touches: 2, days: [{ scans: 3, touches: 2 }] });
  });

  it('made 50 times at once is one touch, whether or not it is the same request', async () => {
    const channel = await buildChannel(api, manager);
    const [one, other] = [await buildMember(api), await buildMember(api)];
    const same = requestId();
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        i % 2 === 0 ? scan(api, one, channel.code, same) : scan(api, other, channel.code),
      ),
    );
    expect(replies.map((reply) => reply.status).filter((status) => status !== 200)).toEqual([]);
    expect((await touchesOf(one)).length).toBe(1);
    expect((await touchesOf(other)).length).toBe(1);
    // A repeat of a request is answered like the first time and counted once.
    expect(replies.filter((_reply, i) => i % 2 === 0).every((reply) => reply.body.touched)).toBe(true);
    expect(await countsOf(channel)).toMatchObject({ scans: 26, touches: 2 });
  });

  it('with the same request for another code is refused', async () => {
    const [one, other, member] = [
      await buildChannel(api, manager),
      await buildChannel(api, manager),
      await buildMember(api),
    ];
    const id = requestId();
    await scan(api, member, one.code, id);
    expect(codeOf(await scan(api, member, other.code, id))).toBe('request_reused');
  });

  it('by somebody who works here is none, but leads there all the same', async () => {
    const channel = await buildChannel(api, manager);
    for (const insider of [manager, backup]) {
      const reply = await scan(api, insider, channel.code);
      expect(reply.body).toMatchObject({ touched: false, target: { id: channel.target.id } });
      expect(await touchesOf(insider)).toEqual([]);
    }
  });

  it('of a closed channel is none', async () => {
    const member = await buildMember(api);
    const paused = await buildChannel(api, manager);
    const body = { ...CHANNEL_FIELDS, status: 'paused', version: 0 };
    await api.call(routes.updateChannel, { token: manager.token, params: { channelId: paused.id }, body });
    const startsAt = new Date(api.clock.now().getTime() + HOUR_MS).toISOString();
    const endsAt = new Date(api.clock.now().getTime() + 2 * HOUR_MS).toISOString();
    const later = await buildChannel(api, manager, { window: { startsAt, endsAt } });
    for (const channel of [paused, later]) expect((await scan(api, member, channel.code)).body.touched).toBe(false);
    api.clock.advance(HOUR_MS);
    expect((await scan(api, member, later.code)).body.touched).toBe(true);
    api.clock.advance(HOUR_MS);
    expect((await scan(api, member, later.code)).body.touched).toBe(false);
  });
});

describe('the daily cap', () => {
  it('is never passed by parallel scans; the backup gets the rest', async () => {
    const channel = await buildChannel(api, manager, { dailyCap: 3, backupEmployeeId: backup.employee.id });
    const members = await Promise.all(Array.from({ length: 8 }, () => buildMember(api)));
    const replies = await Promise.all(members.map((member) => scan(api, member, channel.code)));
    expect(replies.every((reply) => reply.body.touched)).toBe(true);
    const touches = (await Promise.all(members.map(touchesOf))).flat();
    const ofManager = touches.filter((touch) => touch.employeeId.toHexString() === manager.employee.id);
    expect([ofManager.length, touches.length]).toEqual([3, 8]);
    expect(
      touches.filter((touch) => touch.because === 'backup').map((touch) => touch.employeeId.toHexString()),
    ).toEqual(Array(5).fill(backup.employee.id));
  });

  it('without a backup leaves no touch, and begins anew the next day', async () => {
    const channel = await buildChannel(api, manager, { dailyCap: 1 });
    const [one, other] = [await buildMember(api), await buildMember(api)];
    expect((await scan(api, one, channel.code)).body.touched).toBe(true);
    expect((await scan(api, other, channel.code)).body.touched).toBe(false);
    api.clock.advance(24 * HOUR_MS);
    expect((await scan(api, other, channel.code)).body.touched).toBe(true);
  });
});

describe('who came', () => {
  it('is listed newest first, with masked names', async () => {
    const channel = await buildChannel(api, manager);
    const [one, other] = [await buildMember(api), await buildMember(api)];
    await scan(api, one, channel.code);
    api.clock.advance(MINUTE_MS);
    await scan(api, other, channel.code);
    const list = (query: Record<string, string>) =>
      api.call<Page<TouchRow>>(routes.listTouches, { token: manager.token, params: { channelId: channel.id }, query });
    const first = (await list({ limit: '1' })).body;
    expect(first.items).toMatchObject([{ member: { name: '会员', number: other.me.number }, inviter: null }]);
    const second = (await list({ limit: '1', cursor: first.nextCursor ?? '' })).body;
    expect(second).toMatchObject({ items: [{ member: { number: one.me.number } }], nextCursor: null });
    expect(codeOf(await list({ cursor: 'forged' }))).toBe('invalid_request');
  });
});
