import * as routes from '@linzhang/shared/attribution/attribution.endpoints';
import type {
  AttributionPaths,
  AttributionReport,
  ReportConversion,
} from '@linzhang/shared/attribution/report.contract';
import { REPORT_MODELS, type ReportModel, type ReportSide } from '@linzhang/shared/attribution/report.rules';
import * as channelRoutes from '@linzhang/shared/channels/channels.endpoints';
import type { Page } from '@linzhang/shared/kernel/pages';
import { businessDay, MINUTE_MS } from '@linzhang/shared/kernel/time';
import { Types } from 'mongoose';
import {
  type NewConversion,
  recordConversion,
  reverseConversion,
} from '../../server/src/attribution/attribution.service';
import { verifyAttribution } from '../../server/src/attribution/verify.service';
import { inTransaction } from '../../server/src/db/transaction';
import { Employee } from '../../server/src/employees/employee.model';
import { codeOf, requestId, TestApi } from '../support/api';
import { buildChannel, scan } from '../support/channels';
import { differences } from '../support/differences';
import { done } from '../support/done';
import { buildBranch, buildMember, buildWorker, type Person, type Worker } from '../support/people';
import { bindPhone, buildStaffed, type Staffed } from '../support/world/branch';
import { buildEvent, stampCard } from '../support/world/events';
import * as groups from '../support/world/groups';
import { buildOffer, claim, lookUp, PRIZE, redeem } from '../support/world/offers';

jest.setTimeout(60_000);

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(async () => {
  expect(await differences(verifyAttribution())).toEqual([]);
  await api.stop();
});

interface Office {
  id: string;
  head: Worker;
  one: Worker;
  two: Worker;
}

async function openOffice(): Promise<Office> {
  const id = await buildBranch(api);
  const [head, one, two] = [
    await buildWorker(api, id, ['head']),
    await buildWorker(api, id, ['manager']),
    await buildWorker(api, id, ['manager']),
  ];
  return { id, head, one, two };
}

function convert(branchId: string, who: Person, over: Partial<NewConversion> = {}): Promise<void> {
  const now = api.clock.now();
  const causeId = new Types.ObjectId().toHexString();
  const conversion = { memberId: who.me.id, kind: 'group_joined' as const, causeId, at: now, now, branchId };
  return inTransaction((session) => recordConversion(session, { ...conversion, ...over }));
}

/** Somebody who comes by these codes, one after another. */
async function comer(...codes: readonly string[]): Promise<Person> {
  const member = await buildMember(api);
  for (const code of codes) {
    await scan(api, member, code);
    api.clock.advance(MINUTE_MS);
  }
  return member;
}

const today = () => businessDay(api.clock.now());
const reportFor = (who: Person | null, branchId: string, by: ReportSide, over: Record<string, string> = {}) =>
  api.call<AttributionReport>(routes.getAttributionReport, {
    ...(who ? { token: who.token } : {}),
    query: { branchId, from: today(), to: today(), by, ...over },
  });
/** Every line that a model gives something to, with conversions and amount. */
const rowsOf = async ({ id, head }: Office, by: ReportSide, model: ReportModel = 'origin') => {
  const { rows } = (await reportFor(head, id, by)).body;
  const sums = rows.map((row) => ({ id: row.id, ...row.models.find((each) => each.model === model) }));
  return sums
    .filter(({ conversions }) => conversions)
    .map((row) => [row.id, row.conversions, row.amountFen])
    .sort((one, other) => Number(other[1]) - Number(one[1]) || String(one[0]).localeCompare(String(other[0])));
};
const behind = (who: Person | null, branchId: string, by: ReportSide, over: Record<string, string> = {}) =>
  api.call<Page<ReportConversion>>(routes.listReportConversions, {
    ...(who ? { token: who.token } : {}),
    query: { branchId, from: today(), to: today(), by, ...over },
  });
const pathsFor = (who: Person | null, branchId: string, by: string, over: Record<string, string> = {}) =>
  api.call<AttributionPaths>(routes.getAttributionPaths, {
    ...(who ? { token: who.token } : {}),
    query: { branchId, from: today(), to: today(), by, ...over },
  });

describe('the report of a branch', () => {
  it('credits conversions and amounts by every model and side', async () => {
    const office = await openOffice();
    const [first, second] = [
      await buildChannel(api, office.one),
      await buildChannel(api, office.two, { source: 'counter', placement: 'branch' }),
    ];
    const member = await comer(first.code, second.code);
    await convert(office.id, member, { kind: 'product_opened', amountFen: 300_001, product: 'fund' });
    const [one, two] = [office.one.employee.id, office.two.employee.id];
    expect(await rowsOf(office, 'manager')).toEqual([[two, 1, 300_001]]);
    expect(await rowsOf(office, 'manager', 'first')).toEqual([[one, 1, 300_001]]);
    expect(await rowsOf(office, 'channel', 'linear')).toEqual([
      [first.id, 0.5, 150_000],
      [second.id, 0.5, 150_001],
    ]);
    expect(await rowsOf(office, 'placement')).toEqual([['branch', 1, 300_001]]);
    expect(await rowsOf(office, 'source', 'position')).toEqual([
      ['circle', 0.5, 150_000],
      ['counter', 0.5, 150_001],
    ]);
    expect(await rowsOf(office, 'group', 'last')).toEqual([[second.target.id, 1, 300_001]]);
    expect(await rowsOf(office, 'campaign')).toEqual([[null, 1, 300_001]]);
    const { body } = await reportFor(office.head, office.id, 'manager');
    expect(body.total).toEqual({
      conversions: 1,
      kinds: [{ kind: 'product_opened', conversions: 1 }],
      amountFen: 300_001,
      costFen: 0,
      returnRatio: null,
    });
    expect(body.rows.map((row) => row.id)).toEqual([two, one]);
    for (const { models } of body.rows) expect(models.map(({ model }) => model)).toEqual([...REPORT_MODELS]);
  });

  it('opens each line into its conversions, a page at a time, with the part that the line gets', async () => {
    const office = await openOffice();
    const [first, second] = [await buildChannel(api, office.one), await buildChannel(api, office.two)];
    const member = await comer(first.code, second.code);
    await convert(office.id, member, { kind: 'product_opened', amountFen: 300_001, product: 'fund' });
    api.clock.advance(MINUTE_MS);
    await convert(office.id, member, { kind: 'aum_uplift', amountFen: 1_000_000 });
    await convert(office.id, await buildMember(api));
    const line = { line: office.one.employee.id, model: 'linear' };
    const page = (await behind(office.head, office.id, 'manager', { ...line, limit: '1' })).body;
    expect(page.items).toMatchObject([
      {
        member: { id: member.me.id, number: member.me.number },
        kind: 'aum_uplift',
        part: 0.5,
        amountFen: 1_000_000,
        costFen: 0,
        product: null,
      },
    ]);
    const rest = await behind(office.head, office.id, 'manager', {
      ...line,
      limit: '1',
      cursor: page.nextCursor ?? '',
    });
    expect(rest.body).toMatchObject({ items: [{ kind: 'product_opened', product: 'fund' }], nextCursor: null });
    const byOrigin = await behind(office.head, office.id, 'manager', { line: office.two.employee.id });
    expect(byOrigin.body.items.map(({ kind, part }) => [kind, part])).toEqual([
      ['aum_uplift', 1],
      ['product_opened', 1],
    ]);
    expect((await behind(office.head, office.id, 'manager')).body.items.map(({ kind }) => kind)).toEqual([
      'group_joined',
    ]);
    expect((await behind(office.head, office.id, 'manager', { line: office.one.employee.id })).body.items).toEqual([]);
  });

  it('leaves out what was taken back and what people did who work here; who came by nobody is nobody’s', async () => {
    const office = await openOffice();
    const { code } = await buildChannel(api, office.one);
    const undone = await comer(code);
    await convert(office.id, undone, { causeId: 'undone' });
    const key = { memberId: undone.me.id, kind: 'group_joined' as const, causeId: 'undone' };
    await inTransaction((session) => reverseConversion(session, key, { because: 'test', now: api.clock.now() }));
    const colleague = await comer(code);
    const memberId = new Types.ObjectId(colleague.me.id);
    await Employee.updateOne({ _id: office.two.employee.id }, { $set: { memberId } });
    await convert(office.id, colleague);
    await convert(office.id, await buildMember(api));
    expect(await rowsOf(office, 'manager')).toEqual([[null, 1, 0]]);
    expect((await pathsFor(office.head, office.id, 'source')).body).toMatchObject({ converted: 0, lost: 1 });
  });

  it('knows what the redeemed claims of a campaign cost the bank, and what came back for it', async () => {
    const branch: Staffed = await buildStaffed(api);
    const group = await groups.buildGroup(api, branch);
    const offer = await buildOffer(api, branch, { campaign: '十一月', stock: 10, budgetFen: 100_000, perMember: 10 });
    const target = { kind: 'offer', id: offer.id };
    const body = { ...groups.CHANNEL_FIELDS, target, requestId: requestId() };
    const channel = await done<{ code: string }>(api, channelRoutes.createChannel, {
      token: branch.manager.token,
      body,
    });
    await scan(api, branch.member, channel.code);
    await groups.join(api, branch.member, group.id);
    await bindPhone(api, branch.member);
    const { id: claimId } = await claim(api, branch.member, offer.id);
    const { lookupId } = await lookUp(api, branch, { person: branch.member });
    await redeem(api, branch, lookupId, claimId);
    await convert(branch.id, branch.member, { kind: 'product_opened', amountFen: 1_000_000 });
    const { rows } = (await reportFor(branch.head, branch.id, 'campaign')).body;
    const bankFen = Math.floor((2_000 * offer.bankPercent) / 100);
    const sums = { conversions: 4, amountFen: 1_000_000, costFen: bankFen, returnRatio: 1_000_000 / bankFen };
    expect(rows).toMatchObject([{ id: '十一月', models: [{ model: 'origin', ...sums }, {}, {}, {}, {}, {}] }]);
  });

  it('counts an event with the offers of its campaign, whoever came by nobody included', async () => {
    const branch: Staffed = await buildStaffed(api);
    const prize = await buildOffer(api, branch, PRIZE);
    const event = await buildEvent(api, branch, prize.id, { campaign: '年货节' });
    await stampCard(api, branch, event, branch.member, 2);
    const target = { kind: 'event', id: event.id };
    const body = { ...groups.CHANNEL_FIELDS, target, requestId: requestId() };
    const { code } = await done<{ code: string }>(api, channelRoutes.createChannel, {
      token: branch.manager.token,
      body,
    });
    await scan(api, branch.friend, code);
    await convert(branch.id, branch.friend, { kind: 'product_opened', amountFen: 500_000 });
    const { rows } = (await reportFor(branch.head, branch.id, 'campaign')).body;
    expect(rows).toMatchObject([
      {
        id: '年货节',
        models: [
          {
            model: 'origin',
            kinds: [
              { kind: 'stamp_card_completed', conversions: 1 },
              { kind: 'product_opened', conversions: 1 },
            ],
            amountFen: 500_000,
          },
          {},
          {},
          {},
          {},
          {},
        ],
      },
    ]);
  });

  it('is read by the head of the branch and an admin', async () => {
    const office = await openOffice();
    const elsewhere = await openOffice();
    for (const who of [office.one, elsewhere.head]) {
      expect(codeOf(await reportFor(who, office.id, 'manager'))).toBe('forbidden');
      expect(codeOf(await behind(who, office.id, 'manager'))).toBe('forbidden');
      expect(codeOf(await pathsFor(who, office.id, 'channel'))).toBe('forbidden');
    }
    expect(codeOf(await reportFor(null, office.id, 'manager'))).toBe('signed_out');
    expect(codeOf(await behind(null, office.id, 'manager'))).toBe('signed_out');
    expect(codeOf(await pathsFor(null, office.id, 'channel'))).toBe('signed_out');
    const backwards = { from: '2026-02-02', to: '2026-02-01' };
    expect(codeOf(await reportFor(office.head, office.id, 'manager', backwards))).toBe('period_invalid');
    expect(codeOf(await behind(office.head, office.id, 'manager', backwards))).toBe('period_invalid');
    expect(codeOf(await pathsFor(office.head, office.id, 'channel', backwards))).toBe('period_invalid');
    expect(codeOf(await pathsFor(office.head, office.id, 'manager'))).toBe('invalid_request');
    expect(codeOf(await reportFor(office.head, office.id, 'markov' as never))).toBe('invalid_request');
    expect(codeOf(await behind(office.head, office.id, 'manager', { model: 'markov' }))).toBe('invalid_request');
    const admin = await buildWorker(api, elsewhere.id, ['admin']);
    expect((await reportFor(admin, office.id, 'manager')).status).toBe(200);
  });
});

describe('the paths of a branch', () => {
  it('are credited by what a removal costs, and by what each adds', async () => {
    const office = await openOffice();
    const channels = [
      await buildChannel(api, office.one),
      await buildChannel(api, office.one),
      await buildChannel(api, office.two),
    ];
    const [c1, c2, c3] = channels.map(({ code }) => code) as [string, string, string];
    await convert(office.id, await comer(c1, c2, c3));
    await comer(c1);
    await comer(c2, c3);
    const { body } = await pathsFor(office.head, office.id, 'channel');
    expect(body).toMatchObject({ converted: 1, lost: 2 });
    expect(body.conversionRate).toBeCloseTo(1 / 3, 12);
    const found = new Map(body.rows.map((row) => [row.id, row]));
    const rows = channels.map(({ id }) => found.get(id));
    expect(rows.map((row) => Number(row?.markovShare.toFixed(9)))).toEqual([0.2, 0.4, 0.4]);
    expect(rows.map((row) => Number(row?.shapley.toFixed(9)))).toEqual([0.333333333, 0.333333333, 0.333333333]);
    expect(rows.map((row) => row?.name)).toEqual(channels.map(({ name }) => name));
  });

  it('of thirteen channels are too many to compare; by source they are not', async () => {
    const office = await openOffice();
    for (let count = 0; count < 13; count += 1) await comer((await buildChannel(api, office.one)).code);
    expect(codeOf(await pathsFor(office.head, office.id, 'channel'))).toBe('too_many_players');
    expect((await pathsFor(office.head, office.id, 'source')).body).toMatchObject({ converted: 0, lost: 13 });
  });
});
