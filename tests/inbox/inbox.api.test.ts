import * as attributionRoutes from '@linzhang/shared/attribution/attribution.endpoints';
import type { Inbox } from '@linzhang/shared/inbox/inbox.contract';
import * as routes from '@linzhang/shared/inbox/inbox.endpoints';
import { codeOf, requestId, type TestApi } from '../support/api';
import { done } from '../support/done';
import { buildWorker, type Person } from '../support/people';
import { builtForAll } from '../support/world/builtForAll';
import { buildListed, importRows } from '../support/world/lists';
import { buildWorld, type World } from '../support/world/world';

jest.setTimeout(60_000);

let api: TestApi;
let world: World;
builtForAll(buildWorld, (started, built) => {
  [api, world] = [started, built];
});

const inboxOf = (who: Person): Promise<Inbox> => done(api, routes.getInbox, { token: who.token });

it('counts what waits for a head: never the own requests', async () => {
  const before = await inboxOf(world.head);
  const sum = ({ approvals, conflicts, channelReviews, doubts, deskLeads }: Inbox) =>
    (approvals ?? 0) + conflicts + (channelReviews ?? 0) + (doubts ?? 0) + (deskLeads ?? 0);
  expect(before.total).toBe(sum(before));
  expect(before).toMatchObject({ approvals: 0, channelReviews: 1, doubts: 0 });
  expect((await inboxOf(world.otherHead)).approvals).toBe(1);
  await done(api, attributionRoutes.decideOrigin, {
    token: world.otherHead.token,
    params: { memberId: world.member.me.id },
    body: { employeeId: world.head.employee.id, reason: '主任带来', requestId: requestId() },
  });
  expect((await inboxOf(world.head)).approvals).toBe(1);
  const listed = await buildListed(api, world, { deposits: '60000' });
  await importRows(api, world, [
    { customerNo: 'twin-1', asOf: '2026-01-31', deposits: '1.00', phone: listed.row.phone ?? '' },
  ]);
  const after = await inboxOf(world.head);
  expect(after.doubts).toBe(1);
  expect(after.total).toBe(sum(after));
});

it('counts of who is no head the doubtful stamps of the own events only', async () => {
  const { approvals, channelReviews, doubts, deskLeads, conflicts, total } = await inboxOf(world.manager);
  expect([approvals, channelReviews, doubts, deskLeads]).toEqual([null, null, null, null]);
  expect(conflicts).toBeGreaterThan(0);
  expect(total).toBe(conflicts);
  const colleague = await buildWorker(api, world.id, ['staff']);
  expect(await inboxOf(colleague)).toMatchObject({ conflicts: 0, total: 0 });
});

it('is for employees', async () => {
  expect(codeOf(await api.call(routes.getInbox, { token: world.member.token }))).toBe('forbidden');
  expect(codeOf(await api.call(routes.getInbox, {}))).toBe('signed_out');
});
