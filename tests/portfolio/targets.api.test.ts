import type { Scorecard } from '@linzhang/shared/portfolio/portfolio.contract';
import * as routes from '@linzhang/shared/portfolio/portfolio.endpoints';
import type { PortfolioTargets } from '@linzhang/shared/portfolio/portfolioTargets.contract';
import { Audit } from '../../server/src/audit/audit.model';
import { codeOf, type TestApi } from '../support/api';
import { buildWorker, type Person } from '../support/people';
import { buildStaffed, type Staffed } from '../support/world/branch';
import { branchForEach } from '../support/world/branchForEach';
import { buildListed } from '../support/world/lists';
import { ask, bringOne, figuresFor } from './portfolios';

let api: TestApi;
let branch: Staffed;
branchForEach((started, opened) => {
  [api, branch] = [started, opened];
});

const read = (who: Person, query = {}) =>
  ask<PortfolioTargets>(api, routes.getPortfolioTargets, who, { branchId: branch.id, ...query });

const set = ({ token }: Person, over: object = {}) =>
  api.call<PortfolioTargets>(routes.setPortfolioTargets, {
    token,
    body: { branchId: branch.id, quarter: '2026Q4', branch: {}, people: [], version: 0, ...over },
  });

describe('targets', () => {
  it('are the defaults until a head sets them, and are broken down by who serves how many', async () => {
    await buildListed(api, branch, { asOf: '2026-09-30', deposits: '60000' });
    const other = await buildWorker(api, branch.id, ['manager']);
    const first = await read(branch.head);
    expect(first).toMatchObject({
      quarter: '2026Q4',
      version: 0,
      branch: { set: {}, effective: { churn: 3, growth: 80 } },
    });
    const reply = await set(branch.head, {
      branch: { growth: 90, uplift: 10 },
      people: [{ id: other.employee.id, values: { churn: 2.5 } }],
    });
    expect(reply.status).toBe(200);
    const { people, version, changedBy } = reply.body;
    expect([version, changedBy]).toEqual([1, '周敏']);
    const byId = new Map(people.map((person) => [person.id, person]));
    expect(byId.get(branch.manager.employee.id)).toMatchObject({
      atStart: 1,
      share: 90,
      effective: { growth: 90, uplift: 10, churn: 3 },
    });
    expect(byId.get(other.employee.id)).toMatchObject({
      atStart: 0,
      share: 0,
      set: { churn: 2.5 },
      effective: { growth: 0, churn: 2.5 },
    });
    const { total } = await figuresFor(api, branch.head);
    expect(total.figures.map(({ target }) => target)).toEqual([3, 10, 3, 90, 5]);
    expect(await Audit.countDocuments({ action: 'targets_changed', branchId: branch.id })).toBe(1);
  });

  it('of two heads who change them at once are one’s, and the other is told', async () => {
    const both = await Promise.all([
      set(branch.head, { branch: { growth: 1 } }),
      set(branch.otherHead, { branch: { growth: 2 } }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const more = await Promise.all([1, 2, 3].map((growth) => set(branch.head, { version: 1, branch: { growth } })));
    expect(more.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(codeOf(await set(branch.head, { version: 0 }))).toBe('version_conflict');
    expect((await read(branch.head)).version).toBe(2);
  });

  it('are refused for a quarter that is over, for people of elsewhere, and twice for one', async () => {
    const stranger = await buildStaffed(api);
    const person = (id: string) => ({ people: [{ id, values: {} }] });
    expect(codeOf(await set(branch.head, { quarter: '2026Q3' }))).toBe('quarter_over');
    expect(codeOf(await set(branch.head, person(stranger.manager.employee.id)))).toBe('not_found');
    const twice = { people: [1, 2].map(() => ({ id: branch.manager.employee.id, values: {} })) };
    expect(codeOf(await set(branch.head, twice))).toBe('not_found');
    expect((await set(branch.head, { quarter: '2027Q1' })).status).toBe(200);
    for (const bad of [
      { quarter: '2026Q5' },
      { branch: { churn: -1 } },
      { branch: { growth: 1.5 } },
      { branch: { luck: 1 } },
    ])
      expect((await set(branch.head, bad)).status).toBe(400);
  });

  it('are a head’s of the own branch', async () => {
    const stranger = await buildStaffed(api);
    for (const who of [branch.manager, branch.staff, stranger.head]) {
      expect((await set(who)).status).toBe(403);
      expect(
        (await api.call(routes.getPortfolioTargets, { token: who.token, query: { branchId: branch.id } })).status,
      ).toBe(403);
    }
    expect((await api.call(routes.setPortfolioTargets, { body: {} })).status).toBe(401);
    expect((await api.call(routes.getPortfolioTargets)).status).toBe(401);
  });
});

describe('a scorecard', () => {
  it('is told to whose it is and to who heads the branch, with the place in it', async () => {
    const other = await buildWorker(api, branch.id, ['manager']);
    await bringOne(api, branch, branch.manager);
    await buildListed(api, branch, { asOf: '2026-09-30', deposits: '60000', managerNo: other.employee.number });
    const card = await ask<Scorecard>(api, routes.getScorecard, branch.manager);
    expect(card).toMatchObject({
      quarter: '2026Q4',
      day: '2026-11-14',
      employee: { id: branch.manager.employee.id, position: 'wealth_manager', branch: { id: branch.id } },
      rank: { place: 2, of: 2 },
      previous: null,
      ruleVersion: 1,
      beside: { leadsWon: 0, listed: 0 },
      origin: { phoneBound: 1 },
    });
    expect(card.line.score).toBe(0.4);
    const asked = { employeeId: other.employee.id };
    expect((await ask<Scorecard>(api, routes.getScorecard, branch.head, asked)).rank).toEqual({ place: 1, of: 2 });
    const stranger = await buildStaffed(api);
    for (const { token } of [branch.manager, stranger.head])
      expect((await api.call(routes.getScorecard, { token, query: asked })).status).toBe(404);
    expect((await api.call(routes.getScorecard, { token: branch.staff.token })).status).toBe(403);
    expect((await api.call(routes.getScorecard)).status).toBe(401);
    expect((await api.call(routes.getScorecard, { token: branch.manager.token, query: { quarter: 'x' } })).status).toBe(
      400,
    );
  });
});
