import type { BranchSettings } from '@linzhang/shared/settings/settings.contract';
import * as settingsRoutes from '@linzhang/shared/settings/settings.endpoints';
import type { SettingName } from '@linzhang/shared/settings/settings.rules';
import { monthBefore } from '@linzhang/shared/tiering/average.rules';
import type { MyStanding } from '@linzhang/shared/tiering/tiering.contract';
import * as tieringRoutes from '@linzhang/shared/tiering/tiering.endpoints';
import mongoose from 'mongoose';
import { Conversion } from '../../server/src/attribution/conversion.model';
import { AumAccount } from '../../server/src/aum/aumAccount.model';
import { AumRecount } from '../../server/src/aum/aumRecount.model';
import { considerMember } from '../../server/src/leads/considering.service';
import { Lead } from '../../server/src/leads/lead.model';
import { recompute } from '../../server/src/tiering/standings.service';
import { findDifferences } from '../../server/src/verifications';
import type { TestApi } from '../support/api';
import { differences } from '../support/differences';
import { done } from '../support/done';
import type { Person } from '../support/people';
import { bindPhone, buildCustomer, type Staffed } from '../support/world/branch';
import { branchForEach } from '../support/world/branchForEach';
import { buildChannel, buildGroup, comeBy, join } from '../support/world/groups';
import { buildListed, importRows, newCustomerNo, workLists } from '../support/world/lists';

jest.setTimeout(60_000);

let api: TestApi;
let branch: Staffed;
branchForEach((started, opened) => {
  [api, branch] = [started, opened];
});
afterEach(async () => {
  expect(await differences(findDifferences())).toEqual([]);
});

async function setNumbers(over: Partial<Record<SettingName, number>>): Promise<void> {
  const asked = { token: branch.head.token, params: { branchId: branch.id } };
  const { values, version } = await done<BranchSettings>(api, settingsRoutes.getSettings, asked);
  await done(api, settingsRoutes.changeSettings, { ...asked, body: { values: { ...values, ...over }, version } });
}

const standingOf = async ({ token }: Person) =>
  (await done<MyStanding>(api, tieringRoutes.getMyStanding, { token })).standing;
const accountOf = (person: Person) =>
  AumAccount.findOne({ memberId: new mongoose.Types.ObjectId(person.me.id) }).lean();

/** First day of the month that was so many months ago. */
function firstDay(monthsAgo: number): string {
  let month = api.clock.now().toISOString().slice(0, 7);
  for (let each = 0; each < monthsAgo; each += 1) month = monthBefore(month);
  return `${month}-01`;
}

describe('the numbers of a branch', () => {
  it('weigh the reasons of its leads, which name the version', async () => {
    await setNumbers({ pointsPhoneBound: 45 });
    const group = await buildGroup(api, branch);
    const member = await buildCustomer(api, '陈阿姨');
    await comeBy(api, member, await buildChannel(api, branch.manager, group.id));
    await join(api, member, group.id);
    await bindPhone(api, member);
    await considerMember(member.me.id, api.clock.now());
    expect(await Lead.findOne({ memberId: member.me.id, live: true }).lean()).toMatchObject({
      score: 45,
      settingsVersion: 1,
    });
  });

  it('say how near a tier is, at once', async () => {
    const person = await buildListed(api, branch, { deposits: '85000' });
    expect(await standingOf(person)).toMatchObject({ tier: 'basic', near: false });
    await setNumbers({ nearTierPercent: 20 });
    expect(await standingOf(person)).toMatchObject({ tier: 'basic', near: true });
  });

  it('say after how many months a tier is lost: the months that are over count by them too', async () => {
    const person = await buildListed(api, branch, { asOf: firstDay(2), deposits: '120000' });
    for (const months of [1, 0])
      await importRows(api, branch, [{ ...person.row, asOf: firstDay(months), deposits: '80000' }]);
    expect(await standingOf(person)).toMatchObject({ tier: 'rising', watch: true, monthsLeft: 2 });
    await setNumbers({ monthsToFall: 1 });
    expect(await recompute(branch.id, api.clock.now())).toMatchObject({ changed: 1 });
    expect(await standingOf(person)).toMatchObject({ tier: 'basic', watch: false });
    expect(await recompute(branch.id, api.clock.now())).toMatchObject({ changed: 0 });
    await setNumbers({ monthsToFall: 3 });
    expect(await recompute(branch.id, api.clock.now())).toMatchObject({ changed: 1 });
    expect(await standingOf(person)).toMatchObject({ tier: 'rising', watch: true });
  });

  it('say which rise is an uplift', async () => {
    const rise = async (upliftFen: number) => {
      await setNumbers({ upliftFen });
      const person = await buildListed(api, branch, { asOf: firstDay(1), deposits: '60000' });
      await importRows(api, branch, [{ ...person.row, asOf: firstDay(0), deposits: '66000' }]);
      return Conversion.countDocuments({ memberId: new mongoose.Types.ObjectId(person.me.id), kind: 'aum_uplift' });
    };
    expect(await rise(600_001)).toBe(0);
    expect(await rise(600_000)).toBe(1);
  });

  it('say from which movement on a list waits for a second person', async () => {
    const row = { customerNo: newCustomerNo(), asOf: '2026-01-31', deposits: '1000' };
    await importRows(api, branch, [row]);
    const moved = { ...row, asOf: '2026-02-28', deposits: '1200' };
    await setNumbers({ aumReviewPercent: 19 });
    expect(await importRows(api, branch, [moved])).toMatchObject({ status: 'waiting' });
    await setNumbers({ aumReviewPercent: 20 });
    expect(await importRows(api, branch, [{ ...moved, asOf: '2026-03-31' }])).toMatchObject({ status: 'done' });
  });
});

describe('what counts as AUM', () => {
  it('is followed by every account and by where its member stands, and back again', async () => {
    const person = await buildListed(api, branch, { deposits: '60000', wealth: '50000', metals: '1000' });
    const before = await accountOf(person);
    expect(before?.facts.aumFen).toBe(11_100_000);
    await setNumbers({ countWealth: 0 });
    expect((await accountOf(person))?.facts.aumFen).toBe(11_100_000);
    await workLists(api);
    expect((await accountOf(person))?.facts.aumFen).toBe(6_100_000);
    expect(await standingOf(person)).toMatchObject({ tier: 'basic', averageFen: 6_100_000 });
    expect(await differences(findDifferences())).toEqual([]);
    expect(await AumRecount.countDocuments()).toBe(0);
    await importRows(api, branch, [{ ...person.row, deposits: '70000' }]);
    expect((await accountOf(person))?.points.at(-1)?.fen).toBe(7_100_000);
    await setNumbers({ countWealth: 1, countMetals: 0 });
    await workLists(api);
    expect((await accountOf(person))?.facts.aumFen).toBe(12_000_000);
    await setNumbers({ countMetals: 1 });
    await workLists(api);
    expect(await accountOf(person)).toMatchObject({
      facts: { aumFen: 12_100_000, amounts: before?.facts.amounts && { deposit: 7_000_000 } },
    });
    expect(
      await Conversion.countDocuments({ memberId: new mongoose.Types.ObjectId(person.me.id), kind: 'aum_uplift' }),
    ).toBe(0);
  });

  it('is left to the numbers where something else was changed, and goes on after a process that stopped', async () => {
    const people = [
      await buildListed(api, branch, { deposits: '60000', funds: '50000' }),
      await buildListed(api, branch, { deposits: '60000', funds: '50000' }),
    ];
    await setNumbers({ undoSeconds: 150 });
    expect(await AumRecount.countDocuments()).toBe(0);
    await setNumbers({ countFunds: 0 });
    const [first] = await AumAccount.find({ memberId: { $in: people.map(({ me }) => me.id) } })
      .sort({ _id: 1 })
      .lean();
    // As a process leaves it that stops after the first account.
    await AumRecount.updateOne({ _id: branch.id }, { $set: { after: first?._id } });
    await workLists(api);
    const fens = async () => (await Promise.all(people.map(accountOf))).map((account) => account?.facts.aumFen).sort();
    expect(await fens()).toEqual([11_000_000, 6_000_000].sort());
    // Another change of what counts begins anew.
    await setNumbers({ countBonds: 0 });
    await workLists(api);
    expect(await fens()).toEqual([6_000_000, 6_000_000]);
  });
});
