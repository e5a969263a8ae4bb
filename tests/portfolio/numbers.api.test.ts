import * as aumRoutes from '@linzhang/shared/aum/aum.endpoints';
import type { Lead } from '@linzhang/shared/leads/leads.contract';
import * as leadRoutes from '@linzhang/shared/leads/leads.endpoints';
import { type Count, type MemberSet, SET_COUNTS } from '@linzhang/shared/portfolio/counts.rules';
import type { Scorecard } from '@linzhang/shared/portfolio/portfolio.contract';
import * as routes from '@linzhang/shared/portfolio/portfolio.endpoints';
import type { PortfolioMember } from '@linzhang/shared/portfolio/portfolioMembers.contract';
import { codeOf, requestId, type TestApi } from '../support/api';
import { done } from '../support/done';
import { buildPoolLead, followUp, listed, take } from '../support/leads';
import { buildWorker, type Person, type Worker } from '../support/people';
import { buildStaffed, type Staffed } from '../support/world/branch';
import { branchForEach } from '../support/world/branchForEach';
import { buildListed, importRows, type ListRow } from '../support/world/lists';
import { ask, bringOne, lineFor, membersFor } from './portfolios';

jest.setTimeout(60_000);

let api: TestApi;
let branch: Staffed;
branchForEach((started, opened) => {
  [api, branch] = [started, opened];
});

const cardFor = (who: Person, employee?: Worker) =>
  ask<Scorecard>(api, routes.getScorecard, who, employee ? { employeeId: employee.employee.id } : {});

/** The members behind a number, for the manager and for the head who opens the manager's: the same ones. */
async function behind(set: MemberSet): Promise<PortfolioMember[]> {
  const ownerId = branch.manager.employee.id;
  const own = await membersFor(api, branch.manager, { set, limit: '100' });
  const heads = await membersFor(api, branch.head, { set, ownerId, limit: '100' });
  expect(heads.map(({ memberId }) => memberId).sort()).toEqual(own.map(({ memberId }) => memberId).sort());
  expect(heads.every(({ sets }) => sets.includes(set))).toBe(true);
  return own;
}

const sumOf = (rows: readonly PortfolioMember[], read: (row: PortfolioMember) => number | undefined | null) =>
  rows.reduce((sum, row) => sum + (read(row) ?? 0), 0);

/** Somebody in the lists before the quarter, and in one of now. */
async function customer(before: ListRow, now: ListRow): Promise<Person & { row: ListRow }> {
  const person = await buildListed(api, branch, { asOf: '2026-09-30', ...before });
  await importRows(api, branch, [{ ...person.row, asOf: '2026-11-10', ...now }]);
  return person;
}

const transfer = (to: Worker) =>
  done(api, aumRoutes.transferOwners, {
    token: branch.head.token,
    body: {
      fromId: branch.manager.employee.id,
      toId: to.employee.id,
      reason: '离职',
      requestId: requestId(),
    },
  });

/** Two customers whom the manager brought and a colleague serves, who opened three products since; and one who did not. */
async function moved(): Promise<Worker> {
  const people = [
    await buildListed(api, branch, { asOf: '2026-09-30', deposits: '80000', products: '存款' }),
    await buildListed(api, branch, { asOf: '2026-09-30', deposits: '90000', products: '存款' }),
    await buildListed(api, branch, { asOf: '2026-09-30', deposits: '70000', products: '存款' }),
  ];
  const colleague = await buildWorker(api, branch.id, ['manager']);
  await transfer(colleague);
  const [first, second, third] = people.map(({ row }) => ({ ...row, managerNo: '', asOf: '2026-11-12' }));
  await importRows(api, branch, [
    { ...first, products: '存款、理财、基金', wealth: '50000', funds: '20000' },
    { ...second, products: '存款、理财', wealth: '10000' },
    { ...third },
  ]);
  return colleague;
}

describe('a number of the scorecard', () => {
  it('is the sum over the members that it opens, whichever number it is', async () => {
    await customer({ deposits: '120000' }, { deposits: '450000', products: '存款、基金、手机银行', transactions: '7' });
    await customer({ deposits: '120000' }, { deposits: '50000', mobileActive: '是', transactions: '5' });
    await customer({ deposits: '120000' }, { deposits: '20000', transactions: '0' });
    await customer({ deposits: '20000' }, { deposits: '60000', mobileActive: '是' });
    await bringOne(api, branch, branch.manager);
    const { line, beside, origin } = await cardFor(branch.manager);
    for (const set of Object.keys(SET_COUNTS) as (keyof typeof SET_COUNTS)[]) {
      const count: Count = SET_COUNTS[set];
      const rows = await behind(set);
      const sum = set === 'transacted' ? sumOf(rows, ({ end }) => end?.transactions) : rows.length;
      expect([set, sum]).toEqual([set, line.counts[count]]);
      expect([set, rows.length > 0]).toEqual([set, true]);
    }
    expect(sumOf(await behind('transacted'), ({ end }) => end?.transactions)).toBe(beside.transactions);
    expect(beside.transactions).toBe(12);
    expect(await behind('phone_bound')).toHaveLength(origin.phoneBound);
  });

  it('of products opened after a move opens who opened them, masked, with how many and how much', async () => {
    const colleague = await moved();
    const { origin } = await cardFor(branch.manager);
    expect(origin).toMatchObject({ productsMoved: 3, productMovedFen: 8_000_000 });
    const rows = await behind('products_moved');
    expect(rows).toHaveLength(2);
    expect(sumOf(rows, (row) => row.moved?.products)).toBe(origin.productsMoved);
    expect(sumOf(rows, (row) => row.moved?.amountFen)).toBe(origin.productMovedFen);
    for (const row of rows) {
      expect(row).toMatchObject({ end: null, start: null, customerNo: null, sets: ['products_moved'] });
      expect(row.owner?.id).toBe(colleague.employee.id);
    }
    expect(await membersFor(api, branch.manager, { set: 'products_moved', tier: 'basic' })).toEqual([]);
    expect(await membersFor(api, colleague, { set: 'products_moved' })).toEqual([]);
    expect((await cardFor(colleague)).origin).toMatchObject({ productsMoved: 0, productMovedFen: 0 });
  });

  it('of leads won opens these leads and no others, for the manager and for the head', async () => {
    const { manager, head } = branch;
    const held = async (who: Worker) => {
      const leadId = await buildPoolLead(api, manager);
      await take(api, who, leadId);
      return leadId;
    };
    const [won, lost, going] = [await held(manager), await held(manager), await held(manager)];
    await followUp(api, manager, won, { state: 'won' });
    await followUp(api, manager, lost, { state: 'lost', lostReason: 'other' });
    await followUp(api, manager, going);
    const colleague = await buildWorker(api, branch.id, ['manager']);
    await followUp(api, colleague, await held(colleague), { state: 'won' });
    const { quarter, beside } = await cardFor(manager);
    expect(beside.leadsWon).toBe(1);
    const ids = (leads: readonly Lead[]) => leads.map(({ id }) => id);
    expect(ids(await listed(api, manager, { wonIn: quarter }))).toEqual([won]);
    const asked = { scope: 'branch', branchId: branch.id, holderId: manager.employee.id };
    expect(ids(await listed(api, head, { ...asked, wonIn: quarter }))).toEqual([won]);
    expect(await listed(api, manager, { wonIn: '2026Q3' })).toEqual([]);
    expect((await cardFor(head, manager)).beside.leadsWon).toBe(1);
    const refused = await api.call(leadRoutes.listLeads, {
      token: colleague.token,
      query: { ...asked, wonIn: quarter },
    });
    expect(codeOf(refused)).toBe('forbidden');
  });

  it('opens for nobody else', async () => {
    await customer({ deposits: '120000' }, { deposits: '60000', transactions: '5' });
    const colleague = await buildWorker(api, branch.id, ['manager']);
    const stranger = await buildStaffed(api);
    const ownerId = branch.manager.employee.id;
    for (const set of ['transacted', 'listed', 'products_moved'] as const) {
      const status = async (who: Person, query: Record<string, string> = { ownerId }) =>
        (await api.call(routes.listPortfolioMembers, { token: who.token, query: { set, ...query } })).status;
      expect([set, await status(branch.manager)]).toEqual([set, 200]);
      expect([set, await status(colleague)]).toEqual([set, 403]);
      expect([set, await status(stranger.head)]).toEqual([set, 404]);
      expect([set, await status(branch.cashier)]).toEqual([set, 403]);
      expect(await membersFor(api, colleague, { set })).toEqual([]);
    }
    const ofBranch = { token: branch.head.token, query: { set: 'products_moved', branchId: branch.id } };
    expect(codeOf(await api.call(routes.listPortfolioMembers, ofBranch))).toBe('invalid_request');
  });
});

it('of a line of the branch is the sum over the members that it opens', async () => {
  await customer({ deposits: '120000' }, { deposits: '450000', transactions: '7' });
  await customer({ deposits: '120000' }, { deposits: '40000', transactions: '2' });
  const { counts } = await lineFor(api, branch, branch.manager);
  const ask = (set: MemberSet) => membersFor(api, branch.head, { set, branchId: branch.id });
  for (const set of ['left', 'rose', 'aum_up', 'aum_down', 'known'] as const)
    expect([set, (await ask(set)).length]).toEqual([set, counts[SET_COUNTS[set]]]);
  expect(sumOf(await ask('transacted'), ({ end }) => end?.transactions)).toBe(counts.transactions);
});
