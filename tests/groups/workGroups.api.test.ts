import type { AuditEntry } from '@linzhang/shared/audit/audit.contract';
import * as auditRoutes from '@linzhang/shared/audit/audit.endpoints';
import type { GroupDetail, GroupMember, WorkGroup } from '@linzhang/shared/groups/groups.contract';
import * as routes from '@linzhang/shared/groups/groups.endpoints';
import type { Page } from '@linzhang/shared/kernel/pages';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import { verifyGroups } from '../../server/src/groups/verify.service';
import { codeOf, type ErrorBody, type Reply, requestId, TestApi } from '../support/api';
import { differences } from '../support/differences';
import { buildDraft, buildGroup, groupFields, join, setStatus } from '../support/groups';
import { buildBranch, buildMember, buildMerchant, buildWorker, type Worker } from '../support/people';

jest.setTimeout(60_000);

let api: TestApi;
let branchId: string;
let otherBranchId: string;
let head: Worker;
let otherHead: Worker;
let admin: Worker;
let manager: Worker;
let cashier: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  [branchId, otherBranchId] = [await buildBranch(api), await buildBranch(api)];
  head = await buildWorker(api, branchId, ['head']);
  otherHead = await buildWorker(api, otherBranchId, ['head']);
  admin = await buildWorker(api, otherBranchId, ['admin']);
  manager = await buildWorker(api, branchId, ['manager']);
  cashier = await buildWorker(api, branchId, ['cashier'], await buildMerchant(api, branchId));
});
afterAll(async () => {
  expect(await differences(verifyGroups())).toEqual([]);
  await api.stop();
});

const create = (who: Worker, over: Record<string, unknown> = {}, id = requestId()): Promise<Reply<WorkGroup>> =>
  api.call(routes.createGroup, { token: who.token, body: { ...groupFields(), branchId, ...over, requestId: id } });
const read = (who: Worker, groupId: string): Promise<Reply<WorkGroup>> =>
  api.call(routes.getWorkGroup, { token: who.token, params: { groupId } });
const update = (who: Worker, group: WorkGroup, over: Record<string, unknown> = {}): Promise<Reply<WorkGroup>> => {
  const { name, notice, welcome, kind, place, industry, memberLimit, version } = group;
  const fields = { name, notice, welcome, kind, place, industry, memberLimit, version };
  const people = { merchantId: group.merchant?.id ?? null, managerIds: group.managers.map(({ id }) => id) };
  const body = { ...fields, ...people, ...over };
  return api.call(routes.updateGroup, { token: who.token, params: { groupId: group.id }, body });
};
const faultsIn = (reply: Reply) => (reply.body as unknown as ErrorBody).error.details?.['faults'];

describe('making a group', () => {
  it('gives a draft that says what is still to do', async () => {
    const reply = await create(head, { kind: 'merchant', notice: '', managerIds: [] });
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      status: 'draft',
      memberCount: 0,
      branch: { id: branchId },
      can: { open: true },
    });
    expect(reply.body.faults.map(({ code }) => code)).toEqual([
      'notice_missing',
      'manager_missing',
      'merchant_missing',
    ]);
  });

  it('made 50 times by the same request is one group, by another one of the name none', async () => {
    const [id, name] = [requestId(), '同名福利圈'];
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => create(head, { name, place: groupFields().place }, id)),
    );
    expect(new Set(replies.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(codeOf(await create(head, { name }))).toBe('group_name_taken');
    expect((await create(admin, { name, branchId: otherBranchId })).status).toBe(201);
    expect(codeOf(await create(head, { name: '别的名字' }, id))).toBe('request_reused');
  });

  it('is for the head of the branch and the admin, with people and partners of the branch', async () => {
    for (const who of [manager, cashier, otherHead]) expect(codeOf(await create(who))).toBe('forbidden');
    expect((await create(admin)).status).toBe(201);
    expect(codeOf(await create(head, { managerIds: [otherHead.employee.id] }))).toBe('not_found');
    const foreign = await buildMerchant(api, otherBranchId);
    expect(codeOf(await create(head, { kind: 'merchant', merchantId: foreign }))).toBe('not_found');
  });

  it('refuses what is out of bounds', async () => {
    const wrong = [
      { memberLimit: 0 },
      { memberLimit: 100_001 },
      { name: '圈' },
      { name: '圈'.repeat(31) },
      { notice: '字'.repeat(501) },
      { managerIds: [head.employee.id, head.employee.id] },
      { kind: 'family' },
      { place: { address: '翠屏路', latitude: 91, longitude: 0 } },
    ];
    for (const over of wrong) expect(codeOf(await create(head, over))).toBe('invalid_request');
    for (const over of [{ memberLimit: 1 }, { memberLimit: 100_000 }])
      expect((await create(head, over)).status).toBe(201);
  });
});

describe('opening a group', () => {
  it('asks for everything at once, WeChat’s word on the texts included', async () => {
    const draft = await buildDraft(api, head, { welcome: '', notice: '违禁' });
    const refused = await setStatus(api, head, draft.id, { status: 'open', version: 0 });
    expect([refused.status, codeOf(refused)]).toEqual([422, 'group_not_ready']);
    expect(faultsIn(refused)).toEqual([
      { code: 'welcome_missing', field: 'welcome' },
      { code: 'text_rejected', field: 'notice' },
    ]);
    const mended = await update(head, draft, { welcome: '欢迎', notice: '每周六集章' });
    const opened = await setStatus(api, head, draft.id, { status: 'open', version: mended.body.version });
    expect(opened.body).toMatchObject({ status: 'open', can: { open: false, close: true } });
  });

  it('answers a repeated request alike, a stale or impossible one with why', async () => {
    const draft = await buildDraft(api, head);
    const open = { status: 'open', version: 0 } as const;
    const twice = [await setStatus(api, head, draft.id, open), await setStatus(api, head, draft.id, open)];
    expect(twice.map(({ status, body }) => [status, body.version])).toEqual([
      [200, 1],
      [200, 1],
    ]);
    expect(codeOf(await setStatus(api, head, draft.id, { status: 'open', version: 1 }))).toBe('group_status_fixed');
    expect(codeOf(await setStatus(api, head, draft.id, { status: 'closed', version: 7 }))).toBe('version_conflict');
  });

  it('keeps one that is open fit to be on show', async () => {
    const group = await buildGroup(api, head);
    expect(codeOf(await update(head, group, { notice: '' }))).toBe('group_not_ready');
    expect(codeOf(await update(head, group, { welcome: '可疑' }))).toBe('group_not_ready');
    expect((await update(head, group, { notice: '新的公告' })).body).toMatchObject({ notice: '新的公告', version: 2 });
  });

  it('is for who manages the branch; others of the branch may look, strangers do not learn of it', async () => {
    const { id, version } = await buildDraft(api, head);
    const open = { status: 'open' as const, version };
    expect(codeOf(await setStatus(api, manager, id, open))).toBe('forbidden');
    expect(codeOf(await setStatus(api, otherHead, id, open))).toBe('not_found');
    expect((await read(manager, id)).body.can).toEqual({ update: false, open: false, close: false, seeMembers: false });
    expect(codeOf(await read(cashier, id))).toBe('not_found');
    expect(codeOf(await read(otherHead, id))).toBe('not_found');
    expect(codeOf(await api.call(routes.getWorkGroup, { params: { groupId: id } }))).toBe('signed_out');
  });
});

describe('changing a group', () => {
  it('never takes the limit below the members', async () => {
    const group = await buildGroup(api, head);
    for (let i = 0; i < 3; i += 1) await join(api, await buildMember(api), group.id);
    const refused = await update(head, group, { memberLimit: 2 });
    expect(codeOf(refused)).toBe('group_limit_below_members');
    expect((await update(head, group, { memberLimit: 3 })).body.memberLimit).toBe(3);
  });

  it('goes by the version that was read, and is written down', async () => {
    const draft = await buildDraft(api, head);
    expect((await update(head, draft, { welcome: '你好' })).body.version).toBe(1);
    expect(codeOf(await update(head, draft, { welcome: '再见' }))).toBe('version_conflict');
    expect(codeOf(await update(manager, draft))).toBe('forbidden');
    expect(codeOf(await update(otherHead, draft))).toBe('not_found');
    const trail: Reply<Page<AuditEntry>> = await api.call(auditRoutes.listAudits, {
      token: head.token,
      query: { subjectId: draft.id },
    });
    expect(trail.body.items.map(({ action }) => action)).toEqual(['group_changed', 'group_created']);
  });
});

describe('lists and looks', () => {
  it('lists the own branch’s groups by name; an admin those of any branch', async () => {
    await create(admin, { branchId: otherBranchId });
    const list = (who: Worker, query: Record<string, string> = {}): Promise<Reply<Page<WorkGroup>>> =>
      api.call(routes.listWorkGroups, { token: who.token, query: { limit: '100', ...query } });
    const own = (await list(manager)).body.items;
    expect(new Set(own.map((row) => row.branch.id))).toEqual(new Set([branchId]));
    expect(new Set((await list(admin)).body.items.map((row) => row.branch.id)).size).toBe(2);
    expect((await list(head, { search: '同名' })).body.items.map(({ name }) => name)).toEqual(['同名福利圈']);
    expect((await list(head, { status: 'open' })).body.items.every(({ status }) => status === 'open')).toBe(true);
    expect(codeOf(await list(head, { branchId: otherBranchId }))).toBe('forbidden');
    expect(codeOf(await list(cashier))).toBe('forbidden');
  });

  it('shows a draft as a customer would see it', async () => {
    const draft = await buildDraft(api, head);
    const preview: Reply<GroupDetail> = await api.call(routes.previewGroup, {
      token: head.token,
      params: { groupId: draft.id },
    });
    expect(preview.body).toMatchObject({ welcome: draft.welcome, contacts: [{ name: '周敏' }], can: { join: false } });
  });

  it('shows members with masked names to the head and the group’s managers only', async () => {
    const group = await buildGroup(api, head, { managerIds: [manager.employee.id] });
    const member = await buildMember(api);
    await api.call(memberRoutes.updateMe, { token: member.token, body: { nickname: '李小芳' } });
    await join(api, member, group.id);
    const list = (who: Worker): Promise<Reply<Page<GroupMember>>> =>
      api.call(routes.listGroupMembers, { token: who.token, params: { groupId: group.id } });
    for (const who of [head, manager, admin])
      expect((await list(who)).body.items).toMatchObject([{ member: { name: '李*芳', number: member.me.number } }]);
    const colleague = await buildWorker(api, branchId, ['manager']);
    expect(codeOf(await list(colleague))).toBe('forbidden');
    expect(codeOf(await list(otherHead))).toBe('not_found');
  });
});
