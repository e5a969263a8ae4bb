import { DAY_MS } from '@linzhang/shared/kernel/time';
import type { Lead as LeadAnswer } from '@linzhang/shared/leads/leads.contract';
import * as routes from '@linzhang/shared/leads/leads.endpoints';
import type { BranchSettings } from '@linzhang/shared/settings/settings.contract';
import * as settingsRoutes from '@linzhang/shared/settings/settings.endpoints';
import { Types } from 'mongoose';
import { Lead } from '../../server/src/leads/lead.model';
import { LeadCounter } from '../../server/src/leads/leadCounter.model';
import { LeadStep } from '../../server/src/leads/leadStep.model';
import { verifyLeads } from '../../server/src/leads/verify.service';
import { codeOf, type Reply, requestId, TestApi } from '../support/api';
import { differences } from '../support/differences';
import { done } from '../support/done';
import { buildPoolLead, followUp, take } from '../support/leads';
import { buildBranch, buildWorker, type Person, type Worker } from '../support/people';

/** Rounds of the race; fifty of them with RACE_ROUNDS=50. */
const ROUNDS = Number(process.env['RACE_ROUNDS'] ?? 4);
jest.setTimeout(60_000 + ROUNDS * 15_000);
const LEADS = 100;

let api: TestApi;
let branchId: string;
let head: Worker;
let managers: Worker[];
beforeAll(async () => {
  api = await TestApi.start();
  branchId = await buildBranch(api);
  head = await buildWorker(api, branchId, ['head']);
  managers = [];
  for (let each = 0; each < 20; each += 1) managers.push(await buildWorker(api, branchId, ['manager']));
});
afterAll(() => api.stop());

const tryTake = (who: Person, leadId: string, id = requestId()): Promise<Reply<LeadAnswer>> =>
  api.call(routes.takeLead, { token: who.token, params: { leadId }, body: { requestId: id } });

/** Leads of prospects in the pool, written to the database. */
async function fillPool(count: number): Promise<string[]> {
  const now = api.clock.now();
  const rows = Array.from({ length: count }, () => ({
    _id: new Types.ObjectId(),
    prospectId: new Types.ObjectId(),
    prospectName: '商贸',
    branchId: new Types.ObjectId(branchId),
    state: 'open' as const,
    live: true,
    desk: 'pool' as const,
    reasons: [],
    score: 20,
    ruleVersion: 1,
    industryMatches: false,
    rank: '1',
    openedAt: now,
  }));
  await Lead.insertMany(rows);
  await LeadStep.insertMany(
    rows.map(({ _id }) => ({ leadId: _id, kind: 'opened' as const, state: 'open' as const, at: now, ruleVersion: 1 })),
  );
  return rows.map(({ _id }) => _id.toHexString());
}

async function clear(): Promise<void> {
  await Lead.deleteMany({});
  await LeadStep.collection.deleteMany({});
  await LeadCounter.deleteMany({});
}

async function setCaps(caps: Record<string, number>): Promise<void> {
  const asked = { token: head.token, params: { branchId } };
  const { values, version }: BranchSettings = await done(api, settingsRoutes.getSettings, asked);
  await done(api, settingsRoutes.changeSettings, { ...asked, body: { values: { ...values, ...caps }, version } });
}

const shuffled = <T>(list: readonly T[]): T[] =>
  list
    .map((item) => [Math.random(), item] as const)
    .sort(([one], [other]) => one - other)
    .map(([, item]) => item);

/** Takes what the pool still shows, two at a time, until it or the day is used up. */
async function race(manager: Worker, leadIds: readonly string[], gone: Set<string>): Promise<string[]> {
  const won: string[] = [];
  const refused: (string | null)[] = [];
  const left = shuffled(leadIds);
  let capped = false;
  const one = async () => {
    for (let leadId = left.pop(); leadId && !capped; leadId = left.pop()) {
      if (gone.has(leadId)) continue;
      const reply = await tryTake(manager, leadId);
      gone.add(leadId);
      if (reply.status === 200) won.push(leadId);
      else if (codeOf(reply) === 'leads_day_limit') {
        gone.delete(leadId);
        capped = true;
      } else refused.push(codeOf(reply));
    }
  };
  await Promise.all([one(), one()]);
  expect(refused.filter((code) => code !== 'lead_taken')).toEqual([]);
  return won;
}

describe('twenty managers at one pool', () => {
  afterEach(clear);

  it('share a hundred leads: each has one holder, nobody has more than the caps', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const leadIds = await fillPool(LEADS);
      const gone = new Set<string>();
      const won = await Promise.all(managers.map((manager) => race(manager, leadIds, gone)));
      expect(new Set(won.flat()).size).toBe(won.flat().length);
      expect(won.flat()).toHaveLength(LEADS);
      expect(Math.max(...won.map((mine) => mine.length))).toBeLessThanOrEqual(10);
      const held = await Lead.find({ state: 'held' }).lean();
      for (const [index, mine] of won.entries())
        expect(held.filter(({ holderId }) => holderId?.equals(managers[index]?.employee.id ?? '')).length).toBe(
          mine.length,
        );
      expect(await differences(verifyLeads())).toEqual([]);
      await clear();
    }
  });

  it('give one lead to exactly one of them', async () => {
    const [leadId = ''] = await fillPool(1);
    const replies = await Promise.all(managers.map((manager) => tryTake(manager, leadId)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter((reply) => codeOf(reply) === 'lead_taken')).toHaveLength(19);
  });
});

describe('taking a lead', () => {
  const manager = () => managers[0] as Worker;
  const colleague = () => managers[1] as Worker;
  afterEach(clear);

  it('is done once, however often the phone retries', async () => {
    const leadId = await buildPoolLead(api, manager());
    const id = requestId();
    const replies = await Promise.all(Array.from({ length: 8 }, () => tryTake(manager(), leadId, id)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await LeadCounter.findById(manager().employee.id).lean())?.held).toBe(1);
    const another = await buildPoolLead(api, manager());
    expect(codeOf(await tryTake(manager(), another, id))).toBe('request_reused');
  });

  it('holds it until the due time', async () => {
    const leadId = await buildPoolLead(api, manager());
    const lead = await take(api, manager(), leadId);
    const now = api.clock.now();
    expect(lead).toMatchObject({
      state: 'held',
      desk: null,
      heldBecause: 'taken',
      holder: { id: manager().employee.id },
      dueAt: new Date(now.getTime() + 2 * DAY_MS).toISOString(),
      recycleAt: new Date(now.getTime() + 7 * DAY_MS).toISOString(),
      can: { take: false, release: true, followUp: true, assign: false },
    });
    const step = await LeadStep.findOne({ leadId, kind: 'taken' }).lean();
    expect(step).toMatchObject({ held: 1, caps: { held: 50, takenADay: 10 }, ruleVersion: 1 });
  });

  it('is refused past ten a day, and goes on tomorrow', async () => {
    const leadIds = await fillPool(12);
    for (const leadId of leadIds.slice(0, 10)) await take(api, manager(), leadId);
    expect(codeOf(await tryTake(manager(), leadIds[10] ?? ''))).toBe('leads_day_limit');
    await followUp(api, manager(), leadIds[0] ?? '', { state: 'won' });
    expect(codeOf(await tryTake(manager(), leadIds[10] ?? ''))).toBe('leads_day_limit');
    api.clock.advance(DAY_MS);
    expect((await tryTake(manager(), leadIds[10] ?? '')).status).toBe(200);
    expect(await differences(verifyLeads())).toEqual([]);
  });

  it('is refused with a full desk, until one is done', async () => {
    await setCaps({ leadsHeld: 2 });
    const leadIds = await fillPool(4);
    const [first = '', second = '', third = '', fourth = ''] = leadIds;
    await take(api, manager(), first);
    await take(api, manager(), second);
    const refused = await tryTake(manager(), third);
    expect(codeOf(refused)).toBe('leads_held_limit');
    await followUp(api, manager(), first, { state: 'lost', lostReason: 'no_answer' });
    expect((await tryTake(manager(), third)).status).toBe(200);
    // An assigned one is never refused, but counts.
    const body = { leadIds: [fourth], employeeId: manager().employee.id, note: null, requestId: requestId() };
    await done(api, routes.assignLeads, { token: head.token, body });
    expect((await LeadCounter.findById(manager().employee.id).lean())?.held).toBe(3);
    await setCaps({ leadsHeld: 50 });
  });

  it('waits three days for who gave it back, for nobody else', async () => {
    const leadId = await buildPoolLead(api, manager());
    await take(api, manager(), leadId);
    const asked = { params: { leadId }, body: { note: '不是我的片区', requestId: requestId() } };
    expect(await done(api, routes.releaseLead, { token: manager().token, ...asked })).toEqual({ desk: 'pool' });
    // The same again gives the same answer, though it is not held any more.
    expect(await done(api, routes.releaseLead, { token: manager().token, ...asked })).toEqual({ desk: 'pool' });
    api.clock.advance(3 * DAY_MS - 1);
    expect(codeOf(await tryTake(manager(), leadId))).toBe('lead_rests');
    expect((await tryTake(colleague(), leadId)).status).toBe(200);
    const again = { params: { leadId }, body: { note: '客户搬走了', requestId: requestId() } };
    await done(api, routes.releaseLead, { token: colleague().token, ...again });
    expect((await tryTake(manager(), leadId)).status).toBe(200);
    expect(await differences(verifyLeads())).toEqual([]);
  });

  it('stands where its last step says, although a request that came through later began before', async () => {
    const leadId = await buildPoolLead(api, manager());
    await take(api, manager(), leadId);
    api.clock.advance(-DAY_MS / 2);
    await followUp(api, manager(), leadId, { state: 'won' });
    api.clock.advance(DAY_MS / 2);
    const steps = await LeadStep.find({ leadId }).sort({ at: 1 }).lean();
    expect(steps.map(({ kind }) => kind)).toEqual(['opened', 'taken', 'closed']);
    expect(new Set(steps.map(({ at }) => at.getTime())).size).toBe(3);
    expect(await differences(verifyLeads())).toEqual([]);
  });

  it('is for managers and heads of the branch', async () => {
    const leadId = await buildPoolLead(api, manager());
    const staff = await buildWorker(api, branchId, ['staff']);
    const stranger = await buildWorker(api, await buildBranch(api), ['manager']);
    expect(codeOf(await tryTake(staff, leadId))).toBe('forbidden');
    expect(codeOf(await tryTake(stranger, leadId))).toBe('not_found');
    expect((await api.call(routes.takeLead, { params: { leadId }, body: { requestId: requestId() } })).status).toBe(
      401,
    );
    const bad = { token: manager().token, params: { leadId }, body: {} };
    expect(codeOf(await api.call(routes.takeLead, bad))).toBe('invalid_request');
    expect((await tryTake(head, leadId)).status).toBe(200);
  });
});
