import type { Employee } from '@linzhang/shared/employees/employees.contract';
import * as employeeRoutes from '@linzhang/shared/employees/employees.endpoints';
import type { WorkGroup } from '@linzhang/shared/groups/groups.contract';
import { addBusinessDays, businessDay, DAY_MS } from '@linzhang/shared/kernel/time';
import * as routes from '@linzhang/shared/leads/leads.endpoints';
import { Types } from 'mongoose';
import { assignOwner } from '../../server/src/attribution/owners.service';
import { inTransaction } from '../../server/src/db/transaction';
import { considerMember } from '../../server/src/leads/considering.service';
import { Lead } from '../../server/src/leads/lead.model';
import { LeadCounter } from '../../server/src/leads/leadCounter.model';
import { LeadStep } from '../../server/src/leads/leadStep.model';
import { recycleLeads } from '../../server/src/leads/recycling.service';
import { verifyLeads } from '../../server/src/leads/verify.service';
import { codeOf, requestId, TestApi } from '../support/api';
import { differences } from '../support/differences';
import { done } from '../support/done';
import { enterProspect, followUp, take } from '../support/leads';
import { buildBranch, buildWorker, type Person, type Worker } from '../support/people';
import { bindPhone, buildCustomer, buildStaffed, newPhone, type Staffed } from '../support/world/branch';
import { buildChannel, buildGroup, comeBy, join } from '../support/world/groups';
import { arriveIn, openLead } from './scene';

jest.setTimeout(60_000);

let api: TestApi;
let branch: Staffed;
let group: WorkGroup;
beforeAll(async () => {
  api = await TestApi.start();
  branch = await buildStaffed(api);
  group = await buildGroup(api, branch);
});
afterAll(async () => {
  expect(await differences(verifyLeads())).toEqual([]);
  await api.stop();
});

const newManager = (branchId = branch.id) => buildWorker(api, branchId, ['manager']);
const own = (member: Person, to: Worker) =>
  inTransaction((session) => assignOwner(session, member.me.id, to.employee.id, 'roster', api.clock.now()));
const heldBy = async (who: Worker) => (await LeadCounter.findById(who.employee.id).lean())?.held ?? 0;

/** A customer of a manager, who holds the lead as the owner. */
async function ownedBy(owner: Worker): Promise<{ member: Person; leadId: string }> {
  const member = await arriveIn(api, group.id, owner);
  await considerMember(member.me.id, api.clock.now());
  return { member, leadId: (await openLead(member))?._id.toHexString() ?? '' };
}

/** A customer of nobody, with a lead in the pool. */
async function inPool(): Promise<{ member: Person; leadId: string }> {
  const member = await buildCustomer(api, '吴同学');
  const now = api.clock.now();
  const row = { _id: new Types.ObjectId(), memberId: new Types.ObjectId(member.me.id), state: 'open' as const };
  const rest = { reasons: [], score: 20, ruleVersion: 1, industryMatches: false, rank: '1', openedAt: now };
  const branchId = new Types.ObjectId(branch.id);
  await Lead.insertMany([{ ...row, ...rest, branchId, live: true, desk: 'pool' }]);
  await LeadStep.insertMany([{ leadId: row._id, kind: 'opened', state: 'open', at: now, ruleVersion: 1 }]);
  return { member, leadId: row._id.toHexString() };
}

describe('the open lead of a member who gets another owner', () => {
  it('is with the owner also where it is opened at the same moment', async () => {
    const [former, owner] = [await newManager(), await newManager()];
    for (let round = 0; round < 20; round += 1) {
      const member = await arriveIn(api, group.id, former);
      await Promise.all([considerMember(member.me.id, api.clock.now()), own(member, owner)]);
      expect((await openLead(member))?.holderId?.toHexString()).toBe(owner.employee.id);
    }
  });

  it('goes along with what was agreed, once', async () => {
    const [former, owner] = [await newManager(), await newManager()];
    const { member, leadId } = await ownedBy(former);
    const nextOn = addBusinessDays(businessDay(api.clock.now()), 3);
    await followUp(api, former, leadId, { nextOn });
    await own(member, owner);
    const lead = await openLead(member);
    expect(lead).toMatchObject({ state: 'held', heldBecause: 'owner', nextOn, heldSince: api.clock.now() });
    expect(lead?._id.toHexString()).toBe(leadId);
    expect(lead?.holderId?.toHexString()).toBe(owner.employee.id);
    expect(lead?.lastHolderId?.toHexString()).toBe(former.employee.id);
    expect([await heldBy(former), await heldBy(owner)]).toEqual([0, 1]);
    await own(member, owner);
    expect(await openLead(member)).toEqual(lead);
    expect(codeOf(await api.call(routes.getLead, { token: former.token, params: { leadId } }))).toBe('not_found');
  });

  it('goes along from the desk of the head, where it came when the owner left', async () => {
    const [leaver, owner] = [await newManager(), await newManager()];
    const { member } = await ownedBy(leaver);
    const asked = { token: branch.head.token, params: { employeeId: leaver.employee.id } };
    const { version } = await done<Employee>(api, employeeRoutes.getEmployee, asked);
    await done(api, employeeRoutes.disableEmployee, { ...asked, body: { reason: '离职', version } });
    expect(await openLead(member)).toMatchObject({ desk: 'head', state: 'open' });
    await own(member, owner);
    expect(await openLead(member)).toMatchObject({
      heldBecause: 'owner',
      holderId: new Types.ObjectId(owner.employee.id),
    });
    expect((await openLead(member))?.desk).toBeUndefined();
  });

  it('goes along from the pool, whatever the owner holds already', async () => {
    const owner = await newManager();
    await LeadCounter.create([{ _id: new Types.ObjectId(owner.employee.id), held: 0, day: '', taken: 0 }]);
    const many = await Promise.all(Array.from({ length: 3 }, inPool));
    for (const { member } of many) await own(member, owner);
    await Promise.all(many.map(async ({ member }) => expect(await openLead(member)).toMatchObject({ state: 'held' })));
    expect(await heldBy(owner)).toBe(3);
  });

  it('goes along into the branch of the owner', async () => {
    const elsewhere = await buildBranch(api);
    const owner = await newManager(elsewhere);
    const { member, leadId } = await ownedBy(await newManager());
    await own(member, owner);
    expect((await openLead(member))?.branchId.toHexString()).toBe(elsewhere);
    expect((await api.call(routes.getLead, { token: owner.token, params: { leadId } })).status).toBe(200);
  });

  it('stays with a colleague who took it, and with one whom the head gave it', async () => {
    const [taker, owner] = [await newManager(), await newManager()];
    const { member, leadId } = await inPool();
    await take(api, taker, leadId);
    await own(member, owner);
    expect((await openLead(member))?.holderId?.toHexString()).toBe(taker.employee.id);
    const other = await inPool();
    const body = { leadIds: [other.leadId], employeeId: taker.employee.id, note: null, requestId: requestId() };
    await done(api, routes.assignLeads, { token: branch.head.token, body });
    await own(other.member, owner);
    expect((await openLead(other.member))?.holderId?.toHexString()).toBe(taker.employee.id);
    // But who qualified it was the owner until now.
    await followUp(api, taker, leadId, { state: 'qualified' });
    await own(member, taker);
    await own(member, owner);
    expect((await openLead(member))?.holderId?.toHexString()).toBe(owner.employee.id);
  });

  it('has one holder, however taking and giving meet', async () => {
    const [taker, owner] = [await newManager(), await newManager()];
    for (let round = 0; round < 8; round += 1) {
      const { member, leadId } = await inPool();
      const taking = { token: taker.token, params: { leadId }, body: { requestId: requestId() } };
      const [taken] = await Promise.all([api.call(routes.takeLead, taking), own(member, owner)]);
      const holder = taken.status === 200 ? taker : owner;
      if (taken.status !== 200) expect(codeOf(taken)).toBe('lead_taken');
      expect((await openLead(member))?.holderId?.toHexString()).toBe(holder.employee.id);
    }
    expect((await heldBy(taker)) + (await heldBy(owner))).toBe(8);
    expect(await differences(verifyLeads())).toEqual([]);
  });
});

it('the lead of a prospect who came by a manager’s code goes from the pool to that manager', async () => {
  const [owner, phone] = [await newManager(), newPhone()];
  const { leadId } = await enterProspect(api, branch.staff, { phone });
  const member = await buildCustomer(api, '钱经理');
  await comeBy(api, member, await buildChannel(api, owner, group.id));
  await join(api, member, group.id);
  await bindPhone(api, member, phone);
  const lead = await openLead(member);
  expect(lead?._id.toHexString()).toBe(leadId);
  expect(lead).toMatchObject({ heldBecause: 'owner', holderId: new Types.ObjectId(owner.employee.id) });
});

it('a lead that went stale with the owner is the next owner’s, with time of its own', async () => {
  const [former, owner] = [await newManager(), await newManager()];
  const { member } = await ownedBy(former);
  api.clock.advance(7 * DAY_MS);
  await recycleLeads(api.clock.now());
  expect(await openLead(member)).toMatchObject({ desk: 'head' });
  await own(member, owner);
  expect(await openLead(member)).toMatchObject({ state: 'held', lastWorkedAt: api.clock.now() });
  expect(await recycleLeads(api.clock.now())).toEqual({ reminded: 0, recycled: 0 });
});
