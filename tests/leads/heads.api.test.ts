import type { Employee } from '@linzhang/shared/employees/employees.contract';
import * as employeeRoutes from '@linzhang/shared/employees/employees.endpoints';
import type { WorkGroup } from '@linzhang/shared/groups/groups.contract';
import { DAY_MS, HOUR_MS } from '@linzhang/shared/kernel/time';
import * as routes from '@linzhang/shared/leads/leads.endpoints';
import * as messageRoutes from '@linzhang/shared/messages/messages.endpoints';
import { considerMember } from '../../server/src/leads/considering.service';
import { recycleLeads } from '../../server/src/leads/recycling.service';
import { verifyLeads } from '../../server/src/leads/verify.service';
import { codeOf, requestId, TestApi } from '../support/api';
import { differences } from '../support/differences';
import { done } from '../support/done';
import { buildPoolLead, enterProspect, followUp, listed, take } from '../support/leads';
import { buildWorker, type Person, type Worker } from '../support/people';
import { buildStaffed, type Staffed } from '../support/world/branch';
import { arriveIn, buildLeadScene, openLead, readLead } from './scene';

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
