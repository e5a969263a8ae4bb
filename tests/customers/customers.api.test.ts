import type { AttributionAnswer } from '@linzhang/shared/attribution/attribution.contract';
import * as attributionRoutes from '@linzhang/shared/attribution/attribution.endpoints';
import type { Customer } from '@linzhang/shared/customers/customers.contract';
import * as routes from '@linzhang/shared/customers/customers.endpoints';
import type { MemberEngagement } from '@linzhang/shared/engagements/engagements.contract';
import * as engagementRoutes from '@linzhang/shared/engagements/engagements.endpoints';
import type { Page } from '@linzhang/shared/kernel/pages';
import * as memberRoutes from '@linzhang/shared/members/members.endpoints';
import { DELETION_WORD } from '@linzhang/shared/members/members.rules';
import * as tieringRoutes from '@linzhang/shared/tiering/tiering.endpoints';
import { assignOwner } from '../../server/src/attribution/owners.service';
import { inTransaction } from '../../server/src/db/transaction';
import { codeOf, requestId, type TestApi } from '../support/api';
import { done } from '../support/done';
import { buildBranch, buildMember, buildWorker, type Person } from '../support/people';
import { bindPhone, buildCustomer } from '../support/world/branch';
import { builtForAll } from '../support/world/builtForAll';
import { comeBy, join } from '../support/world/groups';
import { buildListed, importRows } from '../support/world/lists';
import { buildWorld, type World } from '../support/world/world';

jest.setTimeout(60_000);

let api: TestApi;
let world: World;
builtForAll(buildWorld, (started, built) => {
  [api, world] = [started, built];
});

const see = (memberId: string, by: Person | null) =>
  api.call<Customer>(routes.getCustomer, { params: { memberId }, ...(by ? { token: by.token } : {}) });

const seen = (memberId: string, by: Person) =>
  done<Customer>(api, routes.getCustomer, { params: { memberId }, token: by.token });

/** Somebody whom the manager brought into the group, with a phone. */
async function brought(): Promise<Person> {
  const person = await buildCustomer(api, '赵小梅');
  await comeBy(api, person, world.channel);
  await join(api, person, world.group.id);
  await bindPhone(api, person);
  return person;
}

const giveTo = (person: Person, employeeId: string) =>
  inTransaction((session) => assignOwner(session, person.me.id, employeeId, 'transfer', api.clock.now()));

describe('a customer on one page', () => {
  it('is whole for the owner manager', async () => {
    const person = await brought();
    const { manager, group, channel } = world;
    expect(await seen(person.me.id, manager)).toMatchObject({
      view: 'served',
      name: '赵小梅',
      number: person.me.number,
      phone: expect.stringMatching(/^138\*{4}\d{4}$/),
      agreed: { marketing: true, matching: true },
      owner: { id: manager.employee.id },
      origin: { id: manager.employee.id, because: 'touch', source: 'circle', channel: { id: channel.id } },
      standing: null,
      unlistedBecause: 'not_listed',
      groups: [{ id: group.id, name: group.name }],
      recent: [{ kind: 'phone_bound' }, { kind: 'group_joined' }],
      can: { revealPhone: true, setSupporters: true, decideOrigin: false, readCredits: true },
    });
  });

  it('shows a head the masked name, and where the member stands', async () => {
    const person = await buildListed(api, world, { deposits: '186000', wealth: '0' });
    await done(api, memberRoutes.updateMe, { token: person.token, body: { nickname: '李小芳' } });
    expect(await seen(person.me.id, world.head)).toMatchObject({
      name: '李*芳',
      standing: { tier: 'rising', segment: 'C', aumFen: 18_600_000, next: { tier: 'wealth', missingFen: 1_400_000 } },
      unlistedBecause: null,
      can: { revealPhone: false, setSupporters: true, decideOrigin: true, readCredits: true },
    });
    expect(await seen(person.me.id, world.manager)).toMatchObject({ name: '李小芳', standing: { tier: 'rising' } });
  });

  it('keeps to itself, for who only brought the member, all but whose it is', async () => {
    const person = await brought();
    await giveTo(person, world.otherHead.employee.id);
    expect(await seen(person.me.id, world.manager)).toMatchObject({
      view: 'brought',
      name: '赵*梅',
      phone: null,
      standing: null,
      unlistedBecause: null,
      lead: null,
      groups: [],
      recent: [],
      owner: { id: world.otherHead.employee.id },
      can: { revealPhone: false, setSupporters: false, decideOrigin: false, readCredits: false },
    });
    const asked = { params: { memberId: person.me.id }, token: world.manager.token };
    const { conversions } = await done<AttributionAnswer>(api, attributionRoutes.getAttribution, asked);
    expect(conversions.length).toBe(2);
    expect((await api.call(engagementRoutes.listMemberEngagements, asked)).status).toBe(404);
  });

  it('is not there for anybody else', async () => {
    const { id } = world.member.me;
    const peer = await buildWorker(api, world.id, ['manager']);
    const stranger = await buildWorker(api, await buildBranch(api), ['head']);
    expect((await see('x', world.manager)).status).toBe(400);
    expect((await see(id, null)).status).toBe(401);
    expect((await see(id, world.member)).status).toBe(403);
    for (const by of [peer, stranger, world.cashier]) expect(codeOf(await see(id, by))).toBe('not_found');
    expect(codeOf(await see('0'.repeat(24), world.head))).toBe('not_found');
  });

  it('is nobody’s any more once the account is deleted', async () => {
    const person = await brought();
    const body = { confirm: DELETION_WORD, requestId: requestId() };
    await done(api, memberRoutes.deleteOwnAccount, { token: person.token, body });
    expect(codeOf(await see(person.me.id, world.manager))).toBe('not_found');
    expect(codeOf(await see(person.me.id, world.head))).toBe('not_found');
  });
});

describe('what a customer did', () => {
  const asked = (by: Person | null, memberId = world.member.me.id, query: Record<string, string> = {}) => ({
    params: { memberId },
    query,
    ...(by ? { token: by.token } : {}),
  });
  const listed = (by: Person | null, memberId?: string, query?: Record<string, string>) =>
    api.call<Page<MemberEngagement>>(engagementRoutes.listMemberEngagements, asked(by, memberId, query));

  it('stands there by name, newest first, with whose it is to their credit and why', async () => {
    const { items, nextCursor } = (await listed(world.manager, undefined, { limit: '50' })).body;
    expect(nextCursor).toBeNull();
    const times = items.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual([...times].sort().reverse());
    const of = (kind: string) => items.find((row) => row.kind === kind);
    const mine = [{ id: world.manager.employee.id, ppm: 1_000_000 }];
    expect(of('group_joined')).toMatchObject({
      group: { id: world.group.id, name: world.group.name },
      credit: { because: 'new_origin', held: false, employees: mine, cameBy: { channel: { id: world.channel.id } } },
    });
    expect(of('redeemed')).toMatchObject({
      offer: { id: world.offer.id },
      merchant: { id: world.merchantId },
      employee: { id: world.cashier.employee.id },
      credit: { because: 'origin', employees: mine },
    });
    expect(of('stamped')).toMatchObject({ event: { id: world.event.id }, booth: { name: expect.any(String) } });
    expect(of('signed_up')?.credit).toBeNull();
  });

  it('has among it what only the list of the bank tells, in order, with whose it is to their credit', async () => {
    const person = await buildListed(api, world, { asOf: '2026-09-30', deposits: '60000', products: '存款' });
    const later = { asOf: '2026-11-10', products: '存款、基金', funds: '250000' };
    await importRows(api, world, [{ ...person.row, ...later }]);
    const { items } = (await listed(world.manager, person.me.id)).body;
    const opened = items.find(({ kind }) => kind === 'product_opened');
    expect(opened).toMatchObject({
      product: 'fund',
      amountFen: 25_000_000,
      occurredAt: '2026-11-10T15:59:59.999Z',
      reversed: false,
      credit: { because: 'origin', employees: [{ id: world.manager.employee.id, ppm: 1_000_000 }] },
    });
    expect(items.some(({ kind }) => kind === 'aum_uplift')).toBe(true);
    const times = items.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual([...times].sort().reverse());
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page<MemberEngagement> = (
        await listed(world.head, person.me.id, { limit: '1', ...(cursor ? { cursor } : {}) })
      ).body;
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(items.map(({ id }) => id));
    expect((await seen(person.me.id, world.manager)).recent.map(({ id }) => id)).toEqual(paged.slice(0, 3));
  });

  it('says what waits for a head', async () => {
    const { items } = (await listed(world.manager, world.friend.me.id)).body;
    expect(items.find(({ kind }) => kind === 'phone_bound')?.credit).toMatchObject({ held: true, employees: [] });
  });

  it('comes in pages, and for who serves the member only', async () => {
    const first = (await listed(world.head, undefined, { limit: '2' })).body;
    const second = (await listed(world.head, undefined, { limit: '2', cursor: first.nextCursor ?? '' })).body;
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(4);
    expect((await listed(world.manager, 'x')).status).toBe(400);
    expect((await listed(null)).status).toBe(401);
    expect((await listed(await buildMember(api))).status).toBe(403);
    const peer = await buildWorker(api, world.id, ['manager']);
    expect(codeOf(await listed(peer))).toBe('not_found');
  });
});

describe('who may serve beside', () => {
  const choices = (by: Person | null, memberId = world.member.me.id) =>
    api.call<{ items: { id: string; position: string }[] }>(tieringRoutes.listSupporterChoices, {
      params: { memberId },
      ...(by ? { token: by.token } : {}),
    });

  it('is who works in the branch, but the owner', async () => {
    const { items } = (await choices(world.manager)).body;
    const ids = items.map(({ id }) => id);
    expect(ids).toContain(world.otherHead.employee.id);
    expect(ids).not.toContain(world.manager.employee.id);
    expect((await choices(world.manager, 'x')).status).toBe(400);
    expect((await choices(null)).status).toBe(401);
    expect((await choices(world.member)).status).toBe(403);
    expect(codeOf(await choices(await buildWorker(api, world.id, ['manager'])))).toBe('not_found');
  });
});
