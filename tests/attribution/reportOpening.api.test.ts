import * as routes from '@linzhang/shared/attribution/attribution.endpoints';
import type { ReportConversion } from '@linzhang/shared/attribution/report.contract';
import * as customerRoutes from '@linzhang/shared/customers/customers.endpoints';
import type { Page } from '@linzhang/shared/kernel/pages';
import { businessDay } from '@linzhang/shared/kernel/time';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import { DELETION_WORD } from '@linzhang/shared/members/members.rules';
import { assignOwner } from '../../server/src/attribution/owners.service';
import { inTransaction } from '../../server/src/db/transaction';
import { bringOne } from '../portfolio/portfolios';
import { requestId, type TestApi } from '../support/api';
import { done } from '../support/done';
import { buildStaffed, type Staffed } from '../support/world/branch';
import { builtForAll } from '../support/world/builtForAll';

let api: TestApi;
let branch: Staffed;
builtForAll(buildStaffed, (started, built) => {
  [api, branch] = [started, built];
});

it('a conversion of the report opens its customer while the head may see the customer, and no longer', async () => {
  const bring = () => bringOne(api, branch, branch.manager);
  const [stays, leaves, goes] = [await bring(), await bring(), await bring()];
  const body = { confirm: DELETION_WORD, requestId: requestId() };
  await done(api, memberRoutes.deleteOwnAccount, { token: leaves.token, body });
  const elsewhere = await buildStaffed(api);
  await inTransaction((session) =>
    assignOwner(session, goes.me.id, elsewhere.manager.employee.id, 'roster', api.clock.now()),
  );
  const { token } = branch.head;
  const today = businessDay(api.clock.now());
  const query = { branchId: branch.id, from: today, to: today, by: 'manager', line: branch.manager.employee.id };
  const { items } = await done<Page<ReportConversion>>(api, routes.listReportConversions, { token, query });
  expect(Object.fromEntries(items.map(({ member, can }) => [member.id, can.open]))).toEqual({
    [stays.me.id]: true,
    [leaves.me.id]: false,
    [goes.me.id]: false,
  });
  for (const { member, can } of items) {
    const customer = await api.call(customerRoutes.getCustomer, { token, params: { memberId: member.id } });
    expect(customer.status).toBe(can.open ? 200 : 404);
  }
});
