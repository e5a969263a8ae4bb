import type { PhoneOutcome } from '@linzhang/shared/members/members.contract';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import type { MyStanding } from '@linzhang/shared/tiering/tiering.contract';
import * as tieringRoutes from '@linzhang/shared/tiering/tiering.endpoints';
import mongoose from 'mongoose';
import { findDifferences } from '../../server/src/verifications';
import { requestId, type TestApi } from '../support/api';
import { differences } from '../support/differences';
import { done } from '../support/done';
import { buildMember, type Person } from '../support/people';
import { buildStaffed, type Staffed } from '../support/world/branch';
import { builtForAll } from '../support/world/builtForAll';
import { buildListed, importRows } from '../support/world/lists';
import { workMatchesNow } from './lists';

let api: TestApi;
let branch: Staffed;
builtForAll(buildStaffed, (started, built) => {
  [api, branch] = [started, built];
});

const standing = async ({ token }: Person) =>
  (await done<MyStanding>(api, tieringRoutes.getMyStanding, { token })).standing;

const account = (customerNo: string) => mongoose.connection.collection('aumaccounts').findOne({ customerNo });

it('lets the customer go with the phone to another account of the person', async () => {
  const former = await buildListed(api, branch, { deposits: '60000' });
  const person = await buildMember(api);
  const code = `sim:${former.row.phone}`;
  const wishes = { code, marketing: false, matching: true, requestId: requestId() };
  const found = await done<PhoneOutcome>(api, memberRoutes.bindPhone, { token: person.token, body: wishes });
  if (found.outcome !== 'bound_elsewhere') throw new Error('the phone is nobody’s');
  const body = { proof: found.proof, requestId: requestId() };
  await done(api, memberRoutes.movePhone, { token: person.token, body });
  expect(await standing(person)).toMatchObject({ tier: 'basic' });
  await workMatchesNow(api);
  expect(String((await account(former.row.customerNo ?? ''))?.['memberId'])).toBe(person.me.id);
  expect(await mongoose.connection.collection('standings').countDocuments()).toBe(1);
  await importRows(api, branch, [{ ...former.row, deposits: '120000' }]);
  expect(await standing(person)).toMatchObject({ tier: 'rising' });
});

it('keeps the customer of the list, but not who it is, where a member deletes the account', async () => {
  const person = await buildListed(api, branch, { deposits: '60000' });
  const own = await done<object>(api, memberRoutes.exportOwnData, { token: person.token, body: {} });
  expect(JSON.stringify(own)).toContain(`"customerNo":"${person.row.customerNo}"`);
  await done(api, memberRoutes.deleteOwnAccount, {
    token: person.token,
    body: { confirm: '注销', requestId: requestId() },
  });
  const left = await account(person.row.customerNo ?? '');
  expect(left).toMatchObject({ facts: { aumFen: 6_000_000 } });
  expect(left).not.toHaveProperty('memberId');
  expect(
    await mongoose.connection.collection('standings').findOne({ _id: new mongoose.Types.ObjectId(person.me.id) }),
  ).toBeNull();
});

it('leaves projections that follow from the ledgers', async () => {
  expect(await differences(findDifferences())).toEqual([]);
});
