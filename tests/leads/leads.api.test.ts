import * as attributionRoutes from '@linzhang/shared/attribution/attribution.endpoints';
import type { Employee } from '@linzhang/shared/employees/employees.contract';
import * as employeeRoutes from '@linzhang/shared/employees/employees.endpoints';
import type { WorkGroup } from '@linzhang/shared/groups/groups.contract';
import { DAY_MS, HOUR_MS } from '@linzhang/shared/kernel/time';
import type { Lead as LeadAnswer, LeadDetail } from '@linzhang/shared/leads/leads.contract';
import * as routes from '@linzhang/shared/leads/leads.endpoints';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import * as messageRoutes from '@linzhang/shared/messages/messages.endpoints';
import { considerMember } from '../../server/src/leads/considering.service';
import { considerAll, considerNoted, considerRecent } from '../../server/src/leads/following.service';
import { Lead } from '../../server/src/leads/lead.model';
import { recycleLeads } from '../../server/src/leads/recycling.service';
import { verifyLeads } from '../../server/src/leads/verify.service';
import { registerStanding, tellStandingsTaken } from '../../server/src/members/standing.service';
import { registerTiering } from '../../server/src/tiering/tieringHolding.service';
import { codeOf, requestId, TestApi } from '../support/api';
import { differences } from '../support/differences';
import { done } from '../support/done';
import { buildPoolLead, enterProspect, FEEDBACK, followUp, listed, take } from '../support/leads';
import { buildBranch, buildMember, buildWorker, type Person, type Worker } from '../support/people';
import { bindPhone, buildCustomer, buildStaffed, type Staffed } from '../support/world/branch';
import { buildChannel, buildGroup, comeBy, join } from '../support/world/groups';

/** What is looked at of who serves a member. */
type Owned = { owner: { id: string } | null };

jest.setTimeout(60_000);

let api: TestApi;
let branch: Staffed;
let colleague: Worker;
let strangers: { manager: Worker; head: Worker };
let group: WorkGroup;
beforeAll(async () => {
  api = await TestApi.start();
  branch = await buildStaffed(api);
  colleague = await buildWorker(api, branch.id, ['manager']);
  const elsewhere = await buildBranch(api);
  strangers = {
    manager: await buildWorker(api, elsewhere, ['manager']),
    head: await buildWorker(api, elsewhere, ['head']),
  };
  group = await buildGroup(api, branch);
});
afterAll(() => api.stop());

const get = (who: Person, leadId: string) =>
  api.call<LeadDetail>(routes.getLead, { token: who.token, params: { leadId } });
const openLead = (member: Person) => Lead.findOne({ memberId: member.me.id, live: true }).lean();

/** A customer who came by a manager's channel, joined and bound the phone; without one, of nobody. */
async function arrive(by: Worker | null, marketing = true): Promise<Person> {
  const member = await buildCustomer(api, '陈阿姨');
  if (by) await comeBy(api, member, await buildChannel(api, by, group.id));
  await join(api, member, group.id);
  if (marketing) await bindPhone(api, member);
  return member;
}

describe('a lead is made', () => {
  it('for the owner of who bound the phone by a channel, with its reason', async () => {
    const member = await arrive(branch.manager);
    await considerRecent(api.clock.now());
    const [lead] = await listed(api, branch.manager);
    expect(lead).toMatchObject({
      subject: { kind: 'member', id: member.me.id, name: '陈*姨' },
      state: 'held',
      heldBecause: 'owner',
      holder: { id: branch.manager.employee.id },
      reasons: [{ reason: 'phone_bound' }],
      score: 30,
      ruleVersion: 1,
      industryMatches: true,
      can: { take: false, followUp: true, release: true },
    });
    expect(lead?.distance).toBeGreaterThan(0);
    expect(await differences(verifyLeads())).toEqual([]);
  });

  it('once, however often the ledger is read', async () => {
    const member = await arrive(branch.manager);
    await Promise.all([1, 2, 3].map(() => considerMember(member.me.id, api.clock.now())));
    await considerRecent(api.clock.now());
    await considerAll(api.clock.now());
    expect(await Lead.countDocuments({ memberId: member.me.id })).toBe(1);
    expect((await openLead(member))?.reasons).toHaveLength(1);
  });

  it('not without agreement to be contacted, and for nobody who works here', async () => {
    const silent = await arrive(branch.manager, false);
    await considerMember(silent.me.id, api.clock.now());
    expect(await openLead(silent)).toBeNull();
    await bindPhone(api, branch.staff);
    await considerMember(branch.staff.me.id, api.clock.now());
    expect(await openLead(branch.staff)).toBeNull();
  });

  it('ends where the agreement is taken back', async () => {
    const member = await arrive(branch.manager);
    await considerMember(member.me.id, api.clock.now());
    await done(api, memberRoutes.withdrawConsent, { token: member.token, params: { purpose: 'marketing' } });
    expect(await openLead(member)).toBeNull();
    expect(await Lead.findOne({ memberId: member.me.id }).lean()).toMatchObject({
      state: 'lost',
      lostReason: 'no_consent',
    });
    expect(await differences(verifyLeads())).toEqual([]);
  });

  it('from what the bank’s list says: near the next tier, with tier and segment in the score', async () => {
    const member = await arrive(branch.manager);
    await considerMember(member.me.id, api.clock.now());
    const known = {
      tier: 'rising' as const,
      segment: 'B' as const,
      aumFen: 18_600_000,
      average90Fen: 0,
      aumRiseFen: 0,
    };
    const source = (standing: typeof known | null) =>
      registerStanding({ find: async (id) => (id === member.me.id ? standing : null), hasHeld: async () => false });
    try {
      source(known);
      await tellStandingsTaken([member.me.id], api.clock.now());
      await considerNoted(api.clock.now());
      // phone bound 30 + near tier 40 + rising 10 + B 20
      expect(await openLead(member)).toMatchObject({
        score: 100,
        reasons: [{ reason: 'phone_bound' }, { reason: 'near_tier' }],
      });
      expect(await considerNoted(api.clock.now())).toBe(0);
      const other = await arrive(branch.manager);
      registerStanding({ find: async () => ({ ...known, segment: 'D' }), hasHeld: async () => false });
      await considerMember(other.me.id, api.clock.now());
      expect(await openLead(other)).toBeNull();
    } finally {
      registerTiering();
    }
  });

  it('not again by the same reason within 30 days', async () => {
    const member = await arrive(branch.manager);
    await considerMember(member.me.id, api.clock.now());
    const lead = await openLead(member);
    await followUp(api, branch.manager, lead?._id.toHexString() ?? '', { state: 'lost', lostReason: 'no_answer' });
    await considerMember(member.me.id, api.clock.now());
    expect(await openLead(member)).toBeNull();
  });
});

describe('reading leads', () => {
  it('is for the holder, the head and the pool’s managers', async () => {
    const leadId = await buildPoolLead(api, branch.manager);
    expect((await get(colleague, leadId)).status).toBe(200);
    expect((await listed(api, colleague, { scope: 'pool' })).map(({ id }) => id)).toContain(leadId);
    await take(api, branch.manager, leadId);
    expect(codeOf(await get(colleague, leadId))).toBe('not_found');
    for (const stranger of [strangers.manager, strangers.head])
      expect(codeOf(await get(stranger, leadId))).toBe('not_found');
    expect(codeOf(await get(branch.staff, leadId))).toBe('not_found');
    expect((await get(branch.head, leadId)).body.can).toEqual({
      take: false,
      release: false,
      followUp: false,
      assign: true,
    });
    expect(codeOf(await api.call(routes.getLead, { token: branch.member.token, params: { leadId } }))).toBe(
      'forbidden',
    );
    expect(codeOf(await api.call(routes.getLead, { params: { leadId } }))).toBe('signed_out');
    expect(codeOf(await get(branch.manager, 'nonsense'))).toBe('invalid_request');
  });

  it('lists a branch for its head only', async () => {
    const list = (who: Person, query: Record<string, string>) =>
      api.call(routes.listLeads, { token: who.token, query });
    expect((await list(branch.head, { scope: 'branch' })).status).toBe(200);
    expect(codeOf(await list(branch.manager, { scope: 'branch' }))).toBe('forbidden');
    expect(codeOf(await list(strangers.head, { scope: 'branch', branchId: branch.id }))).toBe('forbidden');
    expect(codeOf(await list(branch.staff, { scope: 'mine' }))).toBe('forbidden');
    expect(codeOf(await list(branch.head, { scope: 'all' }))).toBe('invalid_request');
    expect((await api.call(routes.listLeads)).status).toBe(401);
    expect(await listed(api, strangers.manager, { scope: 'pool' })).toEqual([]);
  });

  it('counts the own desk', async () => {
    const manager = await buildWorker(api, branch.id, ['manager']);
    await take(api, manager, await buildPoolLead(api, manager));
    const desk = () => done<Record<string, number>>(api, routes.getLeadDesk, { token: manager.token });
    expect(await desk()).toMatchObject({
      held: 1,
      mostHeld: 50,
      takenToday: 1,
      mostTaken: 10,
      due: 0,
      nearTier: 0,
      churnWarning: 0,
    });
    expect(await listed(api, manager, { due: 'today' })).toEqual([]);
    api.clock.advance(2 * DAY_MS);
    expect(await desk()).toMatchObject({ held: 1, takenToday: 0, due: 1 });
    expect(await listed(api, manager, { due: 'today' })).toHaveLength(1);
    expect(codeOf(await api.call(routes.getLeadDesk, { token: branch.staff.token }))).toBe('forbidden');
    expect((await api.call(routes.getLeadDesk)).status).toBe(401);
  });
});

describe('a follow-up', () => {
  it('is kept with what was learned, newest first', async () => {
    const leadId = await buildPoolLead(api, branch.manager);
    await take(api, branch.manager, leadId);
    const learned = {
      assets: ['deposits', 'property'],
      products: ['payroll'],
      decisionMaker: '钱经理',
      plan: '下周带方案',
      nextOn: '2026-12-20',
    };
    const lead = await followUp(api, branch.manager, leadId, learned);
    expect(lead).toMatchObject({ state: 'contacted', nextOn: '2026-12-20', dueAt: '2026-12-19T16:00:00.000Z' });
    await followUp(api, branch.manager, leadId, { state: 'qualified' });
    const { body } = await get(branch.manager, leadId);
    expect(body.followUps.map(({ state }) => state)).toEqual(['qualified', 'contacted']);
    expect(body.followUps[1]).toMatchObject({ ...learned, by: { id: branch.manager.employee.id }, informant: null });
    expect(body.steps.map(({ kind }) => kind)).toEqual(['followed_up', 'followed_up', 'taken', 'opened']);
    expect(body).toMatchObject({ state: 'qualified', nextOn: null });
  });

  it('is written once, however often the phone retries, and by the holder', async () => {
    const leadId = await buildPoolLead(api, branch.manager);
    await take(api, branch.manager, leadId);
    const body = { ...FEEDBACK, requestId: requestId() };
    const ask = (who: Person | null, over: object = {}) =>
      api.call<LeadAnswer>(routes.followUpLead, {
        ...(who ? { token: who.token } : {}),
        params: { leadId },
        body: { ...body, ...over },
      });
    const replies = await Promise.all([1, 2, 3].map(() => ask(branch.manager)));
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await get(branch.manager, leadId)).body.followUps).toHaveLength(1);
    expect(codeOf(await ask(colleague, { requestId: requestId() }))).toBe('not_found');
    expect(codeOf(await ask(branch.staff))).toBe('forbidden');
    expect((await ask(null)).status).toBe(401);
    expect(codeOf(await ask(branch.manager, { state: 'lost' }))).toBe('invalid_request');
    expect(codeOf(await ask(branch.manager, { lostReason: 'other' }))).toBe('invalid_request');
  });

  it('makes the holder owner of who has none, at qualified', async () => {
    const member = await arrive(null);
    const lead = await openLead(member);
    expect(lead).toBeNull();
    const leadId = await buildPoolLead(api, colleague);
    await Lead.updateOne({ _id: leadId }, { $set: { memberId: member.me.id }, $unset: { prospectId: '' } });
    await take(api, colleague, leadId);
    const owner = async () =>
      (
        await done<Owned>(api, attributionRoutes.getAttribution, {
          token: branch.head.token,
          params: { memberId: member.me.id },
        })
      ).owner;
    await followUp(api, colleague, leadId);
    expect(await owner()).toBeNull();
    await followUp(api, colleague, leadId, { state: 'qualified' });
    expect(await owner()).toMatchObject({ id: colleague.employee.id });
  });

  it('lets the holder see the phone, and nobody else', async () => {
    const member = await arrive(null);
    const leadId = await buildPoolLead(api, colleague);
    await Lead.updateOne({ _id: leadId }, { $set: { memberId: member.me.id }, $unset: { prospectId: '' } });
    const reveal = (who: Person) =>
      api.call(memberRoutes.revealPhone, {
        token: who.token,
        params: { memberId: member.me.id },
        body: { purpose: '电话回访', requestId: requestId() },
      });
    expect(codeOf(await reveal(colleague))).toBe('not_found');
    await take(api, colleague, leadId);
    expect((await reveal(colleague)).status).toBe(200);
    expect(codeOf(await reveal(branch.manager))).toBe('not_found');
    expect((await get(colleague, leadId)).body.phone).toMatch(/^138\*{4}\d{4}$/);
    await followUp(api, colleague, leadId, { state: 'won' });
    expect((await get(colleague, leadId)).body).toMatchObject({
      state: 'won',
      can: { followUp: false, release: false },
    });
  });
});

describe('a lead without follow-up', () => {
  const held = async (manager: Worker) => {
    const leadId = await buildPoolLead(api, manager);
    await take(api, manager, leadId);
    return leadId;
  };

  it('is reminded of once after 48 hours, and is back in the pool after 7 days', async () => {
    const manager = await buildWorker(api, branch.id, ['manager']);
    const leadId = await held(manager);
    const notices = async () =>
      (
        await done<{ items: { kind: string }[] }>(api, messageRoutes.listNotices, { token: manager.token })
      ).items.filter(({ kind }) => kind === 'lead_due');
    api.clock.advance(48 * HOUR_MS - 1);
    await recycleLeads(api.clock.now());
    expect(await notices()).toHaveLength(0);
    api.clock.advance(1);
    await recycleLeads(api.clock.now());
    await recycleLeads(api.clock.now());
    expect(await notices()).toHaveLength(1);
    api.clock.advance(5 * DAY_MS - 1);
    await recycleLeads(api.clock.now());
    expect((await get(manager, leadId)).body.state).toBe('held');
    api.clock.advance(1);
    await Promise.all([recycleLeads(api.clock.now()), recycleLeads(api.clock.now())]);
    expect((await get(manager, leadId)).body).toMatchObject({ state: 'open', desk: 'pool', holder: null });
    expect(await differences(verifyLeads())).toEqual([]);
  });

  it('of an owner goes to the head, who gives it to somebody', async () => {
    const owner = await buildWorker(api, branch.id, ['manager']);
    const member = await arrive(owner);
    await considerMember(member.me.id, api.clock.now());
    const leadId = (await openLead(member))?._id.toHexString() ?? '';
    api.clock.advance(7 * DAY_MS);
    await recycleLeads(api.clock.now());
    expect(codeOf(await get(owner, leadId))).toBe('not_found');
    expect((await get(branch.head, leadId)).body).toMatchObject({ state: 'open', desk: 'head' });
    const body = { leadIds: [leadId], employeeId: colleague.employee.id, note: null, requestId: requestId() };
    await done(api, routes.assignLeads, { token: branch.head.token, body });
    expect((await get(colleague, leadId)).body).toMatchObject({ heldBecause: 'assigned', state: 'held' });
  });

  it('goes to the head when its holder leaves', async () => {
    const leaver = await buildWorker(api, branch.id, ['manager']);
    const leadIds = [await held(leaver), await held(leaver)];
    const params = { employeeId: leaver.employee.id };
    const { version } = await done<Employee>(api, employeeRoutes.getEmployee, { token: branch.head.token, params });
    await done(api, employeeRoutes.disableEmployee, {
      token: branch.head.token,
      params,
      body: { reason: '离职', version },
    });
    for (const leadId of leadIds)
      expect((await get(branch.head, leadId)).body).toMatchObject({ state: 'open', desk: 'head', holder: null });
    expect(await differences(verifyLeads())).toEqual([]);
  });
});

describe('assigning', () => {
  const assign = (who: Person | null, body: object) =>
    api.call<{ items: { leadId: string; employee: { id: string } }[] }>(routes.assignLeads, {
      ...(who ? { token: who.token } : {}),
      body: { employeeId: null, note: null, requestId: requestId(), ...body },
    });

  it('by capacity goes to who has most room, in turn where that is equal', async () => {
    const own = await buildStaffed(api);
    const second = await buildWorker(api, own.id, ['manager']);
    const leadIds = [];
    for (let each = 0; each < 4; each += 1) leadIds.push(await buildPoolLead(api, own.manager));
    const body = { leadIds, requestId: requestId() };
    const reply = await assign(own.head, body);
    const given = reply.body.items.map(({ employee }) => employee.id);
    expect(given.filter((id) => id === second.employee.id)).toHaveLength(2);
    expect(given[0]).not.toBe(given[1]);
    expect((await assign(own.head, body)).body).toEqual(reply.body);
    expect(await differences(verifyLeads())).toEqual([]);
  });

  it('is the head’s', async () => {
    const leadIds = [await buildPoolLead(api, branch.manager)];
    expect(codeOf(await assign(branch.manager, { leadIds }))).toBe('forbidden');
    expect(codeOf(await assign(strangers.head, { leadIds }))).toBe('not_found');
    expect(codeOf(await assign(branch.head, { leadIds, employeeId: strangers.manager.employee.id }))).toBe('not_found');
    expect(codeOf(await assign(branch.head, { leadIds: [] }))).toBe('invalid_request');
    expect((await assign(null, { leadIds })).status).toBe(401);
  });
});

describe('figures and order', () => {
  it('tell how long leads waited and how they were shared', async () => {
    const own = await buildStaffed(api);
    const [first, second] = [await buildPoolLead(api, own.manager), await buildPoolLead(api, own.manager)];
    api.clock.advance(HOUR_MS);
    await take(api, own.manager, first);
    api.clock.advance(HOUR_MS);
    await followUp(api, own.manager, first, { state: 'won' });
    const day = new Date(api.clock.now().getTime() + 8 * HOUR_MS).toISOString().slice(0, 10);
    const ask = (who: Person | null, query: Record<string, string>) =>
      api.call(routes.getLeadFigures, { ...(who ? { token: who.token } : {}), query });
    const before = new Date(api.clock.now().getTime() - DAY_MS + 8 * HOUR_MS).toISOString().slice(0, 10);
    const reply = await ask(own.head, { from: before, to: day });
    expect(reply.body).toMatchObject({
      opened: 2,
      won: 1,
      lost: 0,
      waiting: 1,
      untilHeld: { mean: 60, median: 60 },
      untilContacted: { mean: 120, median: 120 },
      unevennessPpm: 0,
      managers: [
        { employee: { id: own.manager.employee.id }, taken: 1, assigned: 0, owned: 0, held: 0, followUps: 1, won: 1 },
      ],
    });
    expect(second).not.toBe(first);
    expect(codeOf(await ask(own.manager, { from: day, to: day }))).toBe('forbidden');
    expect(codeOf(await ask(strangers.head, { from: day, to: day, branchId: own.id }))).toBe('forbidden');
    expect(codeOf(await ask(own.head, { from: 'today', to: day }))).toBe('invalid_request');
    expect((await ask(null, { from: day, to: day })).status).toBe(401);
  });

  it('sort the pool by the principles of the branch, as they are changed', async () => {
    const own = await buildStaffed(api);
    const place = (latitude: number) => ({ address: `江宁路 ${latitude} 号`, point: { latitude, longitude: 118.84 } });
    const far = await enterProspect(api, own.manager, { place: place(32.2) });
    api.clock.advance(1000);
    const near = await enterProspect(api, own.manager, { place: place(31.96), industry: 'retail' });
    const order = async () => (await listed(api, own.manager, { scope: 'pool' })).map(({ id }) => id);
    expect(await order()).toEqual([near.leadId, far.leadId]);
    const params = { branchId: own.id };
    const change = (who: Person, body: object) => api.call(routes.setPoolOrder, { token: who.token, params, body });
    expect((await change(own.head, { order: ['industry', 'nearest', 'first'], version: 0 })).body).toEqual({
      order: ['industry', 'nearest', 'first'],
      version: 1,
    });
    expect(await order()).toEqual([far.leadId, near.leadId]);
    expect(codeOf(await change(own.head, { order: ['first', 'nearest', 'industry'], version: 0 }))).toBe(
      'version_conflict',
    );
    expect(codeOf(await change(own.head, { order: ['first', 'first', 'industry'], version: 1 }))).toBe(
      'invalid_request',
    );
    expect(codeOf(await change(own.manager, { order: ['first', 'nearest', 'industry'], version: 1 }))).toBe(
      'forbidden',
    );
    const read = (who: Person | null) =>
      api.call(routes.getPoolOrder, { ...(who ? { token: who.token } : {}), params });
    expect((await read(own.manager)).body).toMatchObject({ version: 1 });
    expect(codeOf(await read(strangers.head))).toBe('forbidden');
    expect((await read(null)).status).toBe(401);
  });
});

describe('a person who moves or leaves', () => {
  it('keeps one open lead of two accounts', async () => {
    const [one, other] = [await arrive(branch.manager), await arrive(null, false)];
    await considerMember(one.me.id, api.clock.now());
    const phone = await done<{ phone: string }>(api, memberRoutes.revealPhone, {
      token: branch.manager.token,
      params: { memberId: one.me.id },
      body: { purpose: '电话回访', requestId: requestId() },
    });
    const body = { code: `sim:${phone.phone}`, marketing: true, matching: true, requestId: requestId() };
    const elsewhere = await done<{ proof: string }>(api, memberRoutes.bindPhone, { token: other.token, body });
    await done(api, memberRoutes.movePhone, {
      token: other.token,
      body: { proof: elsewhere.proof, requestId: requestId() },
    });
    expect(await Lead.countDocuments({ memberId: one.me.id })).toBe(0);
    expect(await openLead(other)).toMatchObject({ state: 'held' });
    expect(await differences(verifyLeads())).toEqual([]);
  });

  it('takes the notes along when the account is deleted', async () => {
    const member = await arrive(branch.manager);
    await considerMember(member.me.id, api.clock.now());
    const leadId = (await openLead(member))?._id.toHexString() ?? '';
    await followUp(api, branch.manager, leadId, { note: '住在三楼', plan: '下周拜访' });
    const exported = await done<{ sections: { leads: { contacts: object[] }[] } }>(api, memberRoutes.exportOwnData, {
      token: member.token,
      body: {},
    });
    expect(exported.sections.leads[0]?.contacts).toHaveLength(1);
    expect(JSON.stringify(exported.sections.leads)).not.toContain('三楼');
    await done(api, memberRoutes.deleteOwnAccount, {
      token: member.token,
      body: { confirm: '注销', requestId: requestId() },
    });
    const { body } = await get(branch.head, leadId);
    expect(body).toMatchObject({ state: 'lost', lostReason: 'account_ended' });
    expect(body.followUps[0]).toMatchObject({ note: '', plan: null });
    expect(await differences(verifyLeads())).toEqual([]);
  });

  it('who was never a lead has none', async () => {
    const member = await buildMember(api);
    await considerMember(member.me.id, api.clock.now());
    expect(await openLead(member)).toBeNull();
  });
});
