import type { WorkGroup } from '@linzhang/shared/groups/groups.contract';
import { addBusinessDays, businessDay, DAY_MS } from '@linzhang/shared/kernel/time';
import type { BranchLeadDesk } from '@linzhang/shared/leads/branchLeads.contract';
import type { LeadDesk, LeadDetail } from '@linzhang/shared/leads/leads.contract';
import * as routes from '@linzhang/shared/leads/leads.endpoints';
import type { Prospect } from '@linzhang/shared/prospects/prospects.contract';
import * as prospectRoutes from '@linzhang/shared/prospects/prospects.endpoints';
import { considerMember } from '../../server/src/leads/considering.service';
import { Lead } from '../../server/src/leads/lead.model';
import { recycleLeads } from '../../server/src/leads/recycling.service';
import { codeOf, requestId, TestApi } from '../support/api';
import { done } from '../support/done';
import { buildPoolLead, enterProspect, followUp, listed, take } from '../support/leads';
import { buildWorker, type Person, type Worker } from '../support/people';
import { bindPhone, buildCustomer, buildStaffed, newPhone, type Staffed } from '../support/world/branch';
import { buildChannel, buildGroup, comeBy, join } from '../support/world/groups';
import { importRows, newCustomerNo } from '../support/world/lists';

jest.setTimeout(60_000);

let api: TestApi;
let branch: Staffed;
let other: Staffed;
let group: WorkGroup;
beforeAll(async () => {
  api = await TestApi.start();
  branch = await buildStaffed(api);
  other = await buildStaffed(api);
  group = await buildGroup(api, branch);
});
afterAll(() => api.stop());

const deskOf = (who: Person) => done<LeadDesk>(api, routes.getLeadDesk, { token: who.token });
const branchDesk = (who: Person | null, branchId = branch.id) =>
  api.call<BranchLeadDesk>(routes.getBranchLeadDesk, { ...(who ? { token: who.token } : {}), params: { branchId } });
const detailOf = (who: Person, leadId: string) =>
  done<LeadDetail>(api, routes.getLead, { token: who.token, params: { leadId } });
const newManager = () => buildWorker(api, branch.id, ['manager']);

/** A lead that somebody holds. */
async function held(who: Worker, over: object = {}): Promise<string> {
  const { leadId } = await enterProspect(api, who, over);
  if (!leadId) throw new Error('the prospect has no lead');
  await take(api, who, leadId);
  return leadId;
}

/** A member near the next tier, who came by a manager's channel. */
async function nearTier(by: Worker): Promise<Person> {
  const member = await buildCustomer(api, '李小芳');
  await comeBy(api, member, await buildChannel(api, by, group.id));
  await join(api, member, group.id);
  const phone = newPhone();
  await bindPhone(api, member, phone);
  const asOf = businessDay(api.clock.now());
  const large = { customerNo: 'LARGE', asOf: '2026-01-01', deposits: '900000000' };
  const row = { customerNo: newCustomerNo(), phone, asOf, managerNo: by.employee.number, deposits: '186000' };
  await importRows(api, branch, [row, large]);
  await considerMember(member.me.id, api.clock.now());
  return member;
}

describe('the own desk', () => {
  it('says whom to contact first, and shows the first of the pool', async () => {
    const manager = await newManager();
    const first = await held(manager);
    const second = await held(manager);
    await followUp(api, manager, first, { nextOn: addBusinessDays(businessDay(api.clock.now()), 5) });
    const open = await buildPoolLead(api, manager);
    const desk = await deskOf(manager);
    expect(desk.first.map(({ id }) => id)).toEqual([second, first]);
    expect(desk.poolFirst.length).toBeLessThanOrEqual(3);
    expect(desk.poolOrder).toEqual(['nearest', 'industry', 'first']);
    expect((await listed(api, manager, { scope: 'pool' })).map(({ id }) => id)).toContain(open);
    expect(await deskOf(other.manager)).toMatchObject({ first: [], poolFirst: [], pool: 0 });
  });

  it('counts as late what is past its time, an agreed day only when it is over', async () => {
    const manager = await newManager();
    const silent = await held(manager);
    const agreed = await held(manager);
    await followUp(api, manager, agreed, { nextOn: addBusinessDays(businessDay(api.clock.now()), 3) });
    expect(await deskOf(manager)).toMatchObject({ due: 0, overdue: 0 });
    api.clock.advance(3 * DAY_MS);
    expect(await deskOf(manager)).toMatchObject({ due: 2, overdue: 1 });
    expect((await listed(api, manager, { due: 'overdue' })).map(({ id }) => id)).toEqual([silent]);
    api.clock.advance(DAY_MS);
    expect(await deskOf(manager)).toMatchObject({ due: 2, overdue: 2 });
  });

  it('keeps what has ended, the last first', async () => {
    const manager = await newManager();
    const [won, lost] = [await held(manager), await held(manager)];
    await followUp(api, manager, won, { state: 'won' });
    api.clock.advance(1_000);
    await followUp(api, manager, lost, { state: 'lost', lostReason: 'no_answer' });
    expect((await listed(api, manager, { place: 'ended' })).map(({ id }) => id)).toEqual([lost, won]);
    expect(await listed(api, manager)).toEqual([]);
  });
});

describe('what a lead says of whom it is about', () => {
  it('is the name, the masked phone and the standing for its owner', async () => {
    const owner = await newManager();
    const member = await nearTier(owner);
    const [lead] = await listed(api, owner);
    expect(lead).toMatchObject({
      subject: { kind: 'member', id: member.me.id, name: '李小芳' },
      phone: expect.stringMatching(/^138\*{4}\d{4}$/),
      standing: { tier: 'rising', aumFen: 18_600_000, next: { tier: 'wealth', missingFen: 1_400_000 } },
      can: { call: true, followUp: true },
    });
    const points = new Map(lead?.reasons.map((each) => [each.reason, each.points]));
    expect(points).toEqual(
      new Map([
        ['phone_bound', 30],
        ['near_tier', 40],
      ]),
    );
    const detail = await detailOf(owner, lead?.id ?? '');
    expect(detail).toMatchObject({
      owner: { id: owner.employee.id },
      origin: { id: owner.employee.id },
      prospect: null,
    });
  });

  it('is masked for the head, who may not see the number', async () => {
    const owner = await newManager();
    await nearTier(owner);
    const [lead] = await listed(api, owner);
    const seen = await detailOf(branch.head, lead?.id ?? '');
    expect(seen).toMatchObject({ subject: { name: '李*芳' }, standing: { tier: 'rising' }, can: { call: false } });
    expect(seen.phone).toMatch(/\*{4}/);
  });

  it('of a prospect is what was entered for the holder, and the masked name in the pool for others', async () => {
    const manager = await newManager();
    const phone = newPhone();
    const { leadId } = await enterProspect(api, branch.staff, { kind: 'person', name: '王大力', phone });
    const inPool = await detailOf(manager, leadId ?? '');
    expect(inPool).toMatchObject({ subject: { name: '王*力' }, phone: null, prospect: null, can: { call: false } });
    await take(api, manager, leadId ?? '');
    expect(await detailOf(manager, leadId ?? '')).toMatchObject({
      subject: { name: '王大力' },
      phone: expect.stringMatching(/\*{4}/),
      prospect: { kind: 'person', industry: 'food_market', address: '江宁路 8 号', remark: '想了解收款码' },
      owner: null,
      can: { call: true },
    });
  });

  it('tells the last holder how long to wait', async () => {
    const manager = await newManager();
    const leadId = await held(manager);
    const body = { note: '不在我的片区', requestId: requestId() };
    await done(api, routes.releaseLead, { token: manager.token, params: { leadId }, body });
    const until = new Date(api.clock.now().getTime() + 3 * DAY_MS).toISOString();
    expect((await detailOf(manager, leadId)).restsUntil).toBe(until);
    expect((await detailOf(branch.manager, leadId)).restsUntil).toBeNull();
    api.clock.advance(3 * DAY_MS);
    expect((await detailOf(manager, leadId)).restsUntil).toBeNull();
  });
});

describe('the head’s desk', () => {
  it('counts what lies where, and who has room', async () => {
    const { body: before } = await branchDesk(branch.head);
    const manager = await newManager();
    const leadId = await held(manager);
    const { body, status } = await branchDesk(branch.head);
    expect(status).toBe(200);
    expect(body).toMatchObject({ branch: { id: branch.id }, held: before.held + 1, pool: before.pool });
    expect(body.managers.find(({ employee }) => employee.id === manager.employee.id)).toMatchObject({ held: 1 });
    const byHolder = await listed(api, branch.head, {
      scope: 'branch',
      place: 'holder',
      holderId: manager.employee.id,
    });
    expect(byHolder.map(({ id }) => id)).toEqual([leadId]);
    await followUp(api, manager, leadId, { state: 'lost', lostReason: 'other' });
    const ended = await listed(api, branch.head, { scope: 'branch', place: 'ended', holderId: manager.employee.id });
    expect(ended.map(({ id }) => id)).toEqual([leadId]);
  });

  it('has an owner’s stale lead to give to somebody, and what is late', async () => {
    const owner = await newManager();
    const member = await nearTier(owner);
    const late = await held(await newManager());
    api.clock.advance(6 * DAY_MS);
    const query = { scope: 'branch', place: 'holder', due: 'overdue' };
    expect((await listed(api, branch.head, query)).map(({ id }) => id)).toContain(late);
    api.clock.advance(DAY_MS);
    await recycleLeads(api.clock.now());
    const waiting = await listed(api, branch.head, { scope: 'branch', place: 'head' });
    const lead = await Lead.findOne({ memberId: member.me.id, live: true }).lean();
    expect(waiting.map(({ id }) => id)).toContain(lead?._id.toHexString());
    expect((await branchDesk(branch.head)).body.head).toBe(waiting.length);
    const inPool = await listed(api, branch.head, { scope: 'branch', place: 'pool' });
    expect(inPool.map(({ id }) => id)).toContain(late);
  });

  it('has the first page of what waits, from which the list goes on', async () => {
    for (let count = 0; count < 21; count += 1) await buildPoolLead(api, other.manager);
    await Lead.updateMany({ branchId: other.id, desk: 'pool' }, { desk: 'head' });
    const { head, headFirst } = (await branchDesk(other.head, other.id)).body;
    const read = (query: Record<string, string>) =>
      done<BranchLeadDesk['headFirst']>(api, routes.listLeads, {
        token: other.head.token,
        query: { scope: 'branch', place: 'head', ...query },
      });
    expect(head).toBe(21);
    expect(headFirst).toEqual(await read({}));
    expect(headFirst.items.map(({ can }) => can.assign)).toEqual(Array(20).fill(true));
    expect((await read({ cursor: headFirst.nextCursor ?? '' })).items).toHaveLength(1);
  });

  it('is for the head of the branch only', async () => {
    for (const stranger of [branch.manager, branch.staff, other.head, branch.member])
      expect(codeOf(await branchDesk(stranger))).toBe('forbidden');
    expect((await branchDesk(null)).status).toBe(401);
    expect(codeOf(await branchDesk(branch.head, 'nonsense'))).toBe('invalid_request');
  });
});

describe('a prospect', () => {
  const read = (who: Person, prospectId: string) =>
    done<Prospect>(api, prospectRoutes.getProspect, { token: who.token, params: { prospectId } });

  it('says who is to call, and whether its lead may be opened', async () => {
    const manager = await newManager();
    const prospect = await enterProspect(api, branch.staff);
    expect(await read(branch.staff, prospect.id)).toMatchObject({ leadHolder: null, can: { openLead: false } });
    await take(api, manager, prospect.leadId ?? '');
    const holder = { leadHolder: { id: manager.employee.id } };
    expect(await read(branch.staff, prospect.id)).toMatchObject({ ...holder, can: { openLead: false } });
    expect(await read(manager, prospect.id)).toMatchObject({ ...holder, can: { openLead: true } });
  });
});
