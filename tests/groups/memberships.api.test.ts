import type { GroupDetail, GroupSummary } from '@linzhang/shared/groups/groups.contract';
import * as routes from '@linzhang/shared/groups/groups.endpoints';
import type { Page } from '@linzhang/shared/kernel/pages';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import { DELETION_WORD } from '@linzhang/shared/members/members.rules';
import { Types } from 'mongoose';
import { Conversion } from '../../server/src/attribution/conversion.model';
import { Engagement } from '../../server/src/engagements/engagement.model';
import { Group } from '../../server/src/groups/group.model';
import { Membership } from '../../server/src/groups/membership.model';
import { verifyGroups } from '../../server/src/groups/verify.service';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { differences } from '../support/differences';
import { buildDraft, buildGroup, join, leave, setStatus } from '../support/groups';
import { buildBranch, buildMember, buildWorker, type Person, signIn, uniqueName, type Worker } from '../support/people';

jest.setTimeout(120_000);

let api: TestApi;
let branchId: string;
let head: Worker;
beforeAll(async () => {
  api = await TestApi.start();
  branchId = await buildBranch(api);
  head = await buildWorker(api, branchId, ['head']);
});
afterEach(async () => expect(await differences(verifyGroups())).toEqual([]));
afterAll(() => api.stop());

const get = (groupId: string, who?: Person): Promise<Reply<GroupDetail>> =>
  api.call(routes.getGroup, { params: { groupId }, ...(who ? { token: who.token } : {}) });
const ledger = async (groupId: string) => {
  const rows = await Engagement.find({ groupId: new Types.ObjectId(groupId) })
    .sort({ _id: 1 })
    .lean();
  return rows.map(({ kind }) => kind);
};
const conversions = (groupId: string) => Conversion.countDocuments({ groupId: new Types.ObjectId(groupId) });
const members = (count: number) => Promise.all(Array.from({ length: count }, () => buildMember(api)));
const memberCount = async (groupId: string) => (await Group.findById(groupId).lean())?.memberCount;

describe('joining', () => {
  it('shows the welcome and whom to ask, and is written to the ledger', async () => {
    const [group, member] = [await buildGroup(api, head), await buildMember(api)];
    expect((await get(group.id, member)).body).toMatchObject({
      welcome: null,
      contacts: null,
      managerNames: ['周敏'],
      can: { join: true, leave: false },
    });
    const joined = await join(api, member, group.id);
    expect(joined.status).toBe(201);
    expect(joined.body).toMatchObject({
      welcome: group.welcome,
      contacts: [{ name: '周敏' }],
      memberCount: 1,
      joinedAt: api.clock.now().toISOString(),
      can: { join: false, leave: true },
    });
    expect(await ledger(group.id)).toEqual(['group_joined']);
    expect(await conversions(group.id)).toBe(1);
  });

  it('gives the last place to exactly one of 64 who race for it', async () => {
    const group = await buildGroup(api, head, { memberLimit: 3 });
    const [early, late] = [await members(2), await members(64)];
    for (const member of early) await join(api, member, group.id);
    const replies = await Promise.all(late.map((member) => join(api, member, group.id)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter((reply) => codeOf(reply) === 'group_full')).toHaveLength(63);
    expect(await memberCount(group.id)).toBe(3);
    expect(await ledger(group.id)).toHaveLength(3);
    expect((await get(group.id, late[0])).body.full).toBe(true);
  });

  it('50 times by the same request, and by 20 others at once, is one membership', async () => {
    const [group, member, id] = [await buildGroup(api, head), await buildMember(api), requestId()];
    const ids = [...Array.from({ length: 50 }, () => id), ...Array.from({ length: 20 }, () => requestId())];
    const replies = await Promise.all(ids.map((each) => join(api, member, group.id, each)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await memberCount(group.id)).toBe(1);
    expect(await ledger(group.id)).toEqual(['group_joined']);
    const other = await buildGroup(api, head);
    expect(codeOf(await join(api, member, other.id, id))).toBe('request_reused');
  });

  it('is refused for a draft, a closed group and who has not agreed to the terms', async () => {
    const [draft, group, member] = [await buildDraft(api, head), await buildGroup(api, head), await buildMember(api)];
    expect(codeOf(await join(api, member, draft.id))).toBe('not_found');
    expect(codeOf(await join(api, await signIn(api), group.id))).toBe('consent_required');
    expect(codeOf(await api.call(routes.joinGroup, { params: { groupId: group.id }, body: {} }))).toBe('signed_out');
    expect(codeOf(await join(api, member, group.id, 'no uuid'))).toBe('invalid_request');
    await setStatus(api, head, group.id, { status: 'closed', version: group.version });
    expect(codeOf(await join(api, member, group.id))).toBe('group_closed');
  });

  it('by an employee is in the ledger as such', async () => {
    const group = await buildGroup(api, head);
    await join(api, head, group.id);
    const [row] = await Engagement.find({ groupId: new Types.ObjectId(group.id) }).lean();
    expect(row?.insider).toBe(true);
  });
});

describe('leaving', () => {
  it('gives the place back once, and joining anew earns nothing twice', async () => {
    const [group, member] = [await buildGroup(api, head, { memberLimit: 1 }), await buildMember(api)];
    await join(api, member, group.id);
    const replies = await Promise.all(Array.from({ length: 10 }, () => leave(api, member, group.id)));
    expect(replies.map(({ status, body }) => [status, body.can.leave])).toEqual(replies.map(() => [200, false]));
    expect(await memberCount(group.id)).toBe(0);
    expect((await join(api, await buildMember(api), group.id)).status).toBe(201);
    expect(codeOf(await join(api, member, group.id))).toBe('group_full');
    const another = await buildGroup(api, head);
    for (let i = 0; i < 3; i += 1) {
      await join(api, member, another.id);
      await leave(api, member, another.id);
    }
    await join(api, member, another.id);
    expect(await ledger(another.id)).toEqual(['group_joined', 'group_left', 'group_left', 'group_left']);
    expect(await conversions(another.id)).toBe(1);
  });

  it('is allowed from a closed group, and from one that the member is not in', async () => {
    const [group, member, stranger] = [await buildGroup(api, head), await buildMember(api), await buildMember(api)];
    await join(api, member, group.id);
    await setStatus(api, head, group.id, { status: 'closed', version: group.version });
    expect((await leave(api, stranger, group.id)).body.memberCount).toBe(1);
    expect((await leave(api, member, group.id)).body.memberCount).toBe(0);
    expect(codeOf(await leave(api, member, 'f'.repeat(24)))).toBe('not_found');
    expect(codeOf(await api.call(routes.leaveGroup, { params: { groupId: group.id } }))).toBe('signed_out');
  });
});

describe('the person behind two accounts', () => {
  const deleteAccount = (who: Person) =>
    api.call(memberRoutes.deleteOwnAccount, {
      token: who.token,
      body: { confirm: DELETION_WORD, requestId: requestId() },
    });

  it('who deletes the account and comes back earns nothing twice', async () => {
    const [group, name] = [await buildGroup(api, head), uniqueName('back')];
    const first = await buildMember(api, name);
    await join(api, first, group.id);
    expect((await deleteAccount(first)).status).toBe(200);
    expect(await memberCount(group.id)).toBe(0);
    const again = await buildMember(api, name);
    expect(again.me.id).not.toBe(first.me.id);
    expect((await join(api, again, group.id)).body.memberCount).toBe(1);
    expect(await ledger(group.id)).toEqual(['group_joined', 'group_left']);
    expect(await conversions(group.id)).toBe(1);
  });

  it('who moves the phone keeps the groups of both, and takes one place in each', async () => {
    const [shared, old, left] = [
      await buildGroup(api, head, { memberLimit: 2 }),
      await buildGroup(api, head),
      await buildGroup(api, head),
    ];
    const [former, owner] = await members(2);
    if (!former || !owner) throw new Error('nobody there');
    const phone = '13812340001';
    const bind = (who: Person): Promise<Reply<{ outcome: string; proof?: string }>> =>
      api.call(memberRoutes.bindPhone, {
        token: who.token,
        body: { code: `sim:${phone}`, marketing: false, matching: false, requestId: requestId() },
      });
    await bind(former);
    for (const who of [former, owner]) await join(api, who, shared.id);
    await join(api, former, old.id);
    for (const who of [former, owner]) await join(api, who, left.id);
    await leave(api, owner, left.id);
    const proof = (await bind(owner)).body.proof ?? '';
    const moved = await api.call(memberRoutes.movePhone, {
      token: owner.token,
      body: { proof, requestId: requestId() },
    });
    expect(moved.status).toBe(200);
    const joined: Reply<Page<GroupSummary>> = await api.call(routes.listGroups, { token: owner.token });
    expect(joined.body.items.map(({ id }) => id).sort()).toEqual([shared.id, old.id, left.id].sort());
    expect([await memberCount(shared.id), await memberCount(old.id), await memberCount(left.id)]).toEqual([1, 1, 1]);
    expect(await Membership.countDocuments({ memberId: new Types.ObjectId(former.me.id) })).toBe(0);
    expect((await join(api, await buildMember(api), shared.id)).status).toBe(201);
  });

  it('takes the groups along in an export of the own data', async () => {
    const [group, member] = [await buildGroup(api, head), await buildMember(api)];
    await join(api, member, group.id);
    const reply: Reply<{ sections: { groups: unknown } }> = await api.call(memberRoutes.exportOwnData, {
      token: member.token,
      body: {},
    });
    expect(reply.body.sections.groups).toMatchObject([{ groupId: group.id, name: group.name, leftAt: null }]);
  });
});

describe('what may be seen', () => {
  it('a stranger with a shared link sees the group, no draft, and nothing that is for members', async () => {
    const [group, draft] = [await buildGroup(api, head), await buildDraft(api, head)];
    expect((await get(group.id)).body).toMatchObject({
      name: group.name,
      welcome: null,
      contacts: null,
      can: { join: false },
    });
    expect((await get(group.id, await signIn(api))).body.can.join).toBe(false);
    expect(codeOf(await get(draft.id))).toBe('not_found');
    expect(codeOf(await get('x'))).toBe('invalid_request');
    await setStatus(api, head, group.id, { status: 'closed', version: group.version });
    expect((await get(group.id)).body.open).toBe(false);
  });

  it('open groups around a place, the nearest first, without the own ones', async () => {
    const place = (latitude: number) => ({ place: { address: '北极路 1 号', latitude, longitude: 20 } });
    const near = await buildGroup(api, head, place(70.01));
    const far = await buildGroup(api, head, place(70.15));
    const own = await buildGroup(api, head, place(70.02));
    await buildDraft(api, head, place(70.0));
    await buildGroup(api, head, place(70.19));
    const member = await buildMember(api);
    await join(api, member, own.id);
    const list = (query: Record<string, string>): Promise<Reply<Page<GroupSummary>>> =>
      api.call(routes.listGroups, { token: member.token, query });
    const found = await list({ scope: 'nearby', latitude: '70', longitude: '20' });
    expect(found.body.items.map(({ id, distanceMeters }) => [id, distanceMeters])).toEqual([
      [near.id, 1112],
      [far.id, 16679],
    ]);
    const newest = (await list({ scope: 'nearby', limit: '2' })).body;
    expect(newest.items.map(({ distanceMeters }) => distanceMeters)).toEqual([null, null]);
    expect((await list({ scope: 'nearby', limit: '2', cursor: newest.nextCursor ?? '' })).body.items).toHaveLength(2);
    expect((await list({})).body.items).toMatchObject([{ id: own.id, joined: true, memberCount: 1 }]);
    expect(codeOf(await list({ scope: 'nearby', latitude: '91', longitude: '0' }))).toBe('invalid_request');
    expect(codeOf(await api.call(routes.listGroups))).toBe('signed_out');
  });
});
