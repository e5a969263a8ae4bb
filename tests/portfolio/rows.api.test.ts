import mongoose from 'mongoose';
import { assignOwner } from '../../server/src/attribution/owners.service';
import { inTransaction } from '../../server/src/db/transaction';
import { refreshPortfolio } from '../../server/src/portfolio/nightly.service';
import { PortfolioRow } from '../../server/src/portfolio/portfolioRow.model';
import { refreshMembers } from '../../server/src/portfolio/refreshing.service';
import { verifyPortfolio } from '../../server/src/portfolio/verify.service';
import type { TestApi } from '../support/api';
import { differences } from '../support/differences';
import { buildWorker } from '../support/people';
import { buildStaffed, type Staffed } from '../support/world/branch';
import { builtForAll } from '../support/world/builtForAll';
import { buildListed } from '../support/world/lists';
import { bringOne } from './portfolios';

let api: TestApi;
let branch: Staffed;
builtForAll(buildStaffed, (started, built) => {
  [api, branch] = [started, built];
});

const found = () => differences(verifyPortfolio());
const rows = () => PortfolioRow.find({}, { rev: 0 }).sort({ memberId: 1, quarter: 1 }).lean();

it('are what the night would make of them, and a second night changes nothing', async () => {
  const listed = await buildListed(api, branch, { asOf: '2026-09-30', deposits: '120000' });
  await bringOne(api, branch, branch.manager);
  expect(await found()).toEqual([]);
  expect(await refreshPortfolio(api.clock.now())).toBe(0);
  const before = (await rows()).map(({ _id, ...row }) => row);
  await PortfolioRow.deleteMany({});
  expect((await found()).map(({ found: what }) => what)).toEqual(['no row']);
  expect(await refreshPortfolio(api.clock.now())).toBe(before.length);
  expect((await rows()).map(({ _id, ...row }) => row)).toEqual(before);
  expect(listed.me.id).toBeDefined();
});

it.each([
  ['owner', { $set: { ownerId: new mongoose.Types.ObjectId() } }, 'ownerId'],
  ['start', { $set: { 'start.aumFen': 1 } }, 'start'],
  ['count', { $inc: { 'counts.atStart': 1 } }, 'counts'],
  ['binding', { $set: { bound: null } }, 'bound'],
])('are checked: a wrong %s is found, and the night puts it right', async (_name, change, field) => {
  const where = field === 'bound' ? { bound: { $ne: null } } : { start: { $ne: null } };
  await PortfolioRow.collection.updateOne(where, change as never);
  expect((await found()).map(({ projection }) => projection)).toContain(`portfolioRows.${field}`);
  await refreshPortfolio(api.clock.now());
  expect(await found()).toEqual([]);
});

it('are right however often owners change while they are computed', async () => {
  const people = await Promise.all([1, 2, 3].map(() => buildWorker(api, branch.id, ['manager'])));
  const members = [];
  for (let count = 0; count < 4; count += 1) members.push(await buildListed(api, branch, { deposits: '60000' }));
  const ids = members.map(({ me }) => me.id);
  const now = api.clock.now();
  for (let round = 0; round < 10; round += 1)
    await Promise.all([
      ...ids.map((id, index) => {
        const to = people[(round + index) % people.length]?.employee.id ?? '';
        return inTransaction((session) => assignOwner(session, id, to, 'roster', now));
      }),
      refreshMembers(ids, now),
      refreshMembers(ids, now),
      refreshPortfolio(now),
    ]);
  expect(await found()).toEqual([]);
  expect(
    await PortfolioRow.countDocuments({ memberId: { $in: ids.map((id) => new mongoose.Types.ObjectId(id)) } }),
  ).toBe(4);
});
