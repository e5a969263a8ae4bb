import type { AttributionAnswer } from '@linzhang/shared/attribution/attribution.contract';
import * as attributionRoutes from '@linzhang/shared/attribution/attribution.endpoints';
import { addBusinessDays, businessDay, DAY_MS } from '@linzhang/shared/kernel/time';
import type { MyStanding, StandingAnswer } from '@linzhang/shared/tiering/tiering.contract';
import * as routes from '@linzhang/shared/tiering/tiering.endpoints';
import mongoose from 'mongoose';
import { hasHeldAum, standingOf } from '../../server/src/members/standing.service';
import { recompute } from '../../server/src/tiering/standings.service';
import { findDifferences } from '../../server/src/verifications';
import { codeOf, requestId, type TestApi } from '../support/api';
import { differences } from '../support/differences';
import { done } from '../support/done';
import { buildMember, type Person } from '../support/people';
import { buildStaffed, type Staffed } from '../support/world/branch';
import { branchForEach } from '../support/world/branchForEach';
import { buildListed, importRows } from '../support/world/lists';

let api: TestApi;
let branch: Staffed;
branchForEach((started, opened) => {
  [api, branch] = [started, opened];
});

const mine = ({ token }: Person) => done<MyStanding>(api, routes.getMyStanding, { token });

const choose = (person: Person, choice: string, id = requestId()) =>
  api.call<MyStanding>(routes.chooseService, { token: person.token, body: { choice, requestId: id } });

const theirs = (person: Person, token = branch.head.token) => ({ token, params: { memberId: person.me.id } });

/** A member who rose from 有效 to 理财 by the list. */
async function risen() {
  const person = await buildListed(api, branch, { deposits: '60000' });
  await importRows(api, branch, [{ ...person.row, deposits: '250000' }]);
  return person;
}

const standings = () => mongoose.connection.collection('standings').find().sort({ _id: 1 }).toArray();

describe('the own standing', () => {
  it.each([
    ['49999.99', 'base', 'basic', 1],
    ['50000.00', 'basic', 'rising', 5_000_000],
    ['199999.99', 'rising', 'wealth', 1],
    ['2000000.00', 'private', null, null],
  ])('of %s yuan is %s', async (deposits, tier, next, missingFen) => {
    const person = await buildListed(api, branch, { deposits });
    const { standing, manager } = await mine(person);
    expect(standing).toMatchObject({ tier, watch: false, next: next === null ? null : { tier: next, missingFen } });
    expect(manager?.name).toBe(branch.manager.employee.name);
  });

  it('is nothing for whom no list names, and for nobody else to read', async () => {
    expect((await mine(branch.member)).standing).toBeNull();
    expect((await api.call(routes.getMyStanding)).status).toBe(401);
    const person = await buildListed(api, branch, { deposits: '60000' });
    const stranger = await buildStaffed(api);
    expect((await api.call(routes.getStanding, { params: { memberId: person.me.id } })).status).toBe(401);
    expect((await api.call(routes.getStanding, theirs(person, person.token))).status).toBe(403);
    for (const { token } of [stranger.head, branch.staff])
      expect((await api.call(routes.getStanding, theirs(person, token))).status).toBe(404);
    expect((await api.call(routes.getStanding, { ...theirs(person), params: { memberId: 'x' } })).status).toBe(400);
    for (const { token } of [branch.head, branch.manager])
      expect(await done<StandingAnswer>(api, routes.getStanding, theirs(person, token))).toMatchObject({
        standing: { tier: 'basic', segment: 'D', scope: ['aum'], potential: { engagement: 10, total: 30 } },
      });
  });
});

describe('a rise of the tier', () => {
  it('asks the member once, and staying changes nothing', async () => {
    const person = await risen();
    const { rise } = await mine(person);
    expect(rise).toMatchObject({ from: 'basic', to: 'wealth', choices: ['stay', 'specialist', 'move'] });
    expect((await api.call(routes.chooseService, { body: { choice: 'stay', requestId: requestId() } })).status).toBe(
      401,
    );
    expect((await choose(person, 'leave')).status).toBe(400);
    const id = requestId();
    const replies = await Promise.all([choose(person, 'stay', id), choose(person, 'stay', id)]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(codeOf(await choose(person, 'move'))).toBe('choice_not_open');
    expect(await mine(person)).toMatchObject({
      rise: null,
      supporters: [],
      manager: { name: branch.manager.employee.name },
    });
  });

  it('brings a specialist beside the owner', async () => {
    const person = await risen();
    expect((await choose(person, 'specialist')).body).toMatchObject({ rise: null, supporters: [{ workPhone: null }] });
    const { supporters } = await done<StandingAnswer>(api, routes.getStanding, theirs(person));
    expect(supporters.map(({ id }) => id)).not.toContain(branch.manager.employee.id);
    expect((await api.call(routes.getStanding, theirs(person))).status).toBe(200);
  });

  it('moves the member to another owner, and leaves the origin', async () => {
    const person = await risen();
    expect((await choose(person, 'move')).status).toBe(200);
    const { origin, owner } = await done<AttributionAnswer>(api, attributionRoutes.getAttribution, theirs(person));
    expect(origin?.id).toBe(branch.manager.employee.id);
    expect(owner?.id).not.toBe(branch.manager.employee.id);
  });

  it('is answered once by two different answers at the same time', async () => {
    const person = await risen();
    const replies = await Promise.all([choose(person, 'stay'), choose(person, 'specialist'), choose(person, 'move')]);
    expect(replies.filter(({ status }) => status === 200).length).toBe(1);
    expect(
      await mongoose.connection
        .collection('tierchoices')
        .countDocuments({ memberId: new mongoose.Types.ObjectId(person.me.id) }),
    ).toBe(1);
  });
});

describe('who serves beside the owner', () => {
  it('is named by the owner or the head, and works in the branch', async () => {
    const person = await buildListed(api, branch, { deposits: '60000' });
    const set = (employeeIds: string[], token = branch.manager.token) =>
      api.call(routes.setSupporters, { ...theirs(person, token), body: { employeeIds } });
    expect(
      (await api.call(routes.setSupporters, { params: { memberId: person.me.id }, body: { employeeIds: [] } })).status,
    ).toBe(401);
    expect((await set(['x'])).status).toBe(400);
    expect((await set([branch.staff.employee.id], branch.staff.token)).status).toBe(404);
    expect(codeOf(await set([branch.manager.employee.id]))).toBe('supporter_invalid');
    const other = await buildStaffed(api);
    expect(codeOf(await set([other.staff.employee.id]))).toBe('supporter_invalid');
    expect((await set([branch.staff.employee.id])).status).toBe(200);
    expect((await api.call(routes.getStanding, theirs(person, branch.staff.token))).status).toBe(200);
  });
});

describe('computing standings anew', () => {
  it('is for the head, and gives the same by night and on demand, once and twice', async () => {
    const body = { branchId: branch.id };
    expect((await api.call(routes.recomputeStandings, { body })).status).toBe(401);
    expect((await api.call(routes.recomputeStandings, { token: branch.manager.token, body })).status).toBe(403);
    expect((await api.call(routes.recomputeStandings, { token: branch.head.token, body: {} })).status).toBe(400);
    await buildListed(api, branch, { deposits: '60000' });
    await risen();
    api.clock.advance(20 * DAY_MS);
    const again = () => done(api, routes.recomputeStandings, { token: branch.head.token, body });
    expect(await again()).toEqual({ looked: 2, changed: 2 });
    const onDemand = await standings();
    expect(await again()).toEqual({ looked: 2, changed: 0 });
    expect(await recompute(null, api.clock.now())).toMatchObject({ changed: expect.any(Number) });
    const branchOnly = (rows: typeof onDemand) => rows.filter((row) => String(row['branchId']) === branch.id);
    expect(branchOnly(await standings())).toEqual(branchOnly(onDemand));
    expect(await recompute(null, api.clock.now())).toMatchObject({ changed: 0 });
  });

  it('shows from which tier to which between two days', async () => {
    const to = businessDay(api.clock.now());
    const month = `${to.slice(0, 7)}-01`;
    const from = `${addBusinessDays(month, -1).slice(0, 7)}-01`;
    // All of them came after the first of the days, but the list named them then: so the figures of a quarter count.
    const one = await buildListed(api, branch, { deposits: '60000', asOf: from });
    await buildListed(api, branch, { deposits: '70000', asOf: from });
    await buildListed(api, branch, { deposits: '80000', asOf: month });
    await importRows(api, branch, [{ ...one.row, asOf: month, deposits: '250000' }]);
    const query = { branchId: branch.id, from, to };
    expect((await api.call(routes.getTierTransitions, { query })).status).toBe(401);
    expect((await api.call(routes.getTierTransitions, { token: branch.staff.token, query })).status).toBe(403);
    const wrong = { token: branch.head.token, query: { ...query, from: 'then' } };
    expect((await api.call(routes.getTierTransitions, wrong)).status).toBe(400);
    const { tiers } = await done<{ tiers: { from: string; count: number; shares: number[] }[] }>(
      api,
      routes.getTierTransitions,
      {
        token: branch.head.token,
        query,
      },
    );
    expect(tiers.find(({ from }) => from === 'basic')).toEqual({
      from: 'basic',
      count: 2,
      shares: [0, 0.5, 0, 0.5, 0],
    });
  });
});

it('tells offers the amounts, and how long a level has stood by the imports', async () => {
  const person = await buildListed(api, branch, { deposits: '100000', asOf: '2026-09-01' });
  await importRows(api, branch, [{ ...person.row, deposits: '200000', asOf: '2026-10-01' }]);
  await importRows(api, branch, [{ ...person.row, deposits: '200000', asOf: '2026-10-31' }]);
  const id = person.me.id;
  expect(await standingOf(id, api.clock.now())).toMatchObject({ tier: 'wealth', aumFen: 20_000_000, aumRiseFen: 0 });
  expect(await hasHeldAum(id, 20_000_000, 30, api.clock.now())).toBe(true);
  expect(await hasHeldAum(id, 20_000_000, 31, api.clock.now())).toBe(false);
  expect(await hasHeldAum(id, 20_000_001, 1, api.clock.now())).toBe(false);
  expect(await standingOf((await buildMember(api)).me.id, api.clock.now())).toBeNull();
});

it('leaves projections that follow from the ledgers', async () => {
  expect(await differences(findDifferences())).toEqual([]);
});
