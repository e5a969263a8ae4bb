import * as routes from '@linzhang/shared/channels/channels.endpoints';
import { DAY_MS, MINUTE_MS } from '@linzhang/shared/kernel/time';
import { Types } from 'mongoose';
import { recordConversion } from '../../server/src/attribution/attribution.service';
import { Conversion } from '../../server/src/attribution/conversion.model';
import { Touch } from '../../server/src/channels/touch.model';
import { inTransaction } from '../../server/src/db/transaction';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { buildChannel, buildTarget, type Scan, scan } from '../support/channels';
import { buildBranch, buildMember, buildWorker, type Person, type Worker } from '../support/people';

jest.setTimeout(60_000);

let api: TestApi;
let branchId: string;
let manager: Worker;
let sharer: Person;
let group: { kind: 'group'; id: string };
beforeAll(async () => {
  api = await TestApi.start();
  branchId = await buildBranch(api);
  manager = await buildWorker(api, branchId, ['manager']);
  group = { kind: 'group', id: buildTarget('group', branchId).id };
  sharer = await buildMember(api);
  await scan(api, sharer, (await buildChannel(api, manager)).code);
  const now = api.clock.now();
  const joined = { memberId: sharer.me.id, kind: 'group_joined' as const, causeId: 'first', at: now, now, branchId };
  await inTransaction((session) => recordConversion(session, joined));
});
afterAll(() => api.stop());

const share = (who: Person, over: Record<string, unknown> = {}) =>
  api.call<{ token: string; path: string; title: string }>(routes.createShareToken, {
    token: who.token,
    body: { target: group, ...over },
  });
const open = (who: Person, shareToken: string, id = requestId()): Promise<Reply<Scan>> =>
  api.call(routes.scanChannel, { token: who.token, body: { shareToken, requestId: id } });
const touchesOf = (who: Person) => Touch.find({ memberId: new Types.ObjectId(who.me.id) }).lean();

describe('a share card', () => {
  it('is a touch of the sharer’s owner manager, with the sharer as inviter', async () => {
    const card = (await share(sharer)).body;
    expect(card).toMatchObject({ path: `pages/channels/arrival/index?share=${card.token}`, title: '阳光菜市场福利圈' });
    const friend = await buildMember(api);
    expect((await open(friend, card.token)).body).toMatchObject({
      touched: true,
      target: { kind: 'group', id: group.id },
      manager: { name: '周敏' },
    });
    expect(await touchesOf(friend)).toMatchObject([
      {
        employeeId: new Types.ObjectId(manager.employee.id),
        source: 'referral',
        because: 'share',
        inviterId: new Types.ObjectId(sharer.me.id),
        target: { kind: 'group', id: new Types.ObjectId(group.id) },
      },
    ]);
    const now = api.clock.now();
    const joined = {
      memberId: friend.me.id,
      kind: 'group_joined' as const,
      causeId: 'by card',
      at: now,
      now,
      branchId,
    };
    await inTransaction((session) => recordConversion(session, joined));
    // What the card led to is a way too: a report by group counts who came by it.
    expect(await Conversion.findOne({ memberId: new Types.ObjectId(friend.me.id) }).lean()).toMatchObject({
      originWay: { groupId: new Types.ObjectId(group.id), source: 'referral' },
    });
  });

  it('opened again within 30 minutes, or 20 times at once, is the same touch', async () => {
    const [card, friend] = [(await share(sharer)).body, await buildMember(api)];
    await Promise.all(Array.from({ length: 20 }, () => open(friend, card.token)));
    expect((await touchesOf(friend)).length).toBe(1);
    api.clock.advance(30 * MINUTE_MS);
    expect((await open(friend, card.token)).body.touched).toBe(true);
  });

  it('opened by the sharer, or by who works here, is none', async () => {
    const card = (await share(sharer)).body;
    const before = (await touchesOf(sharer)).length;
    for (const who of [sharer, manager]) expect((await open(who, card.token)).body.touched).toBe(false);
    expect((await touchesOf(sharer)).length).toBe(before);
  });

  it('of somebody without a manager leads there without a touch', async () => {
    const [card, friend] = [(await share(await buildMember(api))).body, await buildMember(api)];
    expect((await open(friend, card.token)).body).toMatchObject({ touched: false, manager: null });
  });

  it('of a manager counts for the own channel only', async () => {
    const channel = await buildChannel(api, manager);
    const card = (await share(manager, { channelId: channel.id })).body;
    const friend = await buildMember(api);
    expect((await open(friend, card.token)).body.touched).toBe(true);
    expect(await touchesOf(friend)).toMatchObject([{ because: 'channel', channelId: new Types.ObjectId(channel.id) }]);
    const colleague = await buildWorker(api, branchId, ['manager']);
    for (const who of [colleague, sharer])
      expect(codeOf(await share(who, { channelId: channel.id }))).toBe('not_found');
    expect((await open(await buildMember(api), (await share(colleague)).body.token)).body.touched).toBe(false);
  });

  it('that was altered or made up is refused', async () => {
    const { token } = (await share(sharer)).body;
    const friend = await buildMember(api);
    const last = token.endsWith('A') ? 'B' : 'A';
    const at = token.indexOf('.') + 20;
    const altered = [
      token.slice(0, at) + (token[at] === 'x' ? 'y' : 'x') + token.slice(at + 1),
      `other${token.slice(token.indexOf('.'))}`,
      'dev.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      'x'.repeat(40),
      `${token.slice(0, -8)}${last.repeat(8)}`,
    ];
    for (const each of altered) expect(codeOf(await open(friend, each))).toBe('share_token_invalid');
    for (const each of ['', 'short', 'x'.repeat(301), '福'.repeat(30)])
      expect(codeOf(await open(friend, each))).toBe('invalid_request');
    expect(await touchesOf(friend)).toEqual([]);
  });

  it('tells nobody who shared it', async () => {
    const { token } = (await share(sharer)).body;
    const read = Buffer.from(token.slice(token.indexOf('.') + 1), 'base64url').toString('latin1');
    expect(read).not.toContain(sharer.me.id);
    expect(read).not.toContain(group.id);
  });

  it('is made by who is signed in, for what there is', async () => {
    expect(codeOf(await api.call(routes.createShareToken, { body: { target: group } }))).toBe('signed_out');
    expect(codeOf(await share(sharer, { target: { kind: 'group', id: '0'.repeat(24) } }))).toBe('not_found');
    expect(codeOf(await share(sharer, { target: { kind: 'moment', id: group.id } }))).toBe('invalid_request');
  });

  it('lasts 30 days', async () => {
    const card = (await share(sharer)).body;
    api.clock.advance(30 * DAY_MS - 1);
    const [early, late] = [await buildMember(api), await buildMember(api)];
    expect((await open(early, card.token)).status).toBe(200);
    api.clock.advance(1);
    const fresh = await buildMember(api);
    expect(codeOf(await open(fresh, card.token))).toBe('share_token_invalid');
    expect(codeOf(await open(late, card.token))).toBe('share_token_invalid');
  });
});
