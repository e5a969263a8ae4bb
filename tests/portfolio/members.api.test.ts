import type { FileAnswer } from '@linzhang/shared/kernel/fileAnswer';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import * as routes from '@linzhang/shared/portfolio/portfolio.endpoints';
import type { PortfolioMember } from '@linzhang/shared/portfolio/portfolioMembers.contract';
import { Audit } from '../../server/src/audit/audit.model';
import { verifyPortfolio } from '../../server/src/portfolio/verify.service';
import { codeOf, type TestApi } from '../support/api';
import { differences } from '../support/differences';
import { done } from '../support/done';
import { buildWorker, type Person, type Worker } from '../support/people';
import { sheetRows } from '../support/sheetRows';
import { buildStaffed, type Staffed } from '../support/world/branch';
import { branchForEach } from '../support/world/branchForEach';
import { buildListed, type ListRow } from '../support/world/lists';
import { ask, bringOne, membersFor } from './portfolios';

let api: TestApi;
let branch: Staffed;
branchForEach((started, opened) => {
  [api, branch] = [started, opened];
});

/** A member of the list with a name. */
async function named(nickname: string, more: ListRow) {
  const person = await buildListed(api, branch, { asOf: '2026-09-30', ...more });
  await done(api, memberRoutes.updateMe, { token: person.token, body: { nickname } });
  return person;
}

const namesOf = (rows: readonly PortfolioMember[]) => rows.map(({ name }) => name);

describe('the members behind a number', () => {
  it('are the own ones, found by name and customer number, filtered, the most AUM first', async () => {
    const rich = await named('李小芳', { deposits: '300000' });
    await named('王国强', { deposits: '95000' });
    await named('何勇', { deposits: '10000' });
    const all = await membersFor(api, branch.manager);
    expect(namesOf(all)).toEqual(['李小芳', '王国强', '何勇']);
    expect(all[0]).toMatchObject({
      memberId: rich.me.id,
      customerNo: rich.row.customerNo,
      end: { tier: 'wealth', aumFen: 30_000_000, scope: ['aum'], watch: false },
      start: { tier: 'wealth', inScope: true },
      sets: ['listed', 'at_start', 'at_end', 'known'],
    });
    const found = async (query: Record<string, string>) => namesOf(await membersFor(api, branch.manager, query));
    expect(await found({ search: '小芳' })).toEqual(['李小芳']);
    expect(await found({ search: rich.row.customerNo?.slice(0, 5) ?? '' })).toContain('李小芳');
    expect(await found({ search: '.*' })).toEqual([]);
    expect(await found({ tier: 'basic' })).toEqual(['王国强']);
    expect(await found({ near: 'true' })).toEqual(['王国强']);
    expect(await found({ inScope: 'true' })).toEqual(['李小芳', '王国强']);
    expect(await found({ set: 'at_start', segment: 'D' })).toEqual(['王国强']);
    expect(await found({ position: 'wealth_manager', order: 'fallen' })).toHaveLength(3);
    expect(await found({ position: 'teller' })).toEqual([]);
    expect(await found({ tier: 'none' })).toEqual([]);
    expect(namesOf(await membersFor(api, branch.head))).toEqual(['李*芳', '王*强', '何*']);
  });

  it('come page by page, none twice and none left out', async () => {
    for (const deposits of ['60000', '60000', '70000', '80000', '60000']) await named('某某某', { deposits });
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: Record<string, string> = { limit: '2', ...(cursor === '' ? {} : { cursor }) };
      const page: { items: PortfolioMember[]; nextCursor: string | null } = await ask(
        api,
        routes.listPortfolioMembers,
        branch.manager,
        query,
      );
      seen.push(...page.items.map(({ memberId }) => memberId));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });

  it('are told to nobody else', async () => {
    const person = await named('李小芳', { deposits: '300000' });
    const stranger = await buildStaffed(api);
    const colleague = await buildWorker(api, branch.id, ['manager']);
    const status = async (who: Person, query: Record<string, string> = {}) =>
      (await api.call(routes.listPortfolioMembers, { token: who.token, query })).status;
    expect((await api.call(routes.listPortfolioMembers)).status).toBe(401);
    expect(await status(person)).toBe(403);
    for (const who of [branch.staff, branch.cashier]) expect(await status(who)).toBe(403);
    const owner = { ownerId: branch.manager.employee.id };
    expect(await status(colleague, owner)).toBe(403);
    expect(await status(stranger.head, { branchId: branch.id })).toBe(403);
    expect(await status(branch.head, { ownerId: '0'.repeat(24) })).toBe(404);
    expect(await status(branch.manager, { set: 'everybody' })).toBe(400);
    expect(await membersFor(api, colleague)).toEqual([]);
    expect(await status(stranger.head, owner)).toBe(404);
    expect(await membersFor(api, branch.head, owner)).toHaveLength(1);
  });

  it('that somebody brought and another serves tell nothing of what they hold, not even by a filter', async () => {
    const own = await bringOne(api, branch, branch.manager, '赵小梅');
    await bringOne(api, branch, branch.manager, '钱大海');
    await api.call(memberRoutes.getMe, { token: own.token });
    expect(await membersFor(api, branch.manager, { set: 'phone_bound' })).toHaveLength(2);
    const other = await buildWorker(api, branch.id, ['manager']);
    await moveOne(own, other);
    const rows = await membersFor(api, branch.manager, { set: 'phone_bound' });
    expect(rows.map(({ name }) => name).sort()).toEqual(['赵*梅', '钱大海']);
    expect(namesOf(await membersFor(api, branch.manager, { set: 'phone_bound', tier: 'none' }))).toEqual(['钱大海']);
    expect(namesOf(await membersFor(api, branch.head, { set: 'phone_bound', tier: 'none' })).sort()).toEqual([
      '赵*梅',
      '钱*海',
    ]);
  });
});

async function moveOne(person: Person, to: Worker): Promise<void> {
  const { inTransaction } = await import('../../server/src/db/transaction');
  const { assignOwner } = await import('../../server/src/attribution/owners.service');
  await inTransaction((session) => assignOwner(session, person.me.id, to.employee.id, 'roster', api.clock.now()));
}

describe('an export', () => {
  it('holds the same members as the list, runs nothing in a sheet, and leaves a line in the trail', async () => {
    await named('=1+1', { deposits: '300000', products: '存款、基金' });
    await named('王国强', { deposits: '60000' });
    const file = await ask<FileAnswer>(api, routes.exportPortfolioMembers, branch.manager, { tier: 'wealth' });
    expect(file.name).toBe('客户名单-2026Q4.xlsx');
    const [headings, ...rows] = await sheetRows(file);
    expect(headings?.slice(0, 4)).toEqual(['会员号', '客户号', '姓名', '维护人']);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.slice(2, 11)).toEqual([
      "'=1+1",
      '周敏',
      '理财',
      'C 潜力',
      '300000',
      '理财',
      '300000',
      '0',
      '存款、基金',
    ]);
    const line = await Audit.findOne({ action: 'portfolio_exported' }).sort({ _id: -1 }).lean();
    expect(line).toMatchObject({
      actorId: branch.manager.employee.id,
      changes: { kind: 'members', rows: 1, tier: 'wealth' },
    });
  });

  it('of the figures has a line for each part and one for all', async () => {
    await named('王国强', { deposits: '60000' });
    const rows = await sheetRows(await ask(api, routes.exportPortfolioFigures, branch.head, { by: 'tier' }));
    expect(rows.map(([title]) => title)).toEqual([
      '期初层级（截至 2026-11-14）',
      '大众',
      '有效',
      '优质',
      '理财',
      '私行',
      '合计',
    ]);
    const stranger = await buildStaffed(api);
    const asked = { token: stranger.head.token, query: { branchId: branch.id } };
    expect(codeOf(await api.call(routes.exportPortfolioFigures, asked))).toBe('forbidden');
    expect((await api.call(routes.exportPortfolioMembers, asked)).status).toBe(403);
    expect((await api.call(routes.exportPortfolioMembers)).status).toBe(401);
  });
});

it('is what lists and ledgers say in the end', async () => {
  expect(await differences(verifyPortfolio())).toEqual([]);
});
