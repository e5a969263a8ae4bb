import type { Channel } from '@linzhang/shared/channels/channels.contract';
import * as routes from '@linzhang/shared/channels/channels.endpoints';
import type { Page } from '@linzhang/shared/kernel/pages';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { buildChannel, buildTarget, CHANNEL_FIELDS, scan } from '../support/channels';
import { buildBranch, buildMember, buildWorker, type Person, type Worker } from '../support/people';

jest.setTimeout(30_000);

let api: TestApi;
let branchId: string;
let [manager, colleague, head, stranger, staff]: Worker[] = [];
let customer: Person;
beforeAll(async () => {
  api = await TestApi.start();
  branchId = await buildBranch(api);
  manager = await buildWorker(api, branchId, ['manager']);
  colleague = await buildWorker(api, branchId, ['manager']);
  head = await buildWorker(api, branchId, ['head']);
  staff = await buildWorker(api, branchId, ['staff']);
  stranger = await buildWorker(api, await buildBranch(api), ['head']);
  customer = await buildMember(api);
});
afterAll(() => api.stop());

const create = (who: Person, over: Record<string, unknown> = {}) => {
  const target = { kind: 'group', id: buildTarget('group', branchId).id };
  const body = { ...CHANNEL_FIELDS, target, requestId: requestId(), ...over };
  return api.call<Channel>(routes.createChannel, { token: who.token, body });
};

describe('making a channel', () => {
  it('gives a manager a short code that leads to the group', async () => {
    const reply = await create(manager as Worker);
    expect(reply.status).toBe(201);
    expect(reply.body.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
    expect(reply.body).toMatchObject({
      employee: { id: manager?.employee.id },
      target: { kind: 'group', name: '阳光菜市场福利圈', open: true },
      status: 'active',
      closedBecause: null,
      can: { update: true },
    });
  });

  it('makes one, however often the phone retries', async () => {
    const target = { kind: 'group', id: buildTarget('group', branchId).id };
    const same = { requestId: requestId(), target };
    const replies = await Promise.all(Array.from({ length: 10 }, () => create(manager as Worker, same)));
    expect(new Set(replies.map((reply) => `${reply.status} ${reply.body.id}`)).size).toBe(1);
    expect(codeOf(await create(manager as Worker, { ...same, name: '别的名字' }))).toBe('request_reused');
  });

  it('is for managers and heads', async () => {
    expect((await create(head as Worker)).status).toBe(201);
    expect(codeOf(await create(staff as Worker))).toBe('forbidden');
    expect(codeOf(await create(customer))).toBe('forbidden');
    expect((await api.call(routes.createChannel, { body: {} })).status).toBe(401);
  });

  it.each([
    ['an unknown source', { source: 'moments' }],
    ['an operator in a field', { name: { $ne: '' } }],
    ['an opening that ends before it begins', { schedule: [{ weekday: 1, from: 600, to: 540 }] }],
    [
      'a window that ends when it begins',
      { window: { startsAt: '2026-11-14T00:00:00Z', endsAt: '2026-11-14T00:00:00Z' } },
    ],
    ['a cap of none', { dailyCap: 0 }],
    ['a field it does not know', { code: 'AAAAAAAAAA' }],
  ])('refuses %s', async (_name, over) => {
    expect(codeOf(await create(manager as Worker, over))).toBe('invalid_request');
  });

  it('refuses what is closed, of another branch, or not there', async () => {
    const closed = buildTarget('group', branchId, { open: false });
    const elsewhere = buildTarget('group', stranger?.employee.branch.id ?? '');
    const to = (id: string) => create(manager as Worker, { target: { kind: 'group', id } });
    expect(codeOf(await to(closed.id))).toBe('channel_target_closed');
    expect(codeOf(await to(elsewhere.id))).toBe('not_found');
    expect(codeOf(await to('0'.repeat(24)))).toBe('not_found');
  });

  it('takes a backup only of the same branch, who brings people too, and not oneself', async () => {
    const withBackup = (who: Worker | undefined) => create(manager as Worker, { backupEmployeeId: who?.employee.id });
    expect((await withBackup(colleague)).status).toBe(201);
    for (const wrong of [manager, staff, stranger])
      expect(codeOf(await withBackup(wrong))).toBe('channel_backup_invalid');
    expect(codeOf(await create(manager as Worker, { backupEmployeeId: '0'.repeat(24) }))).toBe(
      'channel_backup_invalid',
    );
  });
});

describe('the colleagues who may be a backup', () => {
  it('are those of the branch who bring people too, without oneself', async () => {
    const list = (who: Person | undefined) =>
      api.call<{ items: { id: string }[] }>(routes.listBackups, who ? { token: who.token } : {});
    const ids = (await list(manager)).body.items.map((item) => item.id);
    expect(ids.sort()).toEqual([colleague?.employee.id, head?.employee.id].sort());
    expect(codeOf(await list(staff))).toBe('forbidden');
    expect(codeOf(await list(customer))).toBe('forbidden');
    expect(codeOf(await list(undefined))).toBe('signed_out');
  });
});

describe('a channel', () => {
  it('is seen and changed by whose it is and by the head, and is not there for others', async () => {
    const channel = await buildChannel(api, manager as Worker);
    const params = { channelId: channel.id };
    for (const route of [routes.getChannel, routes.listTouches, routes.getCodeImage]) {
      for (const who of [manager, head])
        expect((await api.call(route, { token: who?.token, params })).status).toBe(200);
      for (const who of [colleague, stranger, staff])
        expect(codeOf(await api.call(route, { token: who?.token, params }))).toBe('not_found');
      expect(codeOf(await api.call(route, { token: customer.token, params }))).toBe('forbidden');
      expect(codeOf(await api.call(route, { params }))).toBe('signed_out');
      expect(codeOf(await api.call(route, { token: manager?.token, params: { channelId: 'x' } }))).toBe(
        'invalid_request',
      );
    }
    const body = { ...CHANNEL_FIELDS, name: '改过的', status: 'paused', version: 0 };
    const change = (who: Person | undefined) =>
      api.call<Channel>(routes.updateChannel, { token: who?.token, params, body });
    expect(codeOf(await change(colleague))).toBe('not_found');
    expect((await change(manager)).body).toMatchObject({ name: '改过的', status: 'paused', closedBecause: 'paused' });
    expect(codeOf(await change(head))).toBe('version_conflict');
  });

  it('loses its window, cap and backup when they are taken off', async () => {
    const window = { startsAt: '2026-11-14T00:00:00.000Z', endsAt: '2026-11-15T00:00:00.000Z' };
    const more = { window, dailyCap: 5, backupEmployeeId: colleague?.employee.id };
    const channel = await buildChannel(api, manager as Worker, more);
    expect(channel).toMatchObject({ window, dailyCap: 5, backup: { id: colleague?.employee.id } });
    const reply: Reply<Channel> = await api.call(routes.updateChannel, {
      token: manager?.token,
      params: { channelId: channel.id },
      body: { ...CHANNEL_FIELDS, status: 'active', version: 0 },
    });
    expect(reply.body).toMatchObject({ window: null, dailyCap: null, backup: null, version: 1 });
  });

  it('is listed among the own ones, by the head among those of the branch', async () => {
    const own = await buildChannel(api, colleague as Worker);
    const list = (who: Worker | undefined, query: Record<string, string> = {}) =>
      api.call<Page<Channel>>(routes.listChannels, { token: who?.token, query });
    expect((await list(colleague)).body.items.map((item) => item.id)).toEqual([own.id]);
    expect((await list(head, { scope: 'branch' })).body.items.map((item) => item.id)).toContain(own.id);
    expect(codeOf(await list(manager, { scope: 'branch' }))).toBe('forbidden');
    expect(codeOf(await list(stranger, { scope: 'branch', branchId }))).toBe('forbidden');
    expect((await list(stranger)).body.items).toEqual([]);
  });
});

describe('the code image', () => {
  it('is drawn by the platform once, with the short code as its scene', async () => {
    const channel = await buildChannel(api, manager as Worker);
    const before = api.simulator.state.codeImages.length;
    const get = () =>
      api.call<{ mime: string; base64: string }>(routes.getCodeImage, {
        token: manager?.token,
        params: { channelId: channel.id },
      });
    const [first, second] = [await get(), await get()];
    expect(first.body.mime).toBe('image/png');
    expect(Buffer.from(first.body.base64, 'base64').subarray(1, 4).toString()).toBe('PNG');
    expect(second.body).toEqual(first.body);
    expect(api.simulator.state.codeImages.slice(before)).toMatchObject([
      { scene: channel.code, page: 'pages/channels/arrival/index', width: 720 },
    ]);
  });

  it('says so where the platform is away, and is there the next time', async () => {
    const channel = await buildChannel(api, manager as Worker);
    const call = { token: manager?.token ?? '', params: { channelId: channel.id } };
    api.simulator.state.failNext({ call: 'codeImage', times: 1, errcode: 45009 });
    const refused = await api.call(routes.getCodeImage, call);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect((await api.call(routes.getCodeImage, call)).status).toBe(200);
  });
});

describe('what a code leads to', () => {
  it('is told to everybody, and nothing of a code that nobody printed', async () => {
    const channel = await buildChannel(api, manager as Worker);
    const get = (code: string) => api.call(routes.getChannelCode, { params: { code } });
    expect((await get(channel.code.toLowerCase())).body).toMatchObject({
      target: { kind: 'group', name: '阳光菜市场福利圈', open: true },
      manager: { name: '周敏' },
      closedBecause: null,
    });
    expect(codeOf(await get('0000000000'))).toBe('not_found');
    expect(codeOf(await get('UUUUUUUUUU'))).toBe('invalid_request');
  });

  it('is gone where the group is gone', async () => {
    const channel = await buildChannel(api, manager as Worker);
    buildTarget('group', branchId, { id: channel.target.id, name: '换了名字' });
    expect((await scan(api, customer, channel.code)).body.target.name).toBe('换了名字');
    expect(codeOf(await scan(api, customer, '0000000000'))).toBe('not_found');
    expect((await api.call(routes.scanChannel, { body: { code: channel.code, requestId: requestId() } })).status).toBe(
      401,
    );
    expect(
      codeOf(
        await api.call(routes.scanChannel, {
          token: customer.token,
          body: { code: { $gt: '' }, requestId: requestId() },
        }),
      ),
    ).toBe('invalid_request');
  });
});
