import * as attributionRoutes from '@linzhang/shared/attribution/attribution.endpoints';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import type { Prospect as ProspectAnswer } from '@linzhang/shared/prospects/prospects.contract';
import * as routes from '@linzhang/shared/prospects/prospects.endpoints';
import { considerMember } from '../../server/src/leads/considering.service';
import { Lead } from '../../server/src/leads/lead.model';
import { verifyLeads } from '../../server/src/leads/verify.service';
import { Prospect } from '../../server/src/prospects/prospect.model';
import { codeOf, requestId, TestApi } from '../support/api';
import { differences } from '../support/differences';
import { done } from '../support/done';
import { enterProspect, followUp, prospectFields, take } from '../support/leads';
import { buildMember, type Person, type Worker } from '../support/people';
import { bindPhone, buildStaffed, newPhone, type Staffed } from '../support/world/branch';
import { buildChannel, buildGroup, comeBy, join } from '../support/world/groups';

/** What is looked at of who serves a member. */
type Owned = { owner: { id: string } | null };

jest.setTimeout(30_000);

let api: TestApi;
let branch: Staffed;
let other: Staffed;
beforeAll(async () => {
  api = await TestApi.start();
  branch = await buildStaffed(api);
  other = await buildStaffed(api);
});
afterAll(() => api.stop());

const enter = (who: Person | null, over: object = {}) =>
  api.call<ProspectAnswer>(routes.createProspect, {
    ...(who ? { token: who.token } : {}),
    body: { ...prospectFields(), requestId: requestId(), ...over },
  });
const get = (who: Person, prospectId: string) =>
  api.call<ProspectAnswer>(routes.getProspect, { token: who.token, params: { prospectId } });

describe('entering a prospect', () => {
  it('opens a lead in the pool and shows the phone masked', async () => {
    const reply = await enter(branch.staff, { phone: '13912345678' });
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      branch: { id: branch.id },
      phone: '139****5678',
      state: 'open',
      enteredBy: { id: branch.staff.employee.id },
      place: { address: '江宁路 8 号', point: { latitude: 31.951, longitude: 118.841 } },
      can: { update: true, revealPhone: false },
    });
    expect(await Lead.findById(reply.body.leadId).lean()).toMatchObject({
      desk: 'pool',
      industryMatches: true,
      score: 20,
    });
    expect(JSON.stringify(await Prospect.findById(reply.body.id).lean())).not.toContain('13912345678');
  });

  it('refuses the same phone, and the same name at the same place, also at once', async () => {
    const fields = { ...prospectFields(), phone: newPhone() };
    const replies = await Promise.all([1, 2, 3, 4].map(() => enter(branch.manager, fields)));
    expect(replies.map((reply) => codeOf(reply)).sort()).toEqual(
      ['prospect_known', 'prospect_known', 'prospect_known', null].sort(),
    );
    expect(codeOf(await enter(branch.manager, { phone: fields.phone }))).toBe('prospect_known');
    const place = { ...fields.place, address: ' 江宁路8号 ' };
    expect(codeOf(await enter(branch.manager, { name: fields.name, place }))).toBe('prospect_known');
    expect((await enter(branch.manager, { name: fields.name, place: null })).status).toBe(201);
    // Another branch may know the same one, and is not told of ours.
    expect((await enter(other.manager, fields)).status).toBe(201);
  });

  it('is done once, however often the phone retries', async () => {
    const same = { ...prospectFields(), phone: newPhone(), requestId: requestId() };
    const replies = await Promise.all(Array.from({ length: 6 }, () => enter(branch.staff, same)));
    expect(new Set(replies.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(codeOf(await enter(branch.staff, { ...same, remark: '别的' }))).toBe('request_reused');
  });

  it('refuses who is a member already', async () => {
    const phone = newPhone();
    await bindPhone(api, await buildMember(api), phone);
    expect(codeOf(await enter(branch.manager, { phone }))).toBe('prospect_known');
  });

  it('is for who works in the branch', async () => {
    expect(codeOf(await enter(branch.cashier))).toBe('forbidden');
    expect(codeOf(await enter(branch.member))).toBe('forbidden');
    expect((await enter(null)).status).toBe(401);
    expect(codeOf(await enter(branch.staff, { phone: '12345' }))).toBe('invalid_request');
  });
});

describe('reading and changing prospects', () => {
  it('is for who entered, who holds the lead, and the head', async () => {
    const { id, leadId } = await enterProspect(api, branch.staff);
    const statuses = async () =>
      Promise.all(
        [branch.staff, branch.manager, branch.head, other.head].map(async (who) => (await get(who, id)).status),
      );
    expect(await statuses()).toEqual([200, 404, 200, 404]);
    await take(api, branch.manager, leadId ?? '');
    expect(await statuses()).toEqual([200, 200, 200, 404]);
    expect(codeOf(await get(branch.staff, 'nonsense'))).toBe('invalid_request');
    expect((await api.call(routes.getProspect, { params: { prospectId: id } })).status).toBe(401);
    const list = (who: Person | null, query: Record<string, string> = {}) =>
      api.call<{ items: ProspectAnswer[] }>(routes.listProspects, { ...(who ? { token: who.token } : {}), query });
    expect((await list(branch.manager)).body.items.map((each) => each.id)).toContain(id);
    expect((await list(branch.head, { scope: 'branch', state: 'open' })).body.items.map((each) => each.id)).toContain(
      id,
    );
    expect((await list(other.manager)).body.items.map((each) => each.id)).not.toContain(id);
    expect(codeOf(await list(branch.manager, { scope: 'branch' }))).toBe('forbidden');
    expect(codeOf(await list(branch.cashier))).toBe('forbidden');
    expect(codeOf(await list(branch.manager, { state: 'gone' }))).toBe('invalid_request');
    expect((await list(null)).status).toBe(401);
  });

  it('carries the lead along, and dropping ends it', async () => {
    const { id, leadId } = await enterProspect(api, branch.manager);
    const { kind: _kind, phone: _phone, ...fields } = prospectFields();
    const change = (who: Person | null, body: object) =>
      api.call<ProspectAnswer>(routes.updateProspect, {
        ...(who ? { token: who.token } : {}),
        params: { prospectId: id },
        body,
      });
    const body = { ...fields, industry: 'retail', state: 'open', version: 0 };
    expect((await change(branch.manager, body)).body).toMatchObject({ name: fields.name, version: 1 });
    expect(await Lead.findById(leadId).lean()).toMatchObject({ prospectName: fields.name, industryMatches: false });
    expect(codeOf(await change(branch.manager, body))).toBe('version_conflict');
    expect(codeOf(await change(other.manager, { ...body, version: 1 }))).toBe('not_found');
    expect(codeOf(await change(branch.manager, { state: 'open' }))).toBe('invalid_request');
    expect((await change(null, body)).status).toBe(401);
    const dropped = await change(branch.manager, { ...body, state: 'dropped', version: 1 });
    expect(dropped.body).toMatchObject({ state: 'dropped', leadId: null });
    expect((await change(branch.manager, { ...body, version: 2 })).body.leadId).not.toBeNull();
    expect(await differences(verifyLeads())).toEqual([]);
  });

  it('shows the phone to the holder of the lead, with a trace', async () => {
    const phone = newPhone();
    const { id, leadId } = await enterProspect(api, branch.staff, { phone });
    const reveal = (who: Worker | null, body: object = { purpose: '电话回访', requestId: requestId() }) =>
      api.call(routes.revealProspectPhone, { ...(who ? { token: who.token } : {}), params: { prospectId: id }, body });
    expect(codeOf(await reveal(branch.manager))).toBe('not_found');
    expect(codeOf(await reveal(branch.staff))).toBe('not_found');
    await take(api, branch.manager, leadId ?? '');
    expect((await reveal(branch.manager)).body).toEqual({ phone });
    expect(codeOf(await reveal(branch.head))).toBe('not_found');
    expect(codeOf(await reveal(branch.manager, {}))).toBe('invalid_request');
    expect((await reveal(null)).status).toBe(401);
  });
});

describe('a prospect who binds the phone', () => {
  it('is a member, whose lead goes on with the same holder', async () => {
    const phone = newPhone();
    const { id, leadId } = await enterProspect(api, branch.manager, { phone });
    await take(api, branch.manager, leadId ?? '');
    await followUp(api, branch.manager, leadId ?? '', { state: 'qualified' });
    const member = await buildMember(api);
    await bindPhone(api, member, phone);
    expect((await get(branch.manager, id)).body).toMatchObject({ state: 'converted', can: { update: false } });
    const lead = await Lead.findById(leadId).lean();
    expect(lead).toMatchObject({ state: 'qualified', live: true });
    expect(lead?.memberId?.toHexString()).toBe(member.me.id);
    const asked = { token: branch.head.token, params: { memberId: member.me.id } };
    expect((await done<Owned>(api, attributionRoutes.getAttribution, asked)).owner).toMatchObject({
      id: branch.manager.employee.id,
    });
    expect(codeOf(await enter(branch.manager, { phone }))).toBe('prospect_known');
    expect(await differences(verifyLeads())).toEqual([]);
  });

  it('has one lead only, with the reasons of both', async () => {
    const [phone, wrong] = [newPhone(), newPhone()];
    const { leadId } = await enterProspect(api, branch.manager, { phone });
    const group = await buildGroup(api, branch);
    const member = await buildMember(api);
    await comeBy(api, member, await buildChannel(api, branch.manager, group.id));
    await join(api, member, group.id);
    await bindPhone(api, member, wrong);
    api.clock.advance(1000);
    await considerMember(member.me.id, api.clock.now());
    await bindPhone(api, member, phone);
    const live = await Lead.find({ memberId: member.me.id, live: true }).lean();
    expect(live).toHaveLength(1);
    expect(live[0]?.reasons.map(({ reason }) => reason).sort()).toEqual(['phone_bound', 'prospect']);
    expect(await Lead.findById(leadId).lean()).toMatchObject({ live: false, lostReason: 'account_merged' });
    expect(await differences(verifyLeads())).toEqual([]);
  });

  it('is not called without agreement, and leaves nothing when deleting the account', async () => {
    const phone = newPhone();
    const { id, leadId } = await enterProspect(api, branch.manager, { phone });
    const member = await buildMember(api);
    const body = { code: `sim:${phone}`, marketing: false, matching: false, requestId: requestId() };
    await done(api, memberRoutes.bindPhone, { token: member.token, body });
    expect(await Lead.findById(leadId).lean()).toMatchObject({ state: 'lost', lostReason: 'no_consent' });
    await done(api, memberRoutes.deleteOwnAccount, {
      token: member.token,
      body: { confirm: '注销', requestId: requestId() },
    });
    expect((await get(branch.head, id)).body).toMatchObject({
      name: '已注销',
      phone: null,
      contactName: null,
      place: null,
    });
  });
});
