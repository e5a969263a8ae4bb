import * as aumRoutes from '@linzhang/shared/aum/aum.endpoints';
import { DAY_MS } from '@linzhang/shared/kernel/time';
import type { PhoneOutcome } from '@linzhang/shared/members/members.contract';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import { DELETION_WORD } from '@linzhang/shared/members/members.rules';
import type { PortfolioProgress, PortfolioSummary, Scorecard } from '@linzhang/shared/portfolio/portfolio.contract';
import * as routes from '@linzhang/shared/portfolio/portfolio.endpoints';
import { keepDay, refreshPortfolio } from '../../server/src/portfolio/nightly.service';
import { verifyPortfolio } from '../../server/src/portfolio/verify.service';
import { requestId, TestApi } from '../support/api';
import { differences } from '../support/differences';
import { done } from '../support/done';
import { buildMember, buildWorker, signIn, type Worker } from '../support/people';
import { bindPhone, buildStaffed, type Staffed } from '../support/world/branch';
import { buildChannel, buildGroup, comeBy, join } from '../support/world/groups';
import { buildListed, importRows, type ListRow } from '../support/world/lists';
import { actual, ask, bringOne, figuresFor, lineFor, membersFor } from './portfolios';

let api: TestApi;
let branch: Staffed;
beforeEach(async () => {
  api = await TestApi.start();
  branch = await buildStaffed(api);
}, 30_000);
afterEach(async () => {
  // Whatever was done, the rows are what lists and ledgers say.
  expect(await differences(verifyPortfolio())).toEqual([]);
  await api.stop();
});

const manager = () => lineFor(api, branch, branch.manager);

const before = (more: ListRow = {}) =>
  buildListed(api, branch, { asOf: '2026-09-30', deposits: '120000', products: '存款', ...more });

const transfer = (from: Worker, to: Worker) =>
  done(api, aumRoutes.transferOwners, {
    token: branch.head.token,
    body: { fromId: from.employee.id, toId: to.employee.id, reason: '离职', requestId: requestId() },
  });

describe('抢', () => {
  it('moves with the binding itself, for who brought the member, and goes back with it', async () => {
    expect((await manager()).phoneBound).toBe(0);
    const person = await bringOne(api, branch, branch.manager);
    const line = await manager();
    expect([line.phoneBound, actual(line, 'growth')]).toEqual([1, 1]);
    const other = await buildWorker(api, branch.id, ['manager']);
    await transfer(branch.manager, other);
    expect([(await manager()).phoneBound, (await manager()).counts.members]).toEqual([1, 0]);
    expect((await lineFor(api, branch, other)).counts.members).toBe(1);
    const [row] = await membersFor(api, branch.manager, { set: 'phone_bound' });
    expect(row).toMatchObject({ memberId: person.me.id, name: '孙*庆', end: null, told: false, sets: ['phone_bound'] });
    expect(row?.owner?.id).toBe(other.employee.id);
  });

  it('does not count who works here', async () => {
    const group = await buildGroup(api, branch);
    await comeBy(api, branch.staff, await buildChannel(api, branch.manager, group.id));
    await join(api, branch.staff, group.id);
    await bindPhone(api, branch.staff);
    expect((await manager()).phoneBound).toBe(0);
  });
});

describe('保争挖培', () => {
  it('move with an import: from the latest row before the quarter to the latest one', async () => {
    const person = await before();
    expect((await manager()).counts).toMatchObject({ atStart: 1, atEnd: 1, rose: 0, heldHundredths: 100, aumUp: 0 });
    const later = { asOf: '2026-11-10', deposits: '450000', products: '存款、基金、手机银行', mobileActive: '是' };
    await importRows(api, branch, [{ ...person.row, ...later, transactions: '7' }]);
    const line = await manager();
    expect(line.counts).toMatchObject({
      ...{ atStart: 1, atEnd: 1, left: 0, rose: 1, heldHundredths: 300, covered: 1, known: 1 },
      ...{ startFen: 12_000_000, endFen: 45_000_000, aumUp: 1, transactions: 7, mobileActive: 1 },
    });
    expect((['churn', 'uplift', 'coverage', 'growth', 'aumGrowth'] as const).map((name) => actual(line, name))).toEqual(
      [0, 100, 3, 0, 275],
    );
    expect(line.figures.map(({ points }) => points)).toEqual([30, 24, 20, 0, 24]);
    expect(line.score).toBe(98);
  });

  it('count a list that comes late, as if it had come in time', async () => {
    const person = await before({ asOf: '2026-11-10' });
    expect((await manager()).counts).toMatchObject({ atStart: 0, entered: 1, known: 0 });
    await importRows(api, branch, [{ ...person.row, asOf: '2026-09-15', deposits: '260000' }]);
    expect((await manager()).counts).toMatchObject({ atStart: 1, entered: 0, left: 1, startFen: 26_000_000 });
    await importRows(api, branch, [{ ...person.row, asOf: '2026-10-01', deposits: '100000' }]);
    expect((await manager()).counts).toMatchObject({ atStart: 1, left: 0, startFen: 10_000_000 });
  });

  it('follow the owner, not the origin', async () => {
    await before();
    const other = await buildWorker(api, branch.id, ['manager']);
    await transfer(branch.manager, other);
    expect((await manager()).counts.atStart).toBe(0);
    expect((await lineFor(api, branch, other)).counts).toMatchObject({ members: 1, atStart: 1 });
    const { row } = await before();
    await importRows(api, branch, [{ ...row, asOf: '2026-11-12', products: '存款、理财', wealth: '50000' }]);
    const card = await ask<Scorecard>(api, routes.getScorecard, branch.manager);
    expect(card.origin).toEqual({ phoneBound: 0, productsMoved: 0, productMovedFen: 0 });
  });

  it('tell the amounts of products apart that a member opened who is served by another now', async () => {
    const { row } = await before();
    const other = await buildWorker(api, branch.id, ['manager']);
    await transfer(branch.manager, other);
    await importRows(api, branch, [{ ...row, asOf: '2026-11-12', products: '存款、理财', wealth: '50000' }]);
    const card = await ask<Scorecard>(api, routes.getScorecard, branch.manager);
    expect(card.origin).toEqual({ phoneBound: 0, productsMoved: 1, productMovedFen: 5_000_000 });
    expect((await ask<Scorecard>(api, routes.getScorecard, other)).origin.productsMoved).toBe(0);
  });

  it('forget who takes the agreement back, and who deletes the account', async () => {
    const person = await before();
    await done(api, memberRoutes.withdrawConsent, { token: person.token, params: { purpose: 'matching' } });
    expect((await manager()).counts).toMatchObject({ members: 1, listed: 0, atStart: 0 });
    const confirmed = { confirm: DELETION_WORD, requestId: requestId() };
    await done(api, memberRoutes.deleteOwnAccount, { token: person.token, body: confirmed });
    expect((await manager()).counts.members).toBe(0);
    expect(await refreshPortfolio(api.clock.now())).toBe(0);
  });
});

describe('an account that moves', () => {
  it('takes its rows along, and is counted once', async () => {
    const old = await before();
    const fresh = await buildMember(api);
    const body = { code: `sim:${old.row.phone}`, marketing: true, matching: true, requestId: requestId() };
    const found = await done<PhoneOutcome>(api, memberRoutes.bindPhone, { token: fresh.token, body });
    if (found.outcome !== 'bound_elsewhere') throw new Error('the phone was free');
    const former = (await manager()).counts;
    const moving = { proof: found.proof, requestId: requestId() };
    await done(api, memberRoutes.movePhone, { token: fresh.token, body: moving });
    expect((await manager()).counts).toEqual(former);
    expect(await refreshPortfolio(api.clock.now())).toBe(0);
    const [row] = await membersFor(api, branch.manager);
    expect(row).toMatchObject({ memberId: fresh.me.id, customerNo: old.row.customerNo });
  });
});

describe('views of the same rows', () => {
  it('sum up, by whatever they are kept apart', async () => {
    await before();
    await before({ deposits: '20000' });
    await bringOne(api, branch, branch.manager);
    for (const by of ['employee', 'branch', 'position', 'tier', 'segment']) {
      const { total, rows } = await figuresFor(api, branch.head, { by });
      const sum = (name: 'members' | 'atStart' | 'endFen') => rows.reduce((all, { counts }) => all + counts[name], 0);
      expect([sum('members'), sum('atStart'), sum('endFen')]).toEqual([3, 1, 14_000_000]);
      expect(rows.reduce((all, { phoneBound }) => all + phoneBound, 0)).toBe(1);
      expect(total.counts.members).toBe(3);
    }
    const { rows } = await figuresFor(api, branch.head, { by: 'tier' });
    expect(rows.map(({ id, counts, score }) => [id, counts.members, score])).toEqual([
      ['base', 1, null],
      ['basic', 0, null],
      ['rising', 1, null],
      ['wealth', 0, null],
      ['private', 0, null],
      [null, 1, null],
    ]);
  });

  it('are summed up by tier and segment for the portfolio', async () => {
    await before({ asOf: '2026-11-01', deposits: '190000' });
    await bringOne(api, branch, branch.manager);
    const summary = await ask<PortfolioSummary>(api, routes.getPortfolioSummary, branch.manager);
    expect(summary).toMatchObject({
      members: 2,
      listed: 1,
      aumFen: 19_000_000,
      inScope: 1,
      near: 1,
      watch: 0,
      asOf: '2026-11-01',
    });
    expect(summary.tiers.map(({ tier, members, atStart }) => [tier, members, atStart])).toEqual([
      ['base', 0, 0],
      ['basic', 0, 0],
      ['rising', 1, 0],
      ['wealth', 0, 0],
      ['private', 0, 0],
      [null, 1, 2],
    ]);
    expect(summary.segments.reduce((sum, { members }) => sum + members, 0)).toBe(1);
  });

  it('are kept day by day, today as it is', async () => {
    await before();
    await keepDay('2026-11-12');
    await bringOne(api, branch, branch.manager);
    await keepDay('2026-11-13');
    await keepDay('2026-11-12');
    const progress = await ask<PortfolioProgress>(api, routes.getPortfolioProgress, branch.manager);
    expect(progress).toMatchObject({ quarter: '2026Q4', day: '2026-11-14', days: 92, dueShare: 0.4891 });
    const growth = progress.points.map(({ day, figures }) => [
      day,
      figures.find(({ figure }) => figure === 'growth')?.actual,
    ]);
    expect(growth).toEqual([
      ['2026-11-12', 0],
      ['2026-11-13', 1],
      ['2026-11-14', 1],
    ]);
    const whole = await ask<PortfolioProgress>(api, routes.getPortfolioProgress, branch.head);
    expect(whole.points.map(({ day }) => day)).toEqual(['2026-11-12', '2026-11-13', '2026-11-14']);
  });
});

describe('a quarter that is over', () => {
  const again = async (worker: Worker) => ({ ...worker, ...(await signIn(api, worker.name)) });

  it('is counted as its last day was, keeps who served then, and takes in a list that comes late', async () => {
    const { row } = await before();
    await bringOne(api, branch, branch.manager);
    const former = await manager();
    api.clock.advance(52 * DAY_MS);
    branch = { ...branch, head: await again(branch.head), manager: await again(branch.manager) };
    expect(await refreshPortfolio(api.clock.now())).toBeGreaterThan(0);
    expect(await refreshPortfolio(api.clock.now())).toBe(0);
    const closed = await lineFor(api, branch, branch.manager, { quarter: '2026Q4' });
    expect(closed.counts).toEqual(former.counts);
    expect(closed.phoneBound).toBe(1);
    expect((await manager()).phoneBound).toBe(0);
    const other = await buildWorker(api, branch.id, ['manager']);
    await transfer(branch.manager, other);
    expect((await lineFor(api, branch, branch.manager, { quarter: '2026Q4' })).counts).toEqual(former.counts);
    await importRows(api, branch, [{ ...row, asOf: '2026-12-31', deposits: '180000' }]);
    const late = await lineFor(api, branch, branch.manager, { quarter: '2026Q4' });
    expect(late.counts).toMatchObject({ endFen: 18_000_000, aumUp: 1 });
    expect((await lineFor(api, branch, other)).counts).toMatchObject({ startFen: 18_000_000, endFen: 18_000_000 });
    const card = await ask<Scorecard>(api, routes.getScorecard, branch.manager);
    expect(card).toMatchObject({ quarter: '2027Q1', previous: { quarter: '2026Q4', score: late.score } });
  });
});
