import type { AuditEntry } from '@linzhang/shared/audit/audit.contract';
import * as auditRoutes from '@linzhang/shared/audit/audit.endpoints';
import type { Page } from '@linzhang/shared/kernel/pages';
import type { BranchSettings } from '@linzhang/shared/settings/settings.contract';
import * as routes from '@linzhang/shared/settings/settings.endpoints';
import { SettingsChange } from '../../server/src/settings/settings.model';
import { settingsOf } from '../../server/src/settings/settings.service';
import { codeOf, type Reply, TestApi } from '../support/api';
import { buildBranch, buildMember, buildMerchant, buildWorker, type Person, type Worker } from '../support/people';

jest.setTimeout(60_000);

let api: TestApi;
let branchId: string;
let head: Worker;
let admin: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  branchId = await buildBranch(api);
  head = await buildWorker(api, branchId, ['head']);
  admin = await buildWorker(api, await buildBranch(api), ['admin']);
});
afterAll(() => api.stop());

const read = (who: Person, branch = branchId): Promise<Reply<BranchSettings>> =>
  api.call(routes.getSettings, { token: who.token, params: { branchId: branch } });
const change = async (
  who: Person,
  over: Record<string, unknown>,
  version: number,
  branch = branchId,
): Promise<Reply<BranchSettings>> => {
  const { values } = (await read(admin, branch)).body;
  const body = { values: { ...values, ...over }, version };
  return api.call(routes.changeSettings, { token: who.token, params: { branchId: branch }, body });
};

it('keeps what a head changed, with who, when and what it was before', async () => {
  expect((await read(head)).body).toMatchObject({ version: 0, history: [], values: { announceDays: 2 } });
  const changed = await change(head, { announceDays: 3, confirmSeconds: 90 }, 0);
  expect(changed.body).toMatchObject({ version: 1, values: { announceDays: 3, confirmSeconds: 90, undoSeconds: 120 } });
  expect(changed.body.history).toEqual([
    {
      at: api.clock.now().toISOString(),
      by: '周敏',
      changes: [
        { name: 'announceDays', from: 2, to: 3 },
        { name: 'confirmSeconds', from: 60, to: 90 },
      ],
    },
  ]);
  expect(await settingsOf(branchId)).toMatchObject({ announceDays: 3, version: 1 });
  const trail: Reply<Page<AuditEntry>> = await api.call(auditRoutes.listAudits, {
    token: head.token,
    query: { action: 'settings_changed' },
  });
  expect(trail.body.items).toMatchObject([{ changes: { announceDays: { from: 2, to: 3 } } }]);
});

it('takes one of 20 changes made at once', async () => {
  const branch = await buildBranch(api);
  const days = Array.from({ length: 20 }, (_, index) => 3 + (index % 10));
  const replies = await Promise.all(days.map((announceDays) => change(admin, { announceDays }, 0, branch)));
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(replies.filter((reply) => codeOf(reply) === 'version_conflict')).toHaveLength(19);
  expect((await read(admin, branch)).body.history).toHaveLength(1);
});

it('makes no version of a change that changes nothing', async () => {
  const branch = await buildBranch(api);
  expect((await change(admin, {}, 0, branch)).body).toMatchObject({ version: 0, history: [] });
});

it('refuses a number out of bounds, one left out and one that is unknown', async () => {
  for (const over of [{ announceDays: 0 }, { announceDays: 1.5 }, { announceDays: undefined }, { fee: 1 }])
    expect(codeOf(await change(head, over, 1))).toBe('invalid_request');
});

it('is for the head of the branch and admins', async () => {
  const own = (await read(head)).body.version;
  const merchantId = await buildMerchant(api, branchId);
  const others = [
    await buildWorker(api, branchId, ['manager']),
    await buildWorker(api, branchId, ['staff']),
    await buildWorker(api, branchId, ['cashier'], merchantId),
    await buildWorker(api, await buildBranch(api), ['head']),
    await buildMember(api),
  ];
  for (const who of others) {
    expect(codeOf(await read(who))).toBe('forbidden');
    expect(codeOf(await change(who, { announceDays: 5 }, own))).toBe('forbidden');
  }
  expect((await change(admin, { announceDays: 5 }, own)).status).toBe(200);
  expect(codeOf(await read(admin, 'f'.repeat(24)))).toBe('not_found');
  expect(codeOf(await api.call(routes.getSettings, { params: { branchId } }))).toBe('signed_out');
});

it('never changes or removes the record of a change', async () => {
  await expect(SettingsChange.updateMany({}, { $set: { by: 'x' } })).rejects.toThrow('append-only');
  await expect(SettingsChange.deleteMany({})).rejects.toThrow('append-only');
});
