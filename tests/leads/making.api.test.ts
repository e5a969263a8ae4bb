import type { WorkGroup } from '@linzhang/shared/groups/groups.contract';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import { considerMember } from '../../server/src/leads/considering.service';
import { considerAll, considerNoted, considerRecent } from '../../server/src/leads/following.service';
import { Lead } from '../../server/src/leads/lead.model';
import { verifyLeads } from '../../server/src/leads/verify.service';
import { registerStanding, tellStandingsTaken } from '../../server/src/members/standing.service';
import { registerTiering } from '../../server/src/tiering/tieringHolding.service';
import { requestId, TestApi } from '../support/api';
import { differences } from '../support/differences';
import { done } from '../support/done';
import { followUp, listed } from '../support/leads';
import { buildMember, type Person, type Worker } from '../support/people';
import { bindPhone, buildStaffed, type Staffed } from '../support/world/branch';
import { buildGroup } from '../support/world/groups';
import { arriveIn, openLead, readLead } from './scene';

jest.setTimeout(60_000);

let api: TestApi;
let branch: Staffed;
let group: WorkGroup;
beforeAll(async () => {
  api = await TestApi.start();
  branch = await buildStaffed(api);
  group = await buildGroup(api, branch);
});
afterAll(() => api.stop());

const get = (who: Person, leadId: string) => readLead(api, who, leadId);
const arrive = (by: Worker | null, marketing = true) => arriveIn(api, group.id, by, marketing);

describe('a lead is made', () => {
  it('for the owner of who bound the phone by a channel, with its reason', async () => {
    const member = await arrive(branch.manager);
    await considerRecent(api.clock.now());
    const [lead] = await listed(api, branch.manager);
    expect(lead).toMatchObject({
      subject: { kind: 'member', id: member.me.id, name: '陈阿姨' },
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
