import * as approvalRoutes from '@linzhang/shared/approvals/approvals.endpoints';
import * as attributionRoutes from '@linzhang/shared/attribution/attribution.endpoints';
import * as routes from '@linzhang/shared/customers/customers.endpoints';
import { businessDay, businessQuarter, DAY_MS } from '@linzhang/shared/kernel/time';
import type { PortfolioMember } from '@linzhang/shared/portfolio/portfolioMembers.contract';
import { assignOwner } from '../../server/src/attribution/owners.service';
import { inTransaction } from '../../server/src/db/transaction';
import { refreshPortfolio } from '../../server/src/portfolio/nightly.service';
import { requestId, type TestApi } from '../support/api';
import { done } from '../support/done';
import { buildWorker, type Person, signIn, type Worker } from '../support/people';
import { buildStaffed, type Staffed } from '../support/world/branch';
import { branchForEach } from '../support/world/branchForEach';
import { buildListed, importRows } from '../support/world/lists';
import { bringOne, membersFor } from './portfolios';

jest.setTimeout(60_000);

let api: TestApi;
let branch: Staffed;
branchForEach((started, opened) => {
  [api, branch] = [started, opened];
});

const open = async (memberId: string, { token }: Person) =>
  (await api.call(routes.getCustomer, { token, params: { memberId } })).status;

const giveTo = (person: Person, { employee }: Worker) =>
  inTransaction((session) => assignOwner(session, person.me.id, employee.id, 'roster', api.clock.now()));

/** The list as somebody reads it; each row is tapped, and does as it says. */
async function tapped(who: Worker, query: Record<string, string> = {}): Promise<PortfolioMember[]> {
  const rows = await membersFor(api, who, query);
  for (const { memberId, can } of rows) expect(await open(memberId, who)).toBe(can.open ? 200 : 404);
  return rows;
}

const openIn = (rows: readonly PortfolioMember[]) => rows.map(({ can }) => can.open);

/** Somebody of the list whom another brought and the manager serves. */
async function servedOnly(): Promise<Person & { row: object }> {
  const person = await buildListed(api, branch, { asOf: '2026-09-30', deposits: '120000' });
  const [first, second] = [branch.manager, await buildWorker(api, branch.id, ['manager'])];
  await giveTo(person, second);
  branch = { ...branch, manager: second };
  expect(await open(person.me.id, first)).toBe(200);
  return person;
}

it('opens for who serves the member, for who brought the member, and for the head', async () => {
  const person = await bringOne(api, branch, branch.manager);
  expect(openIn(await tapped(branch.manager))).toEqual([true]);
  expect(openIn(await tapped(branch.head))).toEqual([true]);
  const other = await buildWorker(api, branch.id, ['manager']);
  await giveTo(person, other);
  expect(openIn(await tapped(other))).toEqual([true]);
  expect(openIn(await tapped(branch.manager, { set: 'phone_bound' }))).toEqual([true]);
});

it('is in the new manager’s list, and in the former one’s no more, from the instant a list of the bank says so', async () => {
  const person = await servedOnly();
  const other = await buildWorker(api, branch.id, ['manager']);
  const [listed] = await tapped(branch.manager);
  expect(listed?.memberId).toBe(person.me.id);
  await importRows(api, branch, [{ ...person.row, asOf: '2026-11-12', managerNo: other.employee.number }]);
  expect(await open(person.me.id, branch.manager)).toBe(404);
  expect(await tapped(branch.manager)).toEqual([]);
  expect(openIn(await tapped(other))).toEqual([true]);
});

describe('of a quarter that is over', () => {
  const again = async (worker: Worker) => ({ ...worker, ...(await signIn(api, worker.name)) });

  /** Ends the quarter and gives back which one it was. */
  async function endQuarter(): Promise<string> {
    const quarter = businessQuarter(businessDay(api.clock.now()));
    api.clock.advance(92 * DAY_MS);
    await refreshPortfolio(api.clock.now());
    branch = { ...branch, head: await again(branch.head), manager: await again(branch.manager) };
    return quarter;
  }

  it('counts for who served the member then, and opens for who does now', async () => {
    const person = await servedOnly();
    const then = { quarter: await endQuarter(), set: 'at_end' };
    expect(openIn(await tapped(branch.manager, then))).toEqual([true]);
    const other = await buildWorker(api, branch.id, ['manager']);
    await giveTo(person, other);
    expect(openIn(await tapped(branch.manager, then))).toEqual([false]);
    expect(openIn(await tapped(branch.head, then))).toEqual([true]);
    expect(await tapped(other, then)).toEqual([]);
    expect(openIn(await tapped(other))).toEqual([true]);
  });

  it('counts in the branch of then, whose head opens no member of another branch', async () => {
    const person = await bringOne(api, branch, branch.manager);
    const then = { quarter: await endQuarter() };
    expect(openIn(await tapped(branch.head, then))).toEqual([true]);
    await giveTo(person, (await buildStaffed(api)).manager);
    expect(openIn(await tapped(branch.head, then))).toEqual([false]);
    expect(await tapped(branch.head)).toEqual([]);
  });
});

it('of a phone bound counts for who brought the member then, and opens no more once two people name another', async () => {
  const person = await bringOne(api, branch, branch.manager);
  const other = await buildWorker(api, branch.id, ['manager']);
  await giveTo(person, other);
  const { approvalId } = await done<{ approvalId: string }>(api, attributionRoutes.decideOrigin, {
    token: branch.head.token,
    params: { memberId: person.me.id },
    body: { employeeId: other.employee.id, reason: '由同事带来', requestId: requestId() },
  });
  await done(api, approvalRoutes.decideApproval, {
    token: branch.otherHead.token,
    params: { approvalId },
    body: { approve: true, note: '', requestId: requestId() },
  });
  expect(openIn(await tapped(branch.manager, { set: 'phone_bound' }))).toEqual([false]);
  expect(openIn(await tapped(branch.head, { set: 'phone_bound' }))).toEqual([true]);
});
