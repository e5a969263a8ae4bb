import * as attributionRoutes from '@linzhang/shared/attribution/attribution.endpoints';
import type { WorkGroup } from '@linzhang/shared/groups/groups.contract';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import type { Lead as LeadAnswer, LeadDesk } from '@linzhang/shared/leads/leads.contract';
import * as routes from '@linzhang/shared/leads/leads.endpoints';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import { Lead } from '../../server/src/leads/lead.model';
import { codeOf, requestId, TestApi } from '../support/api';
import { done } from '../support/done';
import { buildPoolLead, FEEDBACK, followUp, listed, take } from '../support/leads';
import { buildWorker, type Person, type Worker } from '../support/people';
import type { Staffed } from '../support/world/branch';
import { arriveIn, buildLeadScene, openLead, readLead } from './scene';

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
  ({ branch, colleague, strangers, group } = await buildLeadScene(api));
});
afterAll(() => api.stop());

const get = (who: Person, leadId: string) => readLead(api, who, leadId);
const arrive = (by: Worker | null, marketing = true) => arriveIn(api, group.id, by, marketing);

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
      call: false,
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
    const desk = () => done<LeadDesk>(api, routes.getLeadDesk, { token: manager.token });
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
